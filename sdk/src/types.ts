/**
 * The public interface beside the wire types. What comes from the server keeps the spelling of the
 * wire (`last_message`), and so do the fields that stand beside it; methods are in camelCase.
 * Objects read from a `Readable` are never changed in place.
 */
import type {
  ClientInfo,
  ClientMessageId,
  Conversation,
  ConversationId,
  ConversationPatch,
  CreatedEvent,
  DeviceId,
  DeviceInfo,
  ErrorCode,
  Marker,
  MembersEvent,
  MessageEvent,
  PreferencesBody,
  Retry,
  Role,
  Seq,
  SettingsEvent,
  Time,
  User,
  UserId,
} from "../../protocol/generated/parley.js";
import type { Environment } from "./environment.js";
import type { ParleyErrorCode } from "./error.js";
import type { Readable } from "./readable.js";

/** How a client is made. */
export interface ClientOptions {
  /** The shared name of the service, such as `location.origin`. */
  url: string;
  /** Names the database, the lock and the channel: tabs with the same name share one socket. */
  storage: string;
  /** What the owner reads in the list of their devices; can be given at each log-in too. */
  device?: DeviceInfo;
  /** The program that speaks; by default this package. */
  client?: ClientInfo;
  /** Time, chance, storage and network, where the platform's own are not wanted. */
  environment?: Partial<Environment>;
}

/** Who is logged in here. */
export interface Session {
  user: UserId;
  device: DeviceId;
}

/**
 * `off`: not asked to connect. `connecting`: on the way. `catching_up`: connected, older items are
 * still arriving. `live`: everything is here. `waiting`: the next attempt is at `retry_at`.
 * `offline`: the system says that there is no network. `ended`: only logging in again helps.
 */
export type ConnectionPhase =
  | "off"
  | "connecting"
  | "catching_up"
  | "live"
  | "waiting"
  | "offline"
  | "ended";

/** Why a connection will not come back by itself. */
export type EndReason = "token_invalid" | "device_revoked" | "protocol_error" | "replaced";

/** The one connection that all tabs share, as this tab knows it. */
export interface ConnectionState {
  phase: ConnectionPhase;
  /** Whether this tab holds the connection, or follows another that does. */
  role: "leader" | "follower";
  transport: "socket" | "polling" | null;
  /** When the last live connection was lost, by this machine's clock; null while live or off. */
  lost_at: Time | null;
  /** When the next attempt begins, by this machine's clock; only while waiting. */
  retry_at: Time | null;
  /** Items of the inbox that are still to come. */
  behind: number;
  ended: EndReason | null;
}

/** A conversation with what this client adds to it. */
export interface ConversationView extends Conversation {
  /** The other person of a direct conversation: oneself in notes to oneself, absent in groups. */
  other?: UserId;
  /** What the list is sorted by: the time of the last message or membership event. */
  at: Time;
  /** The newest event that a history lists; a preview is made of it. */
  last_event: ListedEvent | null;
  /** What was typed and not sent; empty where there is nothing. */
  draft: string;
}

/** The list, in order: pinned ones first, then by time. Archived ones are among them. */
export interface ConversationList {
  conversations: readonly ConversationView[];
  /** False until the database was read: then an empty list means that there is none. */
  loaded: boolean;
  /** Whether the server has older conversations than these. */
  has_more: boolean;
}

/** Somebody asks me to join a group that I left. */
export interface Invitation {
  conversation: ConversationId;
  by: UserId;
  title: string;
}

/** The events that stand in a history of their own. Edits and reactions are folded into these. */
export type ListedEvent = MessageEvent | CreatedEvent | MembersEvent | SettingsEvent;

/** One event of a history, as it is to be shown. */
export interface Row {
  /** Stays the same from the first showing in the outbox to the place in the history. */
  key: string;
  /** With my own edits, deletion and reactions that are still on the way. */
  event: ListedEvent;
  /** What of it is still on the way, or failed, in the order of asking. */
  pending: readonly OutboxEntry[];
}

/** The stretch of a history that is in memory, without a gap, in ascending seq. */
export interface MessageWindow {
  rows: readonly Row[];
  /** My messages on their way, in the order of writing. They stand below the newest row. */
  sending: readonly OutboxEntry[];
  /** Whether `rows` begins with the first event that I may read. */
  at_start: boolean;
  /** Whether `rows` ends with the newest event. Only then do new ones appear in it. */
  at_end: boolean;
  /** Which way is being loaded from the server. */
  loading: "latest" | "older" | "newer" | "around" | null;
  /** The code of the last load that failed; null again with the next one. */
  failed: ParleyErrorCode | null;
}

/** A new message. */
export interface Draft {
  text: string;
  reply_to?: Seq;
  mentions?: UserId[];
}

/** What a submission asks for. */
export type Submission =
  | ({ kind: "send" } & Draft)
  | { kind: "edit"; target: Seq; text: string; mentions?: UserId[] }
  | { kind: "delete"; target: Seq }
  | { kind: "react"; target: Seq; emoji: string; on: boolean };

