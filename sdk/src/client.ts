/**
 * The client: one account on one machine, in any number of tabs. It puts the parts together; each
 * of them says in its own file what it promises.
 */
import type { ConversationId, Limits, UserId } from "../../protocol/generated/parley.js";
import { Core } from "./core.js";
import { environmentOf } from "./environment.js";
import type { ClientEvents } from "./events.js";
import { Lead } from "./lead.js";
import { LogIns } from "./log_in.js";
import { type Readable, Value } from "./readable.js";
import { openDatabase } from "./storage/database.js";
import { Changes } from "./tabs/changes.js";
import { Tabs } from "./tabs/tabs.js";
import type {
  ClientOptions,
  ConnectionState,
  Conversations,
  EndReason,
  Outbox,
  Session,
} from "./types.js";
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
import { AccountView } from "./views/account.js";
import { ConversationsView } from "./views/conversations.js";
import { Hints } from "./views/hints.js";
import { PushCalls, SearchCalls } from "./views/optional.js";
import { OutboxView } from "./views/outbox.js";
import { PeopleView } from "./views/people.js";

const typingMs = 4_000;

/** Made by `create`; `close` ends it. Every method may be called in any tab. */
export class ParleyClient {
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
  readonly #core: Core;
  readonly #tabs: Tabs;
  readonly #hints: Hints;
  readonly #lead: Lead;
  readonly #logIns: LogIns;
  readonly #conversations: ConversationsView;
  readonly #people: PeopleView;
  readonly #account: AccountView;
  readonly #outbox: OutboxView;
  readonly #session = new Value<Session | null>(null);
  readonly #typing = new Map<ConversationId, number>();
  readonly #unlisten: (() => void)[] = [];
  #closed = false;

  /** Opens the database; resolves with the account that is logged in here, if there is one. */
  static async create(options: ClientOptions): Promise<ParleyClient> {
    const environment = environmentOf(options.environment);
    const database = await openDatabase(options.storage, () => undefined);
    const changes: Changes = new Changes((change) => tabs.tell({ kind: "change", change }));
    const tabs = new Tabs(environment, options.storage);
    const core = new Core(options, environment, database, changes);
    const client = new ParleyClient(core, tabs);
    await client.#start();
    return client;
  }

  private constructor(core: Core, tabs: Tabs) {
    this.#core = core;
    this.#tabs = tabs;
    this.#hints = new Hints(core.environment);
    // Who writes has read what came before: no receipt tells that.
    core.emitter.on("message", ({ conversation, event: { sender, seq } }) =>
      this.#hints.addMarkers(conversation, [{ user: sender, received: seq, read: seq }]),
    );
    this.#logIns = new LogIns(core);
    this.#lead = new Lead(core, tabs, this.#hints, (reason) =>
      this.#core.background(this.#onEnded(reason)),
    );
    this.#conversations = new ConversationsView(core, this.#hints, {
      onOpen: (open) => this.#lead.setWish({ open }),
      onTyping: (conversation, on) => this.#onTyping(conversation, on),
    });
    this.#people = new PeopleView(core, this.#hints, (users: readonly UserId[]) =>
      this.#lead.setWish({ watch: users }),
    );
    this.#account = new AccountView(core, () => this.#logIns.forget());
    this.#outbox = new OutboxView(core);
    this.session = this.#session;
    this.connection = this.#lead.state;
    this.limits = this.#lead.limits;
    this.conversations = this.#conversations;
    this.people = this.#people;
    this.account = this.#account;
    this.outbox = this.#outbox;
    this.push = new PushCalls(core);
    this.search = new SearchCalls(core);
    core.onUnauthorized = () => this.#lead.refused();
  }

  signUp(body: SignUp): Promise<SignedUpHere> {
    return this.#logIns.signUp(body);
  }

  logIn(body: LogIn): Promise<Session> {
    return this.#logIns.logIn(body);
  }

  recover(body: Recovery): Promise<Session> {
    return this.#logIns.recover(body);
  }

  /** Revokes this device and forgets everything stored here, drafts and unsent messages too. */
  logOut(): Promise<void> {
    return this.#logIns.logOut();
  }

  /** Keeps a connection from now on, through every loss and log-in, until `disconnect`. */
  connect(): void {
    this.#lead.connect();
  }

  disconnect(): void {
    this.#lead.disconnect();
  }

  /** Whether a person looks at this tab. The next change of the page's visibility decides anew. */
  setMode(mode: "foreground" | "background"): void {
    this.#lead.setWish({ mode });
  }

  /** Server time now, as well as it is known. */
  serverTime(): number {
    return this.#core.serverTime();
  }

  /** Calls `listener` for every event of this name, until the returned function is called. */
  on<K extends keyof ClientEvents>(
    name: K,
    listener: (event: ClientEvents[K]) => void,
  ): () => void {
    return this.#core.emitter.on(name, listener);
  }

  /** Ends everything that runs. What is stored stays. */
  async close(): Promise<void> {
    if (this.#closed) {
      return;
    }
    this.#closed = true;
    this.#lead.disconnect();
    for (const unlisten of this.#unlisten) {
      unlisten();
    }
    this.#hints.stop();
    this.#people.stop();
    this.#tabs.close();
    this.#core.close();
  }

  async #start(): Promise<void> {
    this.#tabs.listen((message) => this.#lead.hear(message));
    await this.#core.load();
    this.#core.changes.subscribe((change) => {
      if (change.session) {
        this.#core.background(this.#sessionChanged());
      }
    });
    this.#core.session.subscribe(() => this.#showSession());
    this.#showSession();
    this.#lead.state.subscribe(() => this.#stateChanged());
    this.#listen();
    await Promise.all([
      this.#conversations.start(),
      this.#people.start(),
      this.#account.start(),
      this.#outbox.start(),
    ]);
  }

  #showSession(): void {
    const session = this.#core.session.get();
    this.#session.set(session && { user: session.user, device: session.device });
  }

  async #sessionChanged(): Promise<void> {
    await this.#core.load();
    this.#lead.sessionChanged();
  }

  async #onEnded(reason: EndReason): Promise<void> {
    if (reason === "token_invalid" || reason === "device_revoked") {
      await this.#logIns.end();
      this.#core.emitter.emit("logged_out", { reason });
    }
  }

  #stateChanged(): void {
    const { phase } = this.#lead.state.get();
    if (phase === "live") {
      this.#conversations.connected();
      this.#people.connected();
    } else if (phase !== "catching_up") {
      this.#hints.disconnected();
    }
  }

  #listen(): void {
    const { window, document } = this.#core.environment.events;
    const add = (target: EventTarget | undefined, name: string, listener: () => void): void => {
      target?.addEventListener(name, listener);
      this.#unlisten.push(() => target?.removeEventListener(name, listener));
    };
    add(window, "online", () => this.#lead.wake());
    add(document, "visibilitychange", () => {
      const isVisible = document?.visibilityState === "visible";
      this.setMode(isVisible ? "foreground" : "background");
      if (isVisible) {
        this.#lead.wake();
      }
    });
  }

  /** The server is told at most once in 4 seconds while it stays on. */
  #onTyping(conversation: ConversationId, on: boolean): void {
    const now = this.#core.environment.now();
    const last = this.#typing.get(conversation);
    if (on && (last === undefined || now - last >= typingMs)) {
      this.#typing.set(conversation, now);
      this.#lead.typing(conversation, true);
    } else if (!on && last !== undefined) {
      this.#typing.delete(conversation);
      this.#lead.typing(conversation, false);
    }
  }
}
