// The mark: two speech shapes in conversation. Small in the rail, large where there is nothing yet.
import { useId } from "react";

export function Logo({ size = 34, quiet = false }: { size?: number; quiet?: boolean }) {
  const mask = useId();
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <mask id={mask}>
        <path fill="#fff" d="M0 0h32v32H0z" />
        <circle cx="21.5" cy="20.5" r="10" />
      </mask>
      <path
        mask={`url(#${mask})`}
        fill={quiet ? "currentColor" : "var(--accent)"}
        d="M1.5 13a11 11 0 1 1 11 11H3.7a2.2 2.2 0 0 1-2.2-2.2z"
      />
      <path
        fill={quiet ? "currentColor" : "var(--apricot)"}
        d="M29.5 20.5a8 8 0 1 0-8 8h6.2a1.8 1.8 0 0 0 1.8-1.8z"
      />
    </svg>
  );
}

// The same with lines of writing in both shapes.
export function Welcome({ width = 208 }: { width?: number }) {
  const mask = useId();
  return (
    <svg width={width} height={(width * 148) / 208} viewBox="0 0 208 148" aria-hidden="true">
      <mask id={mask}>
        <path fill="#fff" d="M0 0h208v148H0z" />
        <circle cx="136" cy="88" r="54" />
      </mask>
      <path
        mask={`url(#${mask})`}
        fill="var(--accent)"
        d="M20 66a52 52 0 1 1 52 52H30a10 10 0 0 1-10-10z"
      />
      <path fill="var(--apricot)" d="M184 88a48 48 0 1 0-48 48h39a9 9 0 0 0 9-9z" />
      <g fill="none" strokeLinecap="round" strokeWidth="5">
        <path stroke="var(--panel)" d="M46 56h34M46 72h20" />
        <path stroke="light-dark(#5A3413,#4A2A0D)" d="M116 80h42M116 96h26" />
      </g>
    </svg>
  );
}
