/** People: profiles from the cache and the server, contacts, blocks, and who is there. */
import type {
  Blocks,
  Contact,
  PageMark,
  PresenceOf,
  ReportBody,
  User,
  UserId,
  Users,
} from "../../../protocol/generated/parley.js";
import { Timer } from "../connection/timer.js";
import type { Core } from "../core.js";
import { type Readable, Value } from "../readable.js";
import type { Change } from "../tabs/changes.js";
import type { Profile } from "../types.js";
import type { ContactList, People } from "../types_people.js";
import type { Hints } from "./hints.js";

const gatherMs = 20;
const usersMax = 100;
const watchedMax = 200;

export class PeopleView implements People {
  readonly contacts = new Value<ContactList>({ contacts: [], loaded: false });
  readonly blocks = new Value<readonly UserId[] | null>(null);
  readonly #core: Core;
  readonly #hints: Hints;
  readonly #onWatch: (users: readonly UserId[]) => void;
  readonly #profiles = new Map<UserId, Value<Profile>>();
  /** Not yet asked of the server in this run. */
  readonly #wanted = new Set<UserId>();
  readonly #gather: Timer;
  readonly #watched = new Map<object, readonly UserId[]>();

  constructor(core: Core, hints: Hints, onWatch: (users: readonly UserId[]) => void) {
    this.#core = core;
    this.#hints = hints;
    this.#onWatch = onWatch;
    this.#gather = new Timer(core.environment);
    core.changes.subscribe((change) => this.#changed(change));
  }

  async start(): Promise<void> {
    const contacts = await this.#core.database.getAll("contacts");
    const loaded = (await this.#core.meta("list"))?.wanted === false || contacts.length > 0;
    const shown = contacts.filter((contact) => contact.state !== null);
    this.contacts.set({ contacts: shown, loaded });
  }

  stop(): void {
    this.#gather.clear();
  }

  /** The server can be reached again. */
  connected(): void {
    if (this.#wanted.size > 0) {
      this.#core.background(this.#fetch());
    }
  }

  profile(user: UserId): Readable<Profile> {
    const known = this.#profiles.get(user);
    if (known) {
      return known;
    }
    const value = new Value<Profile>(null);
    this.#profiles.set(user, value);
    this.#wanted.add(user);
    this.#core.background(this.#read([user]));
    if (!this.#gather.isRunning) {
      this.#gather.set(gatherMs, () => this.#core.background(this.#fetch()));
    }
    return value;
  }

  async search(query: string): Promise<readonly User[]> {
    const { users } = await this.#core.http.request<Users>("GET", "/v1/users", {
      query: { query },
    });
    await this.#store(users);
    return users;
  }

  async addContact(user: UserId): Promise<void> {
    await this.#storeContact(await this.#core.http.request<Contact>("PUT", `/v1/contacts/${user}`));
  }

  /** The item that follows tells this and every other device. */
  async removeContact(user: UserId): Promise<void> {
    await this.#core.http.request("DELETE", `/v1/contacts/${user}`);
  }

  async loadBlocks(): Promise<void> {
    const blocks: UserId[] = [];
    let before: PageMark | undefined;
    do {
      const page: Blocks = await this.#core.http.request<Blocks>("GET", "/v1/blocks", {
        query: { before },
      });
      blocks.push(...page.blocks);
      before = page.next;
    } while (before !== undefined);
    this.blocks.set(blocks);
  }

  async block(user: UserId): Promise<void> {
    await this.#core.http.request("PUT", `/v1/blocks/${user}`);
    await this.loadBlocks();
  }

  async unblock(user: UserId): Promise<void> {
    await this.#core.http.request("DELETE", `/v1/blocks/${user}`);
    await this.loadBlocks();
  }

  async report(report: ReportBody): Promise<void> {
    await this.#core.http.request("POST", "/v1/reports", { body: report });
  }

  presence(user: UserId): Readable<PresenceOf | null> {
    return this.#hints.presence(user);
  }

  watch(users: readonly UserId[]): () => void {
    const watcher = {};
    this.#watched.set(watcher, users);
    this.#tellWatched();
    return () => {
      this.#watched.delete(watcher);
      this.#tellWatched();
    };
  }

  #tellWatched(): void {
    const users = new Set([...this.#watched.values()].flat());
    this.#onWatch([...users].slice(0, watchedMax));
  }

  #changed(change: Change): void {
    if (change.users) {
      this.#core.background(this.#read(change.users.filter((user) => this.#profiles.has(user))));
    }
    if (change.contacts || change.all || change.session || change.list) {
      this.#core.background(this.start());
    }
  }

  async #read(users: readonly UserId[]): Promise<void> {
    for (const user of users) {
      const found = await this.#core.database.get("users", user);
      const value = this.#profiles.get(user);
      if (found && value && found.version >= (value.get()?.version ?? 0)) {
        value.set(found);
      }
    }
  }

  /** Each profile is asked for once a run, whether or not it was in the database. */
  async #fetch(): Promise<void> {
    const users = [...this.#wanted].slice(0, usersMax);
    if (users.length === 0 || !this.#core.session.get()) {
      return;
    }
    try {
      const found = await this.#core.http.request<Users>("GET", "/v1/users", {
        query: { ids: users.join(",") },
      });
      for (const user of users) {
        this.#wanted.delete(user);
      }
      await this.#store(found.users);
      await this.#fetch();
    } catch {
      // They stay wanted until there is a connection.
    }
  }

  async #store(users: readonly User[]): Promise<void> {
    const transaction = this.#core.database.transaction("users", "readwrite");
    for (const user of users) {
      const held = await transaction.store.get(user.user);
      if (!held || user.version >= held.version) {
        void transaction.store.put(user);
      }
    }
    await transaction.done;
    this.#core.changes.publish({ users: users.map((user) => user.user) });
  }

  async #storeContact(contact: Contact): Promise<void> {
    const transaction = this.#core.database.transaction("contacts", "readwrite");
    const held = await transaction.store.get(contact.user);
    if (!held || contact.version >= held.version) {
      void transaction.store.put(contact);
    }
    await transaction.done;
    this.#core.changes.publish({ contacts: true });
  }
}
