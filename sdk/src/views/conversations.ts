/** The conversations of whoever is logged in: the list, the open ones, what is asked of groups. */
import type {
  ConversationId,
  ConversationPatch,
  Invited,
  Marker,
  Preferences,
  PreferencesBody,
  Role,
  Seq,
  Submitted,
  UserId,
} from "../../../protocol/generated/parley.js";
import type { Core } from "../core.js";
import { ParleyError } from "../error.js";
import { type Readable, Value } from "../readable.js";
import { storeReading } from "../reading.js";
import { fetchList } from "../sync/first_screen.js";
import { directId } from "../sync/record.js";
import type { Conversations, ConversationView, OpenConversation } from "../types.js";
import { ensureRecord } from "./ensure_record.js";
import { submitGroup } from "./group_submission.js";
import type { Hints } from "./hints.js";
import { ListView } from "./list.js";
import { ShownConversation } from "./open_conversation.js";

/** What this tab has on screen, for whoever tells the server. */
export interface Screen {
  onOpen(conversations: readonly ConversationId[]): void;
  onTyping(conversation: ConversationId, on: boolean): void;
}

export class ConversationsView implements Conversations {
  readonly #core: Core;
  readonly #hints: Hints;
  readonly #screen: Screen;
  readonly #view: ListView;
  readonly #open = new Set<ShownConversation>();

  constructor(core: Core, hints: Hints, screen: Screen) {
    this.#core = core;
    this.#hints = hints;
    this.#screen = screen;
    this.#view = new ListView(core);
  }

  get list(): ListView["list"] {
    return this.#view.list;
  }

  get invitations(): ListView["invitations"] {
    return this.#view.invitations;
  }

  /** Resolves when the list was read once. */
  start(): Promise<void> {
    return this.#view.refresh();
  }

  /** The server can be reached again. */
  connected(): void {
    for (const conversation of this.#open) {
      conversation.connected();
    }
  }

  async loadMore(): Promise<void> {
    const next = (await this.#core.meta("list"))?.next;
    if (next !== null && next !== undefined) {
      await fetchList(this.#core, next);
    }
  }

  open(id: ConversationId): OpenConversation {
    const view = new Value<ConversationView | null>(this.#view.get(id));
    const unsubscribe = this.#view.list.subscribe(() => view.set(this.#view.get(id)));
    const conversation: ShownConversation = new ShownConversation(id, {
      core: this.#core,
      hints: this.#hints,
      view,
      ensureRecord: () => ensureRecord(this.#core, id),
      read: (through) => storeReading(this.#core, id, through),
      setTyping: (on) => this.#screen.onTyping(id, on),
      onClose: () => {
        unsubscribe();
        this.#open.delete(conversation);
        this.#tellOpen();
      },
    });
    this.#open.add(conversation);
    this.#tellOpen();
    return conversation;
  }

  direct(user: UserId): ConversationId {
    return directId(this.#core.me(), user);
  }

  typing(id: ConversationId): Readable<readonly UserId[]> {
    return this.#hints.typing(id);
  }

  receipts(id: ConversationId): Readable<readonly Marker[]> {
    return this.#hints.receipts(id);
  }

  async createGroup(group: {
    title: string;
    members: UserId[];
    history?: "from_join" | "all";
  }): Promise<ConversationId> {
    const { title, members, history } = group;
    const made = await this.#submit<Submitted>("POST", "", { title, members });
    const id = made?.conversation;
    if (id === undefined) {
      throw new ParleyError("bad_answer", "never");
    }
    if (history === "all") {
      await this.change(id, { history });
    }
    await ensureRecord(this.#core, id);
    await this.#view.refresh();
    return id;
  }

  async change(id: ConversationId, patch: ConversationPatch): Promise<void> {
    await this.#submit("PATCH", `/${id}`, patch);
  }

  async addMember(id: ConversationId, user: UserId): Promise<"added" | "invited"> {
    const answer = await this.#submit<Submitted | Invited>("PUT", `/${id}/members/${user}`, {});
    return answer && "invited" in answer ? "invited" : "added";
  }

  async setRole(id: ConversationId, user: UserId, role: Role): Promise<void> {
    await this.#submit("PUT", `/${id}/members/${user}`, { role });
  }

  async removeMember(id: ConversationId, user: UserId): Promise<void> {
    await this.#submit("DELETE", `/${id}/members/${user}`);
  }

  leave(id: ConversationId): Promise<void> {
    return this.removeMember(id, this.#core.me());
  }

  async deleteGroup(id: ConversationId): Promise<void> {
    await this.#submit("DELETE", `/${id}`);
  }

  async acceptInvitation(id: ConversationId): Promise<void> {
    await this.#submit("PUT", `/${id}/members/${this.#core.me()}`, {});
    await this.dismissInvitation(id);
  }

  async dismissInvitation(id: ConversationId): Promise<void> {
    await this.#core.database.delete("invitations", id);
    this.#core.changes.publish({ invitations: true });
  }

  async setPreferences(id: ConversationId, changes: PreferencesBody): Promise<void> {
    const held = (await this.#core.database.get("conversations", id))?.preferences;
    const { version, ...before } = held ?? { version: 0 };
    const path = `/v1/conversations/${id}/preferences`;
    const body = { ...before, ...changes };
    await this.#store(id, await this.#core.http.request<Preferences>("PUT", path, { body }));
  }

  async markRead(id: ConversationId): Promise<void> {
    const record = await this.#core.database.get("conversations", id);
    if (record) {
      await storeReading(this.#core, id, record.last_seq as Seq);
    }
    if (record?.preferences.marked_unread) {
      await this.setPreferences(id, { marked_unread: null });
    }
  }

  markUnread(id: ConversationId): Promise<void> {
    return this.setPreferences(id, { marked_unread: true });
  }

  async #store(id: ConversationId, preferences: Preferences): Promise<void> {
    const transaction = this.#core.database.transaction("conversations", "readwrite");
    const record = await transaction.store.get(id);
    if (record && preferences.version >= record.preferences.version) {
      void transaction.store.put({ ...record, preferences });
    }
    await transaction.done;
    this.#core.changes.publish({ conversations: { [id]: [] } });
  }

  #submit<T>(method: "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: unknown) {
    return submitGroup<T>(this.#core, method, path, body);
  }

  /** The server follows at most four conversations, the ones opened last. */
  #tellOpen(): void {
    this.#screen.onOpen([...new Set([...this.#open].map((shown) => shown.id))].slice(-4));
  }
}
