/** The outbox in the database. Each change of an entry is one transaction that reads it again. */
import type { Database } from "../storage/database.js";
import type { NewEntry, OutboxRecord } from "../storage/records.js";
import type { OutboxEntry } from "../types.js";

/** The entry as others see it. */
export function entryOf(record: OutboxRecord): OutboxEntry {
  const { outcome, ...entry } = record;
  return { ...entry, key: keyOf(record.id) };
}

/** The key of an entry's row. */
export function keyOf(id: number): string {
  return `outbox-${id}`;
}

/** Adds an entry at the end. */
export async function addEntry(database: Database, entry: NewEntry): Promise<OutboxRecord> {
  // The database draws the id: its order is the order of asking, in all tabs.
  const id = await database.add("outbox", entry as OutboxRecord);
  return { ...entry, id };
}

/**
 * Replaces the entry by what `change` makes of it as it stands; null removes it, undefined leaves
 * it. Resolves with what stands now: null if it is not there, or no longer.
 */
export async function changeEntry(
  database: Database,
  id: number,
  change: (entry: OutboxRecord) => OutboxRecord | null | undefined,
): Promise<OutboxRecord | null> {
  const transaction = database.transaction("outbox", "readwrite");
  const entry = await transaction.store.get(id);
  const after = entry ? change(entry) : undefined;
  if (after) {
    void transaction.store.put(after);
  } else if (after === null) {
    void transaction.store.delete(id);
  }
  await transaction.done;
  return after === undefined ? (entry ?? null) : after;
}
