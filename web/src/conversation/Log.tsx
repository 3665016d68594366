// The messages of a conversation: a few screens of them in the document, however many there are.
import type { MessageWindow, OpenConversation } from "@parley/client";
import {
  type KeyboardEvent,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from "react";
import { Virtualizer } from "virtua";
import { numberOf } from "../i18n/dates";
import { useText } from "../i18n/text";
import { kBadgeMax } from "../ui/Badge";
import badge from "../ui/badge.module.css";
import { Icon } from "../ui/Icon";
import { useDeeds } from "./contexts";
import { Head } from "./Head";
import css from "./log.module.css";
import { Message } from "./Message";
import { messageKey, moveFocus } from "./messageKeys";
import type { LogRow } from "./rows";
import { Day, System, Typing, UnreadLine } from "./System";
import { useSteps } from "./steps";
import { kHeadPx, useLogScroll } from "./useLogScroll";
import { useReading } from "./useReading";

const kHitMs = 3_000;
// Rows are measured so far before they come into view: a row that turns out higher than was guessed
// pushes nobody whom the reader sees.
const kMeasuredAheadPx = 600;

export interface LogHandle {
  // Shows a message a third from the top, lit; asks for it where it is not loaded.
  jump: (seq: number) => void;
  toEnd: () => void;
}

interface Props {
  ref: Ref<LogHandle>;
  open: OpenConversation;
  window: MessageWindow;
  rows: LogRow[];
  title: string;
  joined: boolean;
  unread: number;
}

function RowView({
  row,
  focusable,
  hit,
  place,
}: {
  row: LogRow;
  focusable: boolean;
  hit: boolean;
  place: number;
}) {
  const { group } = useDeeds();
  switch (row.kind) {
    case "day":
      return <Day at={row.at} />;
    case "unread":
      return <UnreadLine count={row.count} />;
    case "system":
      return <System events={row.events} />;
    case "typing":
      return <Typing users={row.users} group={group} />;
    case "message":
      return (
        <Message
          shown={row.shown}
          first={row.first}
          last={row.last}
          focusable={focusable}
          hit={hit}
          place={place}
        />
      );
  }
}

function JumpButton({ count, onClick }: { count: number; onClick: () => void }) {
  const t = useText();
  return (
    <button
      type="button"
      className={css.jump}
      aria-label={count > 0 ? t("conversation.jumpNew", { count }) : t("conversation.jump")}
      onClick={onClick}
    >
      <Icon name="arrow-down" />
      {count > 0 && (
        <span className={badge.badge} aria-hidden="true">
          {count > kBadgeMax ? `${kBadgeMax}+` : numberOf(count)}
        </span>
      )}
    </button>
  );
}

// The message that is asked for, until it is on the screen; then the one that is lit. What is not
// loaded is asked for once, as soon as nothing else is being loaded.
function useJump(
  open: OpenConversation,
  { loading }: MessageWindow,
  rows: LogRow[],
  scroll: ReturnType<typeof useLogScroll>,
) {
  const [wanted, setWanted] = useState<number | null>(null);
  const [hit, setHit] = useState<number | null>(null);
  const asked = useRef<number | null>(null);
  const { list } = scroll;
  useEffect(() => {
    if (wanted === null || rows.length === 0) return;
    const at = rows.findIndex((row) => row.kind === "message" && row.shown.seq === wanted);
    if (at === -1) {
      if (loading !== null) return;
      if (asked.current === wanted) return setWanted(null);
      asked.current = wanted;
      void open.around(wanted);
      return;
    }
    const third = (list.current?.viewportSize ?? 0) / 3;
    list.current?.scrollToIndex(at, { align: "start", offset: -third });
    setHit(wanted);
    setWanted(null);
    asked.current = null;
  }, [wanted, rows, loading, open, list]);
  useEffect(() => {
    if (hit === null) return;
    const timer = setTimeout(() => setHit(null), kHitMs);
    return () => clearTimeout(timer);
  }, [hit]);
  const jump = useCallback((seq: number) => {
    asked.current = null;
    setWanted(seq);
  }, []);
  return { hit, jump };
}

// How many messages of others came since the reader left the end.
function useNewSince(rows: LogRow[], atEnd: boolean): number {
  const left = useRef(0);
  const newest = rows.findLast((row) => row.kind === "message" && row.shown.seq !== null);
  const seq = newest?.kind === "message" ? (newest.shown.seq ?? 0) : 0;
  if (atEnd) left.current = seq;
  if (atEnd || left.current === 0) return 0;
  return rows.filter(
    (row) => row.kind === "message" && !row.shown.entry && (row.shown.seq ?? 0) > left.current,
  ).length;
}

export function Log({ ref, open, window, rows: wanted, title, joined, unread }: Props) {
  const t = useText();
  const deeds = useDeeds();
  const { rows, shift } = useSteps(wanted);
  const scroll = useLogScroll({ open, window, rows });
  const { list, onScroll, toEnd, atEnd, floating } = scroll;
  const { hit, jump } = useJump(open, window, rows, scroll);
  const [focused, setFocused] = useState<string | null>(null);
  const [moved, setMoved] = useState(0);
  const newer = useNewSince(rows, atEnd);
  useReading(open, list, rows, moved);
  const end = () => {
    const line = rows.findIndex((row) => row.kind === "unread");
    const below =
      line !== -1 &&
      list.current &&
      list.current.getItemOffset(line) > list.current.scrollOffset + list.current.viewportSize;
    if (below) list.current?.scrollToIndex(line, { align: "start", offset: -100 });
    else if (window.at_end) toEnd();
    else void open.latest().then(toEnd);
  };
  useImperativeHandle(ref, () => ({ jump, toEnd: end }));
  const newest = rows.findLast((row) => row.kind === "message")?.key;
  const stop = rows.some((row) => row.key === focused) ? focused : newest;
  const kept = rows.findIndex((row) => row.key === focused);
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    const article = event.target instanceof Element ? event.target.closest("[data-key]") : null;
    if (!article || event.target !== article) return;
    const key = article.getAttribute("data-key");
    const at = rows.findIndex((row) => row.key === key);
    const row = rows[at];
    if (row?.kind !== "message") return;
    const next = moveFocus(event, rows, at);
    if (next !== undefined) {
      event.preventDefault();
      setFocused(rows[next]?.key ?? null);
      list.current?.scrollToIndex(next, { align: "nearest" });
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>(`[data-key="${rows[next]?.key}"]`)?.focus(),
      );
    } else messageKey(event, row.shown, article, deeds);
  };
  return (
    <div className={css.wrap}>
      {floating !== null && (
        <div className={css.floating} aria-hidden="true">
          <Day at={floating} />
        </div>
      )}
      <div
        className={css.log}
        role="log"
        aria-live="off"
        aria-busy={window.loading !== null}
        aria-label={t("conversation.messages", { title })}
        data-pane-focus
        tabIndex={rows.length === 0 ? 0 : -1}
        onKeyDown={onKey}
        onFocus={(event) => {
          const key = event.target.closest("[data-key]")?.getAttribute("data-key");
          if (key) setFocused(key);
        }}
      >
        <div className={css.spacer} />
        <Head open={open} window={window} title={title} joined={joined} />
        <Virtualizer
          ref={list}
          data={rows}
          shift={shift}
          bufferSize={kMeasuredAheadPx}
          startMargin={kHeadPx}
          onScroll={onScroll}
          onScrollEnd={() => setMoved((count) => count + 1)}
          keepMounted={kept === -1 ? [] : [kept]}
        >
          {(row, at) => (
            <div key={row.key} className={css.row}>
              <RowView
                row={row}
                place={at + 1}
                focusable={row.key === stop}
                hit={row.kind === "message" && row.shown.seq !== null && row.shown.seq === hit}
              />
            </div>
          )}
        </Virtualizer>
      </div>
      {!atEnd && rows.length > 0 && (
        <JumpButton count={window.at_end ? newer : unread} onClick={end} />
      )}
    </div>
  );
}
