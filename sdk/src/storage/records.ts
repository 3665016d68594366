/** What stands in the database, beside the objects of the wire that are stored as they are. */
import type {
  ChatServer,
  Conversation,
  ConversationId,
  Cursor,
  InboxSeqOrNone,
  Ordinal,
  PageMark,
  Range,
  Seq,
  SeqOrNone,
  Time,
  Token,
} from "../../../protocol/generated/parley.js";
import type { ListedEvent, OutboxEntry, Session } from "../types.js";

/** A conversation as the list gave it and the items changed it. */
export interface ConversationRecord extends Conversation {
  at: Time;
  last_event: ListedEvent | null;
  /** The newest seq that the inbox or the list told of. */
  last_seq: SeqOrNone;
  /** The ordinal of the newest event, and the one at my read marker: their difference is unread. */
  ordinal: Ordinal;
  read_ordinal: Ordinal;
  /** Unread messages that name me, as items told; and how many older ones the list counted. */
  mentioned: Seq[];
  mentions_before: number;
  ranges: Range[];
  /** The newest annotation whose message was not held: a page asked for before it is too old. */
  missed: SeqOrNone;
  /** The newest item applied to this record; what the list said before it is not newer. */
  touched: InboxSeqOrNone;
  /** Known from items only: the server has to be asked for the rest. */
  partial?: true;
  /** Where my read marker shall go, until the server has said that it is there. */
  reading?: { through: Seq; ordinal: Ordinal };
}

/** An outbox entry before it has an id. */
export type NewEntry = Omit<OutboxEntry, "id" | "key">;

/** The same with what only the sender needs. */
export interface OutboxRecord extends NewEntry {
  id: number;
  /** The seq of a duplicate's outcome, which may have passed in the inbox already. */
  outcome?: Seq;
}

/** A listed event in its place. */
export interface EventRecord {
  conversation: ConversationId;
  seq: Seq;
  event: ListedEvent;
}

/** The log-in of this device, with its secret. */
export interface SessionRecord extends Session {
  token: Token;
  chat_servers: ChatServer[];
}

/** How far the conversation list was fetched. */
export interface ListState {
  /** Nothing was fetched since the cursor was set. */
  wanted: boolean;
  next: PageMark | null;
}

/** Single values, by name. */
export interface MetaValues {
  session: SessionRecord | null;
  /** Whose data this is; stays when the session ends. */
  owner: string;
  cursor: Cursor;
  list: ListState;
  clock_offset: number;
}
