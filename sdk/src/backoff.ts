/**
 * How long to wait after the n-th failure in a row (from 0): full jitter, uniform between nothing
 * and twice as much each time. What the server asked for is the least.
 */
export const backoffMaxMs = 30_000;
const firstMs = 500;

/** Returns milliseconds. `random` is uniform in [0, 1). */
export function backoffMs(failures: number, random: () => number, retryAfterMs = 0): number {
  const ceiling = Math.min(backoffMaxMs, firstMs * 2 ** Math.min(failures, 16));
  return retryAfterMs + Math.floor(random() * ceiling);
}
