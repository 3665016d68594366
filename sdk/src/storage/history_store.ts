/** Conversations and their histories in the database: pages that came, stretches that are held. */
import type {
  Conversation,
  ConversationId,
  Conversations,
  Event,
  EventPage,
  Range,
  Seq,
  SeqOrNone,
} from "../../../protocol/generated/parley.js";
import { rangeAt, withRange } from "../sync/ranges.js";
import { withListing } from "../sync/record.js";
import type { ListedEvent } from "../types.js";
import type { Database } from "./database.js";
import type { ConversationRecord } from "./records.js";

/** One page of the list. `since` is the inbox_seq that was applied when it was asked for. */
export async function storeList(
  database: Database,
  page: Conversations,
  since: number,
): Promise<void> {
  const transaction = database.transaction(["conversations", "users", "meta"], "readwrite");
  const store = transaction.objectStore("conversations");
  const times = timesOf(page.conversations);
  for (const [place, listing] of page.conversations.entries()) {
    const held = await store.get(listing.conversation);
    void store.put(withListing(held, listing, times[place] ?? 0, since));
  }
  for (const user of page.users) {
    void transaction.objectStore("users").put(user);
  }
  void transaction.objectStore("meta").put({ wanted: false, next: page.next ?? null }, "list");
  await transaction.done;
}

/** One conversation that was asked for by itself. */
export async function storeConversation(
  database: Database,
  listing: Conversation,
  since: number,
): Promise<void> {
  const transaction = database.transaction("conversations", "readwrite");
  const held = await transaction.store.get(listing.conversation);
  void transaction.store.put(withListing(held, listing, timesOf([listing])[0] ?? 0, since));
  await transaction.done;
}

/** The list is sorted, so one without a message is at least as new as the next one. */
function timesOf(listings: readonly Conversation[]): number[] {
  const times: number[] = [];
  let later = 0;
  for (const listing of [...listings].reverse()) {
    later = Math.max(later, listing.last_message?.sent_at ?? listing.left_at ?? 0);
    times.unshift(later);
  }
  return times;
}

/**
 * Stores a page and the stretch it covers. `since` is the newest seq known when it was asked for:
 * false where an annotation came after it that would have belonged into the page, which then has to
 * be asked for again. `settled` is the outbox entry that became an event of this page: it goes in
 * the same transaction.
 */
export async function storePage(
  database: Database,
  conversation: ConversationId,
  page: EventPage,
  covered: Range | null,
  since: SeqOrNone,
  settled?: number,
): Promise<boolean> {
  const stores = ["conversations", "events", "outbox"] as const;
  const transaction = database.transaction(stores, "readwrite");
  const record = await transaction.objectStore("conversations").get(conversation);
  const isOld = record !== undefined && record.missed > since;
  if (record && !isOld && covered) {
    const events = transaction.objectStore("events");
    const listed = page.events.filter(isListed);
    const known = await Promise.all(listed.map((event) => events.get([conversation, event.seq])));
    for (const [place, event] of listed.entries()) {
      if (!isNewer(known[place]?.event, event)) {
        void events.put({ conversation, seq: event.seq, event });
      }
    }
    const ranges = withRange(record.ranges, covered);
    void transaction.objectStore("conversations").put({ ...record, ranges });
  }
  if (settled !== undefined && !isOld) {
    void transaction.objectStore("outbox").delete(settled);
  }
  await transaction.done;
  return !isOld;
}

function isNewer(held: ListedEvent | undefined, event: ListedEvent): boolean {
  return held?.kind === "message" && event.kind === "message" && held.revision > event.revision;
}

/** Whether the event stands in a history of its own. */
export function isListed(event: Event): event is ListedEvent {
  return ["message", "created", "members", "settings"].includes(event.kind);
}

/** A part of what is held around a place: the events, and the stretch that they are all of. */
export interface Stretch {
  record: ConversationRecord;
  events: ListedEvent[];
  first: Seq;
  last: Seq;
  /** How far the range that it lies in is held. */
  held: Range;
}

/**
 * At most `older` events at and below `at` and at most `newer` above it, as far as the range that
 * holds `at` goes; null where none does.
 */
export async function readStretch(
  database: Database,
  conversation: ConversationId,
  at: Seq,
  older: number,
  newer: number,
): Promise<Stretch | null> {
  const transaction = database.transaction(["conversations", "events"]);
  const record = await transaction.objectStore("conversations").get(conversation);
  const held = record && rangeAt(record.ranges, at);
  if (!held) {
    return null;
  }
  const store = transaction.objectStore("events");
  const read = async (first: Seq, last: Seq): Promise<ListedEvent[]> => {
    if (first > last) {
      return [];
    }
    const bounds = IDBKeyRange.bound([conversation, first], [conversation, last]);
    return (await store.getAll(bounds)).map((found) => found.event);
  };
  // Most places hold a listed event: guess how far down so many reach, then look further.
  let below: ListedEvent[] = [];
  for (let span = older; older > 0; span *= 4) {
    const first = Math.max(held.first, at - span + 1);
    below = await read(first, at);
    if (below.length >= older || first === held.first) {
      break;
    }
  }
  below = older > 0 ? below.slice(-older) : [];
  let above: ListedEvent[] = [];
  for (let span = newer; newer > 0; span *= 4) {
    const last = Math.min(held.last, at + span);
    above = await read(at + 1, last);
    if (above.length >= newer || last === held.last) {
      break;
    }
  }
  above = above.slice(0, newer);
  await transaction.done;
  const events = [...below, ...above];
  const first = below.length < older ? held.first : (below[0]?.seq ?? at + 1);
  const last = above.length < newer ? held.last : (events.at(-1)?.seq ?? at);
  return { record, events, first, last: newer > 0 ? last : at, held };
}
