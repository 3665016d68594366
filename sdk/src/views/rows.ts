/** The rows of a window, made anew only where something about them changed. */
import type { Seq } from "../../../protocol/generated/parley.js";
import type { ListedEvent, OutboxEntry, Row } from "../types.js";
import { rowOf } from "./overlay.js";

export class Rows {
  rows: readonly Row[] = [];
  sending: readonly OutboxEntry[] = [];
  cleared = 0;
  readonly #made = new Map<Seq, { event: ListedEvent; wishes: string; row: Row }>();
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
    const rows = events
      .filter((event) => event.seq > cleared)
      .map((event) => this.#row(event, about.get(event.seq) ?? [], me));
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

  #row(event: ListedEvent, pending: OutboxEntry[], me: string): Row {
    const wishes = pending.map((entry) => `${entry.id} ${entry.state}`).join();
    const made = this.#made.get(event.seq);
    if (made && made.event === event && made.wishes === wishes) {
      return made.row;
    }
    const key = this.#keys.get(event.client_message_id) ?? `seq-${event.seq}`;
    const row = rowOf(event, key, pending, me);
    this.#made.set(event.seq, { event, wishes, row });
    return row;
  }
}

function sameItems(before: readonly Row[], after: readonly Row[]): boolean {
  return before.length === after.length && before.every((row, place) => row === after[place]);
}
