/**
 * The public interface about people and the account: profiles, contacts, presence, devices,
 * settings, push, search.
 */
import type {
  Contact,
  ConversationId,
  Device,
  DeviceId,
  DeviceInfo,
  FoundMessages,
  Me,
  MePatch,
  PresenceOf,
  PushBody,
  ReportBody,
  User,
  UserId,
} from "../../protocol/generated/parley.js";
import type { Readable } from "./readable.js";
import type { Profile, Session } from "./types.js";

/** My friends, and those who are asked in either direction. */
export interface ContactList {
  contacts: readonly Contact[];
  /** False until the server or the database has answered. */
  loaded: boolean;
}

/** People: who they are, what they are to me, and whether they are there. */
export interface People {
  /** A profile from the cache, asked for once where it is not there. Null until it is known. */
  profile(user: UserId): Readable<Profile>;
  /** The exact username, or a prefix of 3 characters and more. At most 20, the exact one first. */
  search(query: string): Promise<readonly User[]>;

  readonly contacts: Readable<ContactList>;
  /** Asks, or accepts where they asked. */
  addContact(user: UserId): Promise<void>;
  /** Removes, declines, or takes back. */
  removeContact(user: UserId): Promise<void>;

  /** Null until `loadBlocks` has answered once. */
  readonly blocks: Readable<readonly UserId[] | null>;
  loadBlocks(): Promise<void>;
  block(user: UserId): Promise<void>;
  unblock(user: UserId): Promise<void>;
  report(report: ReportBody): Promise<void>;

  /** Whether someone is there, as far as it was told; null where it was not. */
  presence(user: UserId): Readable<PresenceOf | null>;
  /** Asks to be told of these people until the returned function is called. At most 200 in all. */
  watch(users: readonly UserId[]): () => void;
}

/** The account: getting in and out, profile, settings, devices. */
export interface Account {
  /** Null before it was fetched once. Kept in the database. */
  readonly me: Readable<Me | null>;
  /** Fetches `me` again. */
  refresh(): Promise<Me>;
  update(patch: MePatch): Promise<Me>;
  /** All other devices are logged out. */
  changePassword(password: string, newPassword: string): Promise<void>;
  /** Deletes the account and everything stored here. */
  deleteAccount(password: string): Promise<void>;

  /** Null until `loadDevices` has answered once; then fetched again when the list changed. */
  readonly devices: Readable<readonly Device[] | null>;
  loadDevices(): Promise<void>;
  revokeDevice(device: DeviceId): Promise<void>;
  revokeOthers(): Promise<void>;
}

/** Web Push for this device. A server without it refuses with `not_available`. */
export interface Push {
  /** The key for `PushManager.subscribe`, base64url. */
  key(): Promise<string>;
  /** What `PushSubscription.toJSON()` gives. */
  subscribe(subscription: PushBody): Promise<void>;
  unsubscribe(): Promise<void>;
}

/** Finding messages. A server without it refuses with `not_available`. */
export interface Search {
  messages(search: {
    query: string;
    conversation?: ConversationId;
    before?: string;
  }): Promise<FoundMessages>;
  /** Messages that name me, newest first. */
  mentions(before?: string): Promise<FoundMessages>;
}

/** What signing up needs. */
export interface SignUp {
  username: string;
  password: string;
  display_name: string;
  device?: DeviceInfo;
}

/** What logging in needs. */
export interface LogIn {
  username: string;
  password: string;
  device?: DeviceInfo;
}

/** What a recovery needs; it revokes all devices. */
export interface Recovery {
  username: string;
  recovery_code: string;
  new_password: string;
  device?: DeviceInfo;
}

/** A new account. The codes are shown this once. */
export interface SignedUpHere extends Session {
  recovery_codes: readonly string[];
}
