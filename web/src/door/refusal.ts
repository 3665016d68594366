// What the server's refusal of a form means for the person in front of it.
import { ParleyError } from "@parley/client";
import { useEffect, useState } from "react";

export type Refusal =
  | { why: "wrong" }
  | { why: "taken" }
  | { why: "wait"; until: number }
  | { why: "offline" }
  | { why: "unreachable" }
  | { why: "other" };

const kWaitMs = 60_000;

export function refusalOf(error: unknown, now: number): Refusal {
  if (!(error instanceof ParleyError)) return { why: "other" };
  switch (error.code) {
    case "unauthorized":
      return { why: "wrong" };
    case "conflict":
      return { why: "taken" };
    case "rate_limited":
      return { why: "wait", until: now + (error.retryAfterMs ?? kWaitMs) };
    case "offline":
      return navigator.onLine ? { why: "unreachable" } : { why: "offline" };
    case "overloaded":
    case "store_failed":
    case "draining":
      return { why: "unreachable" };
    default:
      return { why: "other" };
  }
}

// Whole seconds until a moment, counting down; 0 when it is past.
export function useSecondsUntil(moment: number | undefined): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!moment) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [moment]);
  return moment ? Math.max(0, Math.ceil((moment - now) / 1_000)) : 0;
}
