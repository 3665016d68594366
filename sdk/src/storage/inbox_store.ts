/**
 * The inbox's side of the database: frames of items and resyncs, each applied in one transaction
 * with the cursor.
 */
import type {
  ConversationId,
  Cursor,
  Items,
  ResyncReason,
  UserId,
} from "../../../protocol/generated/parley.js";
import { applyItems, type Changes, type Held, placeOf } from "../sync/reducer.js";
import type { Change } from "../tabs/changes.js";
import type { Database, StoreName, Writing } from "./database.js";
import type { ConversationRecord, OutboxRecord } from "./records.js";

const touched: StoreName[] = [
  "meta",
  "conversations",
  "events",
  "contacts",
  "invitations",
  "outbox",
  "kept",
];

/** Where this device stands; null before the first connection. */
export async function readCursor(database: Database): Promise<Cursor | null> {
  return ((await database.get("meta", "cursor")) as Cursor | undefined) ?? null;
}

/** Applies a frame and stores what came of it; null where there is no cursor to apply it on. */
export async function applyFrame(
  database: Database,
  frame: Items,
  me: UserId,
): Promise<Changes | null> {
  const transaction = database.transaction(touched, "readwrite");
  const cursor = (await transaction.objectStore("meta").get("cursor")) as Cursor | undefined;
  if (!cursor) {
    await transaction.done;
    return null;
  }
  const changes = applyItems(await heldFor(transaction, cursor, frame), frame, me);
  write(transaction, cursor, changes);
  await transaction.done;
  return changes;
}

async function heldFor(transaction: Writing, cursor: Cursor, frame: Items): Promise<Held> {
  const held = { conversations: new Map(), events: new Map(), contacts: new Map() };
  const reads: Promise<unknown>[] = [];
  const outbox = transaction.objectStore("outbox").getAll();
  const conversations = new Set<ConversationId>();
  for (const { conversation, event } of frame.items) {
    if (event.kind === "contacts") {
      const { user } = event;
      const read = transaction.objectStore("contacts").get(user);
      reads.push(read.then((contact) => contact && held.contacts.set(user, contact)));
    }
    if (conversation === undefined) {
      continue;
    }
    conversations.add(conversation);
    const seq = "target" in event ? event.target : "ordinal" in event ? event.seq : undefined;
    if (seq !== undefined) {
      const read = transaction.objectStore("events").get([conversation, seq]);
      reads.push(
        read.then((found) => found && held.events.set(placeOf(conversation, seq), found.event)),
      );
    }
  }
  for (const id of conversations) {
    const read = transaction.objectStore("conversations").get(id);
    reads.push(read.then((record) => record && held.conversations.set(id, record)));
  }
  await Promise.all(reads);
  return { cursor, ...held, outbox: await outbox };
}

function write(transaction: Writing, before: Cursor, changes: Changes): void {
  if (changes.cursor.inbox_seq === before.inbox_seq) {
    return;
  }
  void transaction.objectStore("meta").put(changes.cursor, "cursor");
  for (const record of changes.conversations.values()) {
    void transaction.objectStore("conversations").put(record);
  }
  for (const record of changes.events.values()) {
    void transaction.objectStore("events").put(record);
  }
  for (const contact of changes.contacts.values()) {
    void transaction.objectStore("contacts").put(contact);
  }
  for (const [id, invitation] of changes.invitations) {
    const store = transaction.objectStore("invitations");
    void (invitation ? store.put(invitation) : store.delete(id));
  }
  for (const [id, entry] of changes.outbox) {
    const store = transaction.objectStore("outbox");
    void (entry ? store.put(entry) : store.delete(id));
  }
  for (const item of changes.kept) {
    void transaction.objectStore("kept").put(item);
  }
}

/** What the tabs have to read again after a frame. */
export function changeOf(changes: Changes): Change {
  const conversations: Record<ConversationId, number[]> = {};
  for (const id of changes.conversations.keys()) {
    conversations[id] = [];
  }
  for (const { conversation, seq } of changes.events.values()) {
    conversations[conversation]?.push(seq);
  }
  return {
    conversations,
    ...(changes.outbox.size > 0 && { outbox: true }),
    ...(changes.contacts.size > 0 && { contacts: true }),
    ...(changes.invitations.size > 0 && { invitations: true }),
  };
}

/**
 * Begins anew at `head`: the list will be fetched, and what was accepted is asked for again, since
 * its event may be among those skipped. `changed` forgets every stored event; after `old` they
 * stay, but no stretch counts as held, because edits and deletions are missing. Drafts and the
 * outbox stay in both.
 */
export async function beginAnew(
  database: Database,
  head: Cursor,
  reason: ResyncReason,
): Promise<void> {
  const transaction = database.transaction([...touched], "readwrite");
  const conversations = transaction.objectStore("conversations");
  void transaction.objectStore("meta").put(head, "cursor");
  void transaction.objectStore("meta").put({ wanted: true, next: null }, "list");
  if (reason === "changed") {
    for (const name of ["events", "conversations", "contacts", "invitations", "kept"] as const) {
      void transaction.objectStore(name).clear();
    }
  } else {
    for (const record of await conversations.getAll()) {
      void conversations.put(withoutRanges(record));
    }
  }
  const outbox = transaction.objectStore("outbox");
  for (const entry of await outbox.getAll()) {
    if (entry.state === "accepted") {
      void outbox.put(againQueued(entry));
    }
  }
  await transaction.done;
}

function withoutRanges(record: ConversationRecord): ConversationRecord {
  return { ...record, ranges: [], touched: 0 };
}

/** To be sent again under the same id: the answer will tell what became of it. */
export function againQueued(entry: OutboxRecord): OutboxRecord {
  return { ...entry, state: "queued" };
}
