// Where the reader is in a conversation, and how the view follows. The view moves by itself in
// three cases only: on opening, at the end when something new comes, and when somebody jumps.
import type { MessageWindow, OpenConversation } from "@parley/client";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { VirtualizerHandle } from "virtua";
import { dayOf, type LogRow } from "./rows";

export const kEndPx = 80;
export const kHeadPx = 168;
const kLoadAheadPx = 1_500;
const kDayShownMs = 1_000;

interface Asked {
  open: OpenConversation;
  window: MessageWindow;
  rows: LogRow[];
}

export function useLogScroll({ open, window, rows }: Asked) {
  const list = useRef<VirtualizerHandle>(null);
  const before = useRef<LogRow[]>([]);
  const wasWhole = useRef(true);
  const placed = useRef(false);
  const atEndRef = useRef(true);
  const [atEnd, setAtEnd] = useState(true);
  const [floating, setFloating] = useState<number | null>(null);
  const fade = useRef<ReturnType<typeof setTimeout>>(undefined);

  const toEnd = useCallback(() => {
    list.current?.scrollToIndex(before.current.length - 1, { align: "end" });
  }, []);

  useLayoutEffect(() => {
    const last = before.current.at(-1)?.key;
    // Who stands at the end of what is loaded, and not of the conversation, goes on reading there.
    const stayed = wasWhole.current && window.at_end;
    before.current = rows;
    wasWhole.current = window.at_end;
    if (rows.length === 0) return;
    if (!placed.current) {
      placed.current = true;
      const line = rows.findIndex((row) => row.kind === "unread");
      const third = (list.current?.viewportSize ?? 0) / 3;
      if (line > 0) list.current?.scrollToIndex(line, { align: "start", offset: -third });
      else toEnd();
      return;
    }
    if (atEndRef.current && stayed && rows.at(-1)?.key !== last) toEnd();
  }, [rows, window.at_end, toEnd]);

  // Asks for more where the edge of what is loaded is near; also when nothing scrolls, such as at
  // the very top.
  const loadAhead = useCallback(() => {
    const { current } = list;
    if (!current || !placed.current || window.loading !== null || window.failed !== null) return;
    const left = current.scrollSize - current.scrollOffset - current.viewportSize;
    if (!window.at_start && current.scrollOffset < kLoadAheadPx) void open.older();
    else if (!window.at_end && left < kLoadAheadPx) void open.newer();
  }, [open, window]);
  useEffect(() => loadAhead(), [loadAhead]);

  const onScroll = useCallback(
    (offset: number) => {
      const { current } = list;
      if (!current) return;
      const left = current.scrollSize - offset - current.viewportSize;
      atEndRef.current = left < kEndPx;
      setAtEnd(atEndRef.current);
      loadAhead();
      // At the very beginning the day itself stands there.
      setFloating(offset > kHeadPx ? dayOf(rows[current.findItemIndex(offset + 8)]) : null);
      clearTimeout(fade.current);
      fade.current = setTimeout(() => setFloating(null), kDayShownMs);
    },
    [rows, loadAhead],
  );

  return { list, onScroll, toEnd, atEnd: atEnd && window.at_end, floating };
}
