/**
 * The part of one history that is in memory: a stretch without a gap, read from the database. It
 * grows at either end, keeps at most `rowsMax` events, and is read again where something changed.
 */
import type { ConversationId, Range, Seq } from "../../../protocol/generated/parley.js";
import type { Database } from "../storage/database.js";
import { readStretch, type Stretch } from "../storage/history_store.js";
import { rangeAt } from "../sync/ranges.js";
import type { ListedEvent } from "../types.js";

export const rowsMax = 2_000;

/** The events between `first` and `last`; nothing is missing there. */
export interface Loaded {
  events: ListedEvent[];
  first: Seq;
  last: Seq;
  /** Whether there is nothing newer, by what is known here. */
  atEnd: boolean;
}

/** The newest events; null where the newest known place is not held. */
export async function loadNewest(
  database: Database,
  conversation: ConversationId,
  limit: number,
  evenIfOld: boolean,
): Promise<Loaded | null> {
  const record = await database.get("conversations", conversation);
  const newest = evenIfOld ? record?.ranges.at(-1)?.last : record?.last_seq;
  if (newest === undefined || newest === 0) {
    return null;
  }
  const stretch = await readStretch(database, conversation, newest, limit, 0);
  return stretch && { ...stretch, atEnd: isEnd(stretch, newest) };
}

/** `limit` events with `seq` in their middle; null where that place is not held. */
export async function loadAround(
  database: Database,
  conversation: ConversationId,
  seq: Seq,
  limit: number,
): Promise<Loaded | null> {
  const half = Math.ceil(limit / 2);
  const stretch = await readStretch(database, conversation, seq, half, half);
  return stretch && { ...stretch, atEnd: isEnd(stretch, stretch.last) };
}

/** The same with older events in front; the very same where none are held. */
export async function extendOlder(
  database: Database,
  conversation: ConversationId,
  loaded: Loaded,
  limit: number,
): Promise<Loaded> {
  const stretch = await readStretch(database, conversation, loaded.first - 1, limit, 0);
  if (!stretch) {
    return loaded;
  }
  const events = [...stretch.events, ...loaded.events];
  const kept = events.slice(0, rowsMax);
  const cut = kept.length < events.length;
  const last = cut ? (kept.at(-1)?.seq ?? loaded.last) : loaded.last;
  return { events: kept, first: stretch.first, last, atEnd: loaded.atEnd && !cut };
}

/** The same with newer events behind; the very same where none are held. */
export async function extendNewer(
  database: Database,
  conversation: ConversationId,
  loaded: Loaded,
  limit: number,
): Promise<Loaded> {
  const stretch = await readStretch(database, conversation, loaded.last, 0, limit);
  if (!stretch) {
    return loaded;
  }
  return capped({
    events: [...loaded.events, ...stretch.events],
    first: loaded.first,
    last: stretch.last,
    atEnd: isEnd(stretch, stretch.last),
  });
}

/**
 * The window after some events changed: those in it are read again, and one that is at the end
 * takes in what is new. `held` is the range of its last event as it is now.
 */
export async function refreshed(
  database: Database,
  conversation: ConversationId,
  loaded: Loaded,
  seqs: readonly Seq[],
  ranges: readonly Range[],
): Promise<Loaded> {
  const held = rangeAt(ranges, loaded.last) ?? rangeAt(ranges, loaded.last + 1);
  const last = loaded.atEnd && held ? held.last : loaded.last;
  const wanted = seqs.filter((seq) => loaded.first <= seq && seq <= loaded.last);
  if (wanted.length === 0 && last === loaded.last) {
    return loaded;
  }
  const { store } = database.transaction("events");
  const beyond = IDBKeyRange.bound([conversation, loaded.last + 1], [conversation, last + 1]);
  const found = await Promise.all(wanted.map((seq) => store.get([conversation, seq])));
  const grown = (await store.getAll(beyond)).filter((record) => record.seq <= last);
  const events = new Map(loaded.events.map((event) => [event.seq, event]));
  for (const record of [...found, ...grown]) {
    if (record) {
      events.set(record.seq, record.event);
    }
  }
  const inOrder = [...events.values()].sort((a, b) => a.seq - b.seq);
  return capped({ ...loaded, events: inOrder, last });
}

function capped(loaded: Loaded): Loaded {
  const { events } = loaded;
  if (events.length <= rowsMax) {
    return loaded;
  }
  const kept = events.slice(-rowsMax);
  return { ...loaded, events: kept, first: kept[0]?.seq ?? loaded.first };
}

function isEnd({ record, held }: Stretch, last: Seq): boolean {
  return last >= held.last && held.last >= record.last_seq;
}
