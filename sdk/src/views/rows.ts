/** The rows of a window, made anew only where something about them changed. */
import type { Seq } from "../../../protocol/generated/parley.js";
import type { ListedEvent, OutboxEntry, Row } from "../types.js";
import { rowOf } from "./overlay.js";

export class Rows {
  rows: readonly Row[] = [];
  sending: readonly OutboxEntry[] = [];
  cleared = 0;
  /** The rows of now only: what has left the window is let go. */
  #made = new Map<Seq, Made>();
  /** Keys of what was seen in the outbox, by client_message_id: a row keeps its key for good. */
  readonly #keys = new Map<string, string>();

  /** Everything up to `cleared` is left out: the user wants to see it no more. */
  update(
    events: readonly ListedEvent[],
    entries: readonly OutboxEntry[],
    cleared: number,
    me: string,
  ): void {
    this.cleared = cleared;
    const about = new Map<Seq, OutboxEntry[]>();
    for (const entry of entries) {
      if (entry.submission.kind !== "send") {
        const { target } = entry.submission;
        about.set(target, [...(about.get(target) ?? []), entry]);
      } else if (entry.client_message_id !== null) {
        this.#keys.set(entry.client_message_id, entry.key);
      }
    }
    const before = this.#made;
    this.#made = new Map();
    const rows = events
      .filter((event) => event.seq > cleared)
      .map((event) => this.#row(event, about.get(event.seq) ?? [], me, before.get(event.seq)));
    const own = new Set(
      events.filter((event) => event.sender === me).map((event) => event.client_message_id),
    );
    const sending = entries.filter(
      ({ submission, client_message_id: id }) =>
        submission.kind === "send" && (id === null || !own.has(id)),
    );
    this.rows = sameItems(this.rows, rows) ? this.rows : rows;
    this.sending = sending;
  }

  #row(event: ListedEvent, pending: OutboxEntry[], me: string, before: Made | undefined): Row {
    const wishes = pending.map((entry) => `${entry.id} ${entry.state}`).join();
    const isSame = before !== undefined && before.event === event && before.wishes === wishes;
    const key = this.#keys.get(event.client_message_id) ?? `seq-${event.seq}`;
    const row = isSame ? before.row : rowOf(event, key, pending, me);
    this.#made.set(event.seq, { event, wishes, row });
    return row;
  }
}

/** A row, and what it was made of. */
interface Made {
  event: ListedEvent;
  wishes: string;
  row: Row;
}

function sameItems(before: readonly Row[], after: readonly Row[]): boolean {
  return before.length === after.length && before.every((row, place) => row === after[place]);
}
