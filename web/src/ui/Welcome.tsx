// The mark with lines of writing in both shapes, where there is nothing yet.
import { useId } from "react";

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
