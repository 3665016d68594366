/**
 * One conversation on screen: its window of messages, what is on the way, and everything that is
 * asked of it. Shows what the database holds first, then what the server adds.
 */
import type {
  ConversationId,
  Event,
  Marker,
  Markers,
  MessageEvent,
  Seq,
  UserId,
} from "../../../protocol/generated/parley.js";
import type { Core } from "../core.js";
import { ParleyError, type ParleyErrorCode } from "../error.js";
import { addEntry, entryOf } from "../outbox/store.js";
import { type Readable, Value } from "../readable.js";
import type { Change } from "../tabs/changes.js";
import type {
  ConversationView,
  Draft,
  MessageWindow,
  OpenConversation,
  OutboxEntry,
  Submission,
} from "../types.js";
import type { Hints } from "./hints.js";
import { fetchPage } from "./pages.js";
import { Rows } from "./rows.js";
import {
  extendNewer,
  extendOlder,
  type Loaded,
  loadAround,
  loadNewest,
  refreshed,
} from "./window.js";

const pageSize = 60;

/** What an open conversation needs of the client around it. */
export interface Surroundings {
  core: Core;
  hints: Hints;
  view: Readable<ConversationView | null>;
  /** Makes sure that the record is in the database, if the server knows the conversation. */
  ensureRecord(): Promise<void>;
  read(through: Seq): Promise<void>;
  setTyping(on: boolean): void;
  onClose(): void;
}

const nothing: MessageWindow = {
  rows: [],
  sending: [],
  at_start: false,
  at_end: true,
  loading: "latest",
  failed: null,
};

/** Made by `Conversations.open`. After `close` nothing changes any more. */
export class ShownConversation implements OpenConversation {
  readonly id: ConversationId;
  readonly view: Readable<ConversationView | null>;
  readonly messages = new Value<MessageWindow>(nothing);
  readonly typing: Readable<readonly UserId[]>;
  readonly receipts: Readable<readonly Marker[]>;
  readonly #around: Surroundings;
  readonly #core: Core;
  readonly #rows = new Rows();
  readonly #unsubscribe: () => void;
  readonly #changed = new Set<Seq>();
  #loaded: Loaded | null = null;
  #loading: MessageWindow["loading"] = null;
  #failed: ParleyErrorCode | null = null;
  #latestWanted = false;
  #refreshing = false;
  #again = false;
  #closed = false;

  constructor(id: ConversationId, surroundings: Surroundings) {
    this.id = id;
    this.#around = surroundings;
    this.#core = surroundings.core;
    this.view = surroundings.view;
    this.typing = surroundings.hints.typing(id);
    this.receipts = surroundings.hints.receipts(id);
    this.#unsubscribe = this.#core.changes.subscribe((change) => this.#onChange(change));
    this.#core.background(this.latest());
    this.#core.background(this.#loadReceipts());
  }

