// The history of a conversation as rows of the screen: days, the line above what is unread, system
// events told together, and messages in runs. Pure; rows that did not change keep their identity,
// so that nothing is drawn twice.
import type { ListedEvent, MessageEvent, OutboxEntry, Row, UserId } from "@parley/client";
import { startOfDay } from "../i18n/dates";

// A message on screen: stored, or still on its way.
export interface Shown {
  key: string;
  seq: number | null;
  sender: UserId;
  at: number;
  text: string;
  replyTo: number | undefined;
  event: MessageEvent | null;
  entry: OutboxEntry | null;
  pending: readonly OutboxEntry[];
}

export type LogRow =
  | { kind: "day"; key: string; at: number }
  | { kind: "unread"; key: string; count: number }
  | { kind: "system"; key: string; at: number; events: ListedEvent[] }
  | { kind: "typing"; key: string; users: readonly UserId[] }
  | { kind: "message"; key: string; shown: Shown; first: boolean; last: boolean };

// Messages of one sender within so long of one another form a run.
export const kRunMs = 5 * 60_000;

const shownRows = new WeakMap<Row, Shown>();
const shownEntries = new WeakMap<OutboxEntry, Shown>();

function shownOf(row: Row, event: MessageEvent): Shown {
  let shown = shownRows.get(row);
  if (!shown) {
    shown = {
      key: row.key,
      seq: event.seq,
      sender: event.sender,
      at: event.sent_at,
      text: event.text,
      replyTo: event.reply_to,
      event,
      entry: null,
      pending: row.pending,
    };
    shownRows.set(row, shown);
  }
  return shown;
}

function shownEntry(entry: OutboxEntry, me: UserId): Shown | null {
  const { submission } = entry;
  if (submission.kind !== "send") return null;
  let shown = shownEntries.get(entry);
  if (!shown) {
    shown = {
      key: entry.key,
      seq: null,
      sender: me,
      at: entry.created_at,
      text: submission.text,
      replyTo: submission.reply_to,
      event: null,
      entry,
      pending: [],
    };
    shownEntries.set(entry, shown);
  }
  return shown;
}

export interface History {
  rows: readonly Row[];
  sending: readonly OutboxEntry[];
  me: UserId;
  // Whether the first row is the true beginning: only then a day stands above it.
  atStart: boolean;
  // Where the line stands, and what it says; null where there is nothing unread.
  unread: { after: number; count: number } | null;
  typing: readonly UserId[];
}

class Builder {
  readonly rows: LogRow[] = [];
  private day: number | null = null;
  private lineDone = false;

  constructor(private readonly history: History) {}

  // Starts a new day above what comes next. The first stretch has none unless it is the beginning,
  // so that nothing above moves when older pages arrive.
  private dayBefore(at: number) {
    const day = startOfDay(at);
    if (day === this.day) return;
    const shows = this.day !== null || this.history.atStart;
    this.day = day;
    if (shows) this.rows.push({ kind: "day", key: `day-${day}`, at });
  }

  private lineBefore(event: ListedEvent) {
    const { unread, me } = this.history;
    if (this.lineDone || !unread || event.seq <= unread.after || event.sender === me) return;
    if (event.kind !== "message") return;
    this.lineDone = true;
    this.rows.push({ kind: "unread", key: "unread", count: unread.count });
  }

  private message(shown: Shown) {
    const before = this.rows.at(-1);
    const joins =
      before?.kind === "message" &&
      before.shown.sender === shown.sender &&
      shown.at - before.shown.at < kRunMs;
    if (joins) before.last = false;
    this.rows.push({ kind: "message", key: shown.key, shown, first: !joins, last: true });
  }

  add(row: Row) {
    const { event } = row;
    this.dayBefore(event.sent_at);
    this.lineBefore(event);
    if (event.kind === "message") return this.message(shownOf(row, event));
    const before = this.rows.at(-1);
    if (before?.kind === "system") before.events.push(event);
    else this.rows.push({ kind: "system", key: row.key, at: event.sent_at, events: [event] });
  }

  send(entry: OutboxEntry) {
    const shown = shownEntry(entry, this.history.me);
    if (!shown) return;
    this.dayBefore(Math.max(shown.at, this.day ?? 0));
    this.message(shown);
  }
}

export function logRows(history: History): LogRow[] {
  const builder = new Builder(history);
  for (const row of history.rows) builder.add(row);
  for (const entry of history.sending) builder.send(entry);
  if (history.typing.length > 0)
    builder.rows.push({ kind: "typing", key: "typing", users: history.typing });
  return builder.rows;
}

// The day that a row belongs to, for the copy that floats under the header.
export function dayOf(row: LogRow | undefined): number | null {
  switch (row?.kind) {
    case "day":
    case "system":
      return row.at;
    case "message":
      return row.shown.at;
    default:
      return null;
  }
}
