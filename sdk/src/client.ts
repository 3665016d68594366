/** The client: one account on one machine, in any number of tabs. */
import type { Limits } from "../../protocol/generated/parley.js";
import type { ClientEvents } from "./events.js";
import type { Readable } from "./readable.js";
import type { ClientOptions, ConnectionState, Conversations, Outbox, Session } from "./types.js";
import type {
  Account,
  LogIn,
  People,
  Push,
  Recovery,
  Search,
  SignedUpHere,
  SignUp,
} from "./types_people.js";

export declare class ParleyClient {
  /** Opens the database; resolves with the account that is logged in here, if there is one. */
  static create(options: ClientOptions): Promise<ParleyClient>;

  /** Null when nobody is logged in here. Follows what other tabs do. */
  readonly session: Readable<Session | null>;
  readonly connection: Readable<ConnectionState>;
  /** What this server allows; null before the first connection. */
  readonly limits: Readable<Limits | null>;
  readonly conversations: Conversations;
  readonly people: People;
  readonly account: Account;
  readonly outbox: Outbox;
  readonly push: Push;
  readonly search: Search;

  signUp(body: SignUp): Promise<SignedUpHere>;
  logIn(body: LogIn): Promise<Session>;
  recover(body: Recovery): Promise<Session>;
  /** Revokes this device and forgets everything stored here, drafts and unsent messages too. */
  logOut(): Promise<void>;

  /** Keeps a connection from now on, through every loss, until `disconnect` or the end. */
  connect(): void;
  disconnect(): void;
  /** Whether a person looks at this tab. Follows the page's visibility until it is called. */
  setMode(mode: "foreground" | "background"): void;

  /** Server time now, as well as it is known. */
  serverTime(): number;
  /** Calls `listener` for every event of this name, until the returned function is called. */
  on<K extends keyof ClientEvents>(name: K, listener: (event: ClientEvents[K]) => void): () => void;
  /** Ends everything that runs. What is stored stays. */
  close(): Promise<void>;
}