  latest(): Promise<void> {
    this.#latestWanted = true;
    return this.#load("latest", async () => {
      const { database } = this.#core;
      const newest = await loadNewest(database, this.id, pageSize, false);
      await this.#show(newest);
      if (!newest?.atEnd) {
        await this.#show(await loadNewest(database, this.id, pageSize, true));
        await this.#around.ensureRecord();
        await fetchPage(this.#core, this.id, {}, pageSize);
        await this.#show(await loadNewest(database, this.id, pageSize, false));
      }
      if (this.#loaded === null) {
        await this.#show({ events: [], first: 1, last: 0, atEnd: true });
      } else if (this.#loaded.events.length < pageSize && this.#loaded.first > 1) {
        await this.#extendOlder(pageSize);
      }
      this.#latestWanted = false;
    });
  }

  /** The server can be reached again: what failed for want of it is asked once more. */
  connected(): void {
    if (this.#latestWanted) {
      this.#core.background(this.latest());
    }
    if (this.receipts.get().length === 0) {
      this.#core.background(this.#loadReceipts());
    }
  }

  older(limit = pageSize): Promise<void> {
    return this.#load("older", () => this.#extendOlder(limit));
  }

  newer(limit = pageSize): Promise<void> {
    return this.#load("newer", async () => {
      const { database } = this.#core;
      const before = this.#loaded;
      if (!before || before.atEnd) {
        return;
      }
      let after = await extendNewer(database, this.id, before, limit);
      if (after.last === before.last) {
        await fetchPage(this.#core, this.id, { after: before.last }, limit);
        after = await extendNewer(database, this.id, before, limit);
      }
      // Nothing of mine may be left up to the newest place that is known.
      const isWhole = after.last === before.last;
      await this.#show(isWhole ? { ...after, atEnd: true } : after);
    });
  }

  around(seq: Seq, limit = pageSize): Promise<void> {
    return this.#load("around", async () => {
      const { database } = this.#core;
      let loaded = await loadAround(database, this.id, seq, limit);
      if (!loaded) {
        await this.#around.ensureRecord();
        await fetchPage(this.#core, this.id, { around: seq }, limit);
        loaded = await loadAround(database, this.id, seq, limit);
      }
      if (!loaded) {
        throw new ParleyError("not_found", "never");
      }
      await this.#show(loaded);
    });
  }

  send(draft: Draft): Promise<OutboxEntry> {
    return this.#ask({ kind: "send", ...draft });
  }

  edit(target: Seq, text: string, mentions?: UserId[]): Promise<OutboxEntry> {
    return this.#ask({ kind: "edit", target, text, ...(mentions && { mentions }) });
  }

  delete(target: Seq): Promise<OutboxEntry> {
    return this.#ask({ kind: "delete", target });
  }

  react(target: Seq, emoji: string, on: boolean): Promise<OutboxEntry> {
    return this.#ask({ kind: "react", target, emoji, on });
  }

  read(through: Seq): Promise<void> {
    return this.#around.read(through);
  }

  setTyping(on: boolean): void {
    this.#around.setTyping(on);
  }

  async setDraft(text: string): Promise<void> {
    const { database, changes } = this.#core;
    const { id } = this;
    await (text === ""
      ? database.delete("drafts", id)
      : database.put("drafts", { conversation: id, text }));
    changes.publish({ drafts: [id] });
  }

  async whole(seq: Seq): Promise<MessageEvent> {
    const path = `/v1/conversations/${this.id}/events/${seq}`;
    const event = await this.#core.http.request<Event>("GET", path);
    if (event.kind !== "message") {
      throw new ParleyError("not_found", "never");
    }
    return event;
  }

  close(): void {
    if (!this.#closed) {
      this.#closed = true;
      this.#unsubscribe();
      this.#around.onClose();
    }
  }

  async #ask(submission: Submission): Promise<OutboxEntry> {
    const record = await addEntry(this.#core.database, {
      conversation: this.id,
      submission,
      client_message_id: null,
      state: "queued",
      created_at: this.#core.serverTime(),
      failure: null,
    });
    this.#core.changes.publish({ outbox: true });
    return entryOf(record);
  }

  async #extendOlder(limit: number): Promise<void> {
    const before = this.#loaded;
    if (!before || before.first <= 1) {
      return;
    }
    const { database } = this.#core;
    let after = await extendOlder(database, this.id, before, limit);
    if (after.events.length === before.events.length && after.first > 1) {
      await fetchPage(this.#core, this.id, { before: after.first }, limit);
      after = await extendOlder(database, this.id, before, limit);
    }
    await this.#show(after);
  }

  /** Runs one load at a time and drops the others; a `latest` that was dropped follows after. */
  async #load(
    name: NonNullable<MessageWindow["loading"]>,
    load: () => Promise<void>,
  ): Promise<void> {
    if (this.#loading !== null || this.#closed) {
      return;
    }
    this.#loading = name;
    this.#failed = null;
    this.#publish();
    try {
      await load();
    } catch (cause) {
      this.#failed = cause instanceof ParleyError ? cause.code : "storage";
    }
    this.#loading = null;
    await this.#refresh();
    if (this.#latestWanted && this.#failed === null && name !== "latest") {
      this.#core.background(this.latest());
    }
  }

  async #show(loaded: Loaded | null): Promise<void> {
    if (loaded) {
      this.#loaded = loaded;
      await this.#refresh();
    }
  }

  #onChange(change: Change): void {
    const seqs = change.conversations?.[this.id];
    for (const seq of seqs ?? []) {
      this.#changed.add(seq);
    }
    if (change.all || (seqs && this.#loaded === null)) {
      this.#core.background(this.latest());
    } else if (seqs || change.outbox) {
      this.#core.background(this.#refresh());
    }
  }

  /** Reads again what changed, one time after another. */
  async #refresh(): Promise<void> {
    this.#again = true;
    if (this.#refreshing) {
      return;
    }
    this.#refreshing = true;
    try {
      while (this.#again && !this.#closed) {
        this.#again = false;
        await this.#readChanged();
      }
    } finally {
      this.#refreshing = false;
    }
  }

  /** The outbox is read first: what left it since is found among the events, never in neither. */
  async #readChanged(): Promise<void> {
    const { database } = this.#core;
    const entries = (await database.getAll("outbox")).filter(
      (entry) => entry.conversation === this.id,
    );
    const record = await database.get("conversations", this.id);
    const seqs = [...this.#changed];
    this.#changed.clear();
    const before = this.#loaded;
    if (before && record) {
      const after = await refreshed(database, this.id, before, seqs, record.ranges);
      if (this.#loaded === before) {
        this.#loaded = after;
      } else {
        this.#again = true; // Another load has replaced the window meanwhile.
      }
    }
    this.#rows.update(
      this.#loaded?.events ?? [],
      entries.map(entryOf),
      record?.preferences.cleared_through ?? 0,
      this.#core.session.get()?.user ?? "",
    );
    this.#publish();
  }

  #publish(): void {
    if (this.#closed) {
      return;
    }
    const loaded = this.#loaded;
    this.messages.set({
      rows: this.#rows.rows,
      sending: this.#rows.sending,
      at_start: loaded !== null && loaded.first <= Math.max(1, this.#rows.cleared + 1),
      at_end: loaded?.atEnd ?? true,
      loading: this.#loading,
      failed: this.#failed,
    });
  }

  async #loadReceipts(): Promise<void> {
    try {
      const path = `/v1/conversations/${this.id}/receipts`;
      const { markers } = await this.#core.http.request<Markers>("GET", path);
      this.#around.hints.addMarkers(this.id, markers);
    } catch {
      // Hints only; live receipts may still come.
    }
  }
}
