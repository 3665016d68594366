/**
 * The IndexedDB database of one storage name.
 *
 * - `meta`: single values by name. Cursor and items change in one transaction, so a tab may be
 *   killed at any moment: either both are there, or the items come again.
 * - `conversations`, `events` (by conversation and seq), `users`, `contacts`, `invitations`.
 * - `outbox` (ascending ids are the order of asking) and `drafts` outlive a resync.
 * - `kept`: items of a kind that this version does not know.
 */
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from "idb";
import type {
  Contact,
  ConversationId,
  Item,
  Me,
  Seq,
  User,
  UserId,
} from "../../../protocol/generated/parley.js";
import { ParleyError } from "../error.js";
import type { Invitation } from "../types.js";
import type { ConversationRecord, EventRecord, MetaValues, OutboxRecord } from "./records.js";

/** The stores and their keys. */
export interface ParleySchema extends DBSchema {
  meta: { key: string; value: MetaValues[keyof MetaValues] | Me };
  conversations: { key: ConversationId; value: ConversationRecord };
  events: { key: [ConversationId, Seq]; value: EventRecord };
  users: { key: UserId; value: User };
  contacts: { key: UserId; value: Contact };
  invitations: { key: ConversationId; value: Invitation };
  outbox: { key: number; value: OutboxRecord };
  drafts: { key: ConversationId; value: { conversation: ConversationId; text: string } };
  kept: { key: number; value: Item };
}

export type StoreName =
  | "meta"
  | "conversations"
  | "events"
  | "users"
  | "contacts"
  | "invitations"
  | "outbox"
  | "drafts"
  | "kept";
export type Database = IDBPDatabase<ParleySchema>;
export type Writing = IDBPTransaction<ParleySchema, StoreName[], "readwrite">;

/** Everything that an account left. */
export const allStores: StoreName[] = [
  "meta",
  "conversations",
  "events",
  "users",
  "contacts",
  "invitations",
  "outbox",
  "drafts",
  "kept",
];

/** Opens or makes the database; rejects with `storage` where the browser refuses. */
export async function openDatabase(name: string, onClosed: () => void): Promise<Database> {
  try {
    const database: Database = await openDB<ParleySchema>(name, 1, {
      upgrade: (created) => {
        created.createObjectStore("meta");
        created.createObjectStore("conversations", { keyPath: "conversation" });
        created.createObjectStore("events", { keyPath: ["conversation", "seq"] });
        created.createObjectStore("users", { keyPath: "user" });
        created.createObjectStore("contacts", { keyPath: "user" });
        created.createObjectStore("invitations", { keyPath: "conversation" });
        created.createObjectStore("outbox", { keyPath: "id", autoIncrement: true });
        created.createObjectStore("drafts", { keyPath: "conversation" });
        created.createObjectStore("kept", { keyPath: "inbox_seq" });
      },
      // A newer version of this program wants in: it must not wait for this tab.
      blocking: () => database.close(),
      terminated: onClosed,
    });
    return database;
  } catch (cause) {
    throw new ParleyError("storage", "never", { cause });
  }
}
