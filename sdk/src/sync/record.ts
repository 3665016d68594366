/** A conversation record as an item finds it: known, or begun by that very item. */
import type { Conversation, ConversationId, UserId } from "../../../protocol/generated/parley.js";
import type { ConversationRecord } from "../storage/records.js";
import { counted } from "./marker.js";

/** A record of a conversation of which nothing is known but its id. */
export function emptyRecord(conversation: ConversationId): ConversationRecord {
  return {
    conversation,
    kind: conversation.startsWith("g") ? "group" : "direct",
    last_message: null,
    unread: 0,
    unread_mentions: 0,
    read: 0,
    received: 0,
    preferences: { version: 0 },
    at: 0,
    last_event: null,
    last_seq: 0,
    ordinal: 0,
    read_ordinal: 0,
    mentioned: [],
    mentions_before: 0,
    ranges: [],
    missed: 0,
    touched: 0,
  };
}

/**
 * What the list says of a conversation, put together with what is held. `since` is the inbox_seq
 * that was applied when the list was asked for: a record that an item touched after it knows more
 * of members and title than the list does. Markers and messages go by their own order.
 */
export function withListing(
  held: ConversationRecord | undefined,
  listing: Conversation,
  at: number,
  since: number,
): ConversationRecord {
  const { partial, ...record } = held ?? emptyRecord(listing.conversation);
  const heldIsNewer = held !== undefined && !partial && held.touched > since;
  const listed = listing.last_message;
  const listedOrdinal = listed?.ordinal ?? 0;
  const message = newer(record.last_message, listed);
  const readOrdinal = Math.max(0, listedOrdinal - listing.unread);
  const aside = heldIsNewer ? listing : record;
  const group = heldIsNewer ? record : listing;
  const { left_at: _, ...stays } = { ...record, ...aside, ...group };
  const listedThrough = listed?.seq ?? 0;
  return counted({
    ...stays,
    ...(group.left_at !== undefined && { left_at: group.left_at }),
    last_message: message,
    last_event: newest(record.last_event, message),
    at: Math.max(record.at, at),
    last_seq: Math.max(record.last_seq, listedThrough),
    ordinal: Math.max(record.ordinal, listedOrdinal),
    read: Math.max(record.read, listing.read),
    read_ordinal: record.read > listing.read && !partial ? record.read_ordinal : readOrdinal,
    received: Math.max(record.received, listing.received),
    mentioned: record.mentioned.filter((seq) => seq > listedThrough),
    mentions_before: record.read > listing.read ? 0 : listing.unread_mentions,
    preferences:
      record.preferences.version > listing.preferences.version
        ? record.preferences
        : listing.preferences,
  });
}

function newer(
  held: Conversation["last_message"],
  listed: Conversation["last_message"],
): Conversation["last_message"] {
  if (!held || !listed) {
    return held ?? listed;
  }
  const place = listed.seq - held.seq || listed.revision - held.revision;
  return place >= 0 ? listed : held;
}

function newest(
  event: ConversationRecord["last_event"],
  message: Conversation["last_message"],
): ConversationRecord["last_event"] {
  return message && (!event || message.seq >= event.seq) ? message : event;
}

/** The other one of a direct conversation; oneself in notes to oneself. */
export function otherOf(conversation: ConversationId, me: UserId): UserId | undefined {
  const pair = /^d(\d+)-(\d+)$/.exec(conversation);
  return pair ? (pair[1] === me ? pair[2] : pair[1]) : undefined;
}

/** The direct conversation of two users: the lower id stands first. */
export function directId(a: UserId, b: UserId): ConversationId {
  const inOrder = a.length - b.length || (a < b ? -1 : 1);
  return inOrder <= 0 ? `d${a}-${b}` : `d${b}-${a}`;
}
