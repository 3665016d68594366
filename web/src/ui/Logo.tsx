// The mark: two speech shapes in conversation.
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
