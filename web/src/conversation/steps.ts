// How the list follows the history: one end at a time. A virtual list is told only how many rows it
// has and whether they came or went in front; where older rows arrive and newest ones are let go in
// one update, their number stays the same and the view would jump by as many rows.
import { useLayoutEffect, useReducer, useRef } from "react";
import type { LogRow } from "./rows";

interface Step {
  rows: LogRow[];
  // Whether rows came or went in front of those that stay.
  shift: boolean;
}

// The next rows to draw after `drawn` on the way to `wanted`: first what changes in front, then
// what changes behind. `wanted` itself, the very array, if that is one step.
export function nextStep(drawn: LogRow[], wanted: LogRow[]): Step {
  const places = new Map(wanted.map((row, at) => [row.key, at]));
  const firstDrawn = drawn.findIndex((row) => places.has(row.key));
  // Nothing stays: another stretch of the history, which has no place to keep.
  if (firstDrawn === -1) return { rows: wanted, shift: false };
  const first = places.get(drawn[firstDrawn]?.key ?? "") ?? 0;
  if (first === firstDrawn) return { rows: wanted, shift: false };
  const lastDrawn = drawn.findLastIndex((row) => places.has(row.key));
  const last = places.get(drawn[lastDrawn]?.key ?? "") ?? 0;
  if (drawn.length - lastDrawn === wanted.length - last) return { rows: wanted, shift: true };
  return { rows: [...wanted.slice(0, last + 1), ...drawn.slice(lastDrawn + 1)], shift: true };
}

// The rows to draw now; the rest of the way follows before anything is painted.
export function useSteps(wanted: LogRow[]): Step {
  const drawn = useRef<LogRow[]>([]);
  const step = useRef<{ wanted: LogRow[]; from: LogRow[]; step: Step }>(undefined);
  const [, goOn] = useReducer((count: number) => count + 1, 0);
  if (step.current?.wanted !== wanted || step.current.from !== drawn.current)
    step.current = { wanted, from: drawn.current, step: nextStep(drawn.current, wanted) };
  const now = step.current.step;
  useLayoutEffect(() => {
    drawn.current = now.rows;
    if (now.rows !== wanted) goOn();
  }, [now, wanted]);
  return now;
}