/**
 * `queued`: stored here only. `sending`: given to a server, no answer yet. `accepted`: on the
 * server's disk; the event itself has not come back. `failed`: refused, and waits for a decision.
 */
export type OutboxState = "queued" | "sending" | "accepted" | "failed";

/** Something that I asked for and that has not yet come back as an event. */
export interface OutboxEntry {
  /** Ascending in the order of asking. */
  id: number;
  /** The key that its row has, and will keep in the history. */
  key: string;
  conversation: ConversationId;
  submission: Submission;
  /** Null until the first attempt. */
  client_message_id: ClientMessageId | null;
  state: OutboxState;
  /** When it was asked for, in server time as far as it was known. */
  created_at: Time;
  /** Why it failed; null unless it did. */
  failure: { code: ErrorCode; retry: Retry } | null;
}

/** One conversation on screen. Close it when it leaves the screen. */
export interface OpenConversation {
  readonly id: ConversationId;
  /** Null until it is known; where it does not exist it stays null, and `messages` has failed. */
  readonly view: Readable<ConversationView | null>;
  readonly messages: Readable<MessageWindow>;
  /** Who types at this moment, oldest first, never oneself. */
  readonly typing: Readable<readonly UserId[]>;
  /** How far the others received and read; empty where it is not known or not shown. */
  readonly receipts: Readable<readonly Marker[]>;

  /** Shows the newest page, from the database if it is held. Done by `open` itself. */
  latest(): Promise<void>;
  /** Adds older rows in front; nothing at the start, or while a load is under way. */
  older(limit?: number): Promise<void>;
  /** Adds newer rows behind; nothing at the end, or while a load is under way. */
  newer(limit?: number): Promise<void>;
  /** Replaces the window by one with `seq` in its middle; nothing while a load is under way. */
  around(seq: Seq, limit?: number): Promise<void>;

  /** Each of these resolves when the wish is stored; what becomes of it shows in the outbox. */
  send(draft: Draft): Promise<OutboxEntry>;
  edit(target: Seq, text: string, mentions?: UserId[]): Promise<OutboxEntry>;
  delete(target: Seq): Promise<OutboxEntry>;
  react(target: Seq, emoji: string, on: boolean): Promise<OutboxEntry>;

  /** Moves my read marker forward; kept and repeated until the server has it. */
  read(through: Seq): Promise<void>;
  /** Tells the others; a hint, at most one in 4 s while it stays on. */
  setTyping(on: boolean): void;
  setDraft(text: string): Promise<void>;
  /** The event whole, where its text is truncated. */
  whole(seq: Seq): Promise<MessageEvent>;
  close(): void;
}

/** Conversations: the list, and everything that is asked of one without opening it. */
export interface Conversations {
  readonly list: Readable<ConversationList>;
  readonly invitations: Readable<readonly Invitation[]>;
  /** The next page of older conversations; nothing where there is none. */
  loadMore(): Promise<void>;
  open(id: ConversationId): OpenConversation;
  /** The conversation between me and a user. It needs no creation. */
  direct(user: UserId): ConversationId;
  /** Who types, also where it is not open; the server tells of groups only while they are. */
  typing(id: ConversationId): Readable<readonly UserId[]>;
  /** How far the others received and read, as far as it was told; `open` asks for all of it. */
  receipts(id: ConversationId): Readable<readonly Marker[]>;

  createGroup(group: {
    title: string;
    members: UserId[];
    history?: "from_join" | "all";
  }): Promise<ConversationId>;
  change(id: ConversationId, patch: ConversationPatch): Promise<void>;
  /** Adds someone. `invited`: they left before, and are asked instead. */
  addMember(id: ConversationId, user: UserId): Promise<"added" | "invited">;
  setRole(id: ConversationId, user: UserId, role: Role): Promise<void>;
  removeMember(id: ConversationId, user: UserId): Promise<void>;
  leave(id: ConversationId): Promise<void>;
  /** Everyone leaves. The owner's right. */
  deleteGroup(id: ConversationId): Promise<void>;
  acceptInvitation(id: ConversationId): Promise<void>;
  /** Forgets the invitation on this device; the server is not asked. */
  dismissInvitation(id: ConversationId): Promise<void>;

  /** Changes what is named; null removes. */
  setPreferences(id: ConversationId, changes: PreferencesBody): Promise<void>;
  /** Reads everything that has arrived. */
  markRead(id: ConversationId): Promise<void>;
  markUnread(id: ConversationId): Promise<void>;
}

/** Everything that is on its way, and what failed. */
export interface Outbox {
  readonly entries: Readable<readonly OutboxEntry[]>;
  /** Asks again for what failed, with the same wish. */
  retry(id: number): Promise<void>;
  /** Drops what failed or was not yet given to a server; false where it is too late. */
  discard(id: number): Promise<boolean>;
}

/** People found or named; `null` in a profile means: not known yet. */
export type Profile = User | null;
