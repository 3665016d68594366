// Marks as read what stood on the screen: half a second in a focused window, at most once in two.
import type { OpenConversation } from "@parley/client";
import { type RefObject, useEffect, useRef } from "react";
import type { VirtualizerHandle } from "virtua";
import type { LogRow } from "./rows";

const kSeenMs = 500;
const kBetweenMs = 2_000;

function newestSeen(list: VirtualizerHandle, rows: LogRow[]): number {
  let at = Math.min(list.findItemIndex(list.scrollOffset + list.viewportSize), rows.length - 1);
  const end = list.scrollOffset + list.viewportSize;
  for (; at >= 0; at--) {
    const row = rows[at];
    const middle = list.getItemOffset(at) + list.getItemSize(at) / 2;
    const seq =
      row?.kind === "message"
        ? row.shown.seq
        : row?.kind === "system"
          ? row.events.at(-1)?.seq
          : null;
    if (seq && middle <= end) return seq;
  }
  return 0;
}

export function useReading(
  open: OpenConversation,
  list: RefObject<VirtualizerHandle | null>,
  rows: LogRow[],
  // Changes whenever another stretch is on the screen.
  moved: number,
) {
  const told = useRef(0);
  const toldAt = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `moved` only says when to look again.
  useEffect(() => {
    const look = () => {
      if (!list.current || !document.hasFocus() || document.visibilityState === "hidden") return;
      const seq = newestSeen(list.current, rows);
      if (seq <= told.current) return;
      told.current = seq;
      toldAt.current = Date.now();
      void open.read(seq);
    };
    const wait = () => Math.max(kSeenMs, toldAt.current + kBetweenMs - Date.now());
    let timer = setTimeout(look, wait());
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(look, wait());
    };
    addEventListener("focus", again);
    return () => {
      clearTimeout(timer);
      removeEventListener("focus", again);
    };
  }, [open, list, rows, moved]);
}
