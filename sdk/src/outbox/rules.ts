/**
 * The outbox as a pure machine. An entry goes
 *
 *     queued ──▶ sending ──▶ accepted ──▶ (gone: its event, or what made it needless, is stored)
 *        ▲          │ ▲          │
 *        │ retry    │ └──────────┘ a connection later it is asked again under the same id
 *        │          ▼
 *        └─────── failed ──▶ (gone: discarded)
 *
 * 1. In one conversation, one entry at a time is without an answer, the oldest: their order in the
 *    log is the order of asking. Conversations do not wait for each other.
 * 2. The client_message_id is made at the first attempt and stored before it, and is the same in
 *    every later one, so whatever happens between is one event.
 * 3. `later` and `elsewhere` leave the entry where it is. Only `never` is a failure.
 * 4. A failed entry that is retried is a new submission: the outcome of the old id stands for ever.
 */
import type { ErrorCode, Outcome, Retry } from "../../../protocol/generated/parley.js";
import type { OutboxRecord } from "../storage/records.js";

/** The entries that may be given to a server now: the oldest unanswered of each conversation. */
export function due(entries: readonly OutboxRecord[]): OutboxRecord[] {
  const first = new Map<string, OutboxRecord>();
  for (const entry of entries) {
    const waits = entry.state === "queued" || entry.state === "sending";
    if (waits && !first.has(entry.conversation)) {
      first.set(entry.conversation, entry); // (1)
    }
  }
  return [...first.values()];
}

/** The entry at an attempt; `newId` is used at the first one only. */
export function attempted(entry: OutboxRecord, newId: () => string): OutboxRecord {
  const id = entry.client_message_id ?? newId();
  return { ...entry, state: "sending", client_message_id: id }; // (2)
}

/** The entry once it is on the server's disk; null where nothing will come of it any more. */
export function accepted(entry: OutboxRecord, outcome: Outcome | undefined): OutboxRecord | null {
  if (outcome?.code !== undefined) {
    return failed(entry, outcome.code, "never");
  }
  if (outcome?.unchanged) {
    return null;
  }
  const passed = outcome?.duplicate && outcome.seq !== undefined;
  return { ...entry, state: "accepted", ...(passed && { outcome: outcome.seq }) };
}

export function failed(entry: OutboxRecord, code: ErrorCode, retry: Retry): OutboxRecord {
  return { ...entry, state: "failed", failure: { code, retry } };
}

/** The entry as a new submission. (4) */
export function renewed(entry: OutboxRecord): OutboxRecord {
  const { outcome, ...rest } = entry;
  return { ...rest, state: "queued", failure: null, client_message_id: null };
}

/** Whether it is certain that no server has it, or that it will do nothing there. */
export function isDiscardable(entry: OutboxRecord): boolean {
  return entry.state === "failed" || (entry.state === "queued" && entry.client_message_id === null);
}
