/**
 * The inbox, applied: a pure function from what is held and a frame of items to what changes.
 *
 * 1. Item n is applied on n-1 only. One at or below the cursor is there already and is skipped; one
 *    beyond the next is a gap: what stands before it is applied, and the rest has to be asked for.
 * 2. A frame of another incarnation changes nothing; the server tells of it by `resync`.
 * 3. An item whose kind is not known is kept as it is, and the cursor goes on.
 * 4. My own event takes its outbox entry away: both in one change, so it is shown exactly once.
 */
import type {
  Contact,
  ConversationId,
  Cursor,
  Item,
  Items,
  MessageEvent,
  UserId,
} from "../../../protocol/generated/parley.js";
import type { ConversationRecord, EventRecord, OutboxRecord } from "../storage/records.js";
import type { Invitation, ListedEvent } from "../types.js";
import { applyEvent } from "./events.js";

/** The part of the database that a frame touches. */
export interface Held {
  cursor: Cursor;
  conversations: ReadonlyMap<ConversationId, ConversationRecord>;
  /** By `placeOf`. */
  events: ReadonlyMap<string, ListedEvent>;
  contacts: ReadonlyMap<UserId, Contact>;
  outbox: readonly OutboxRecord[];
}

/** What is to be written, all of it or nothing. Null removes. */
export interface Changes {
  cursor: Cursor;
  gap: boolean;
  conversations: Map<ConversationId, ConversationRecord>;
  events: Map<string, EventRecord>;
  contacts: Map<UserId, Contact>;
  invitations: Map<ConversationId, Invitation | null>;
  outbox: Map<number, OutboxRecord | null>;
  kept: Item[];
  /** Messages of others that are here for the first time. */
  news: { conversation: ConversationId; event: MessageEvent }[];
  rejected: OutboxRecord[];
  devices: boolean;
}

/** The key of an event in the maps. */
export function placeOf(conversation: ConversationId, seq: number): string {
  return `${conversation}/${seq}`;
}

/** Applies a frame for the user `me`. */
export function applyItems(held: Held, frame: Items, me: UserId): Changes {
  const changes = noChanges(held.cursor);
  if (frame.incarnation !== held.cursor.incarnation) {
    return changes; // (2)
  }
  for (const item of frame.items) {
    const place = item.inbox_seq - changes.cursor.inbox_seq;
    if (place > 1) {
      changes.gap = true; // (1)
      break;
    }
    if (place === 1) {
      applyItem(held, changes, item, me);
      changes.cursor = { ...changes.cursor, inbox_seq: item.inbox_seq };
    }
  }
  return changes;
}

function noChanges(cursor: Cursor): Changes {
  return {
    cursor,
    gap: false,
    conversations: new Map(),
    events: new Map(),
    contacts: new Map(),
    invitations: new Map(),
    outbox: new Map(),
    kept: [],
    news: [],
    rejected: [],
    devices: false,
  };
}

function applyItem(held: Held, changes: Changes, item: Item, me: UserId): void {
  const { event, conversation } = item;
  if (event.kind === "devices") {
    changes.devices = true;
  } else if (event.kind === "contacts") {
    const known = changes.contacts.get(event.user) ?? held.contacts.get(event.user);
    if (!known || event.version >= known.version) {
      const { kind, ...contact } = event;
      changes.contacts.set(event.user, contact);
    }
  } else if (conversation === undefined || !applyEvent({ held, changes, me }, item, conversation)) {
    changes.kept.push(item); // (3)
  }
}
