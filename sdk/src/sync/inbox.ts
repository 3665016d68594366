/**
 * The inbox of the leading tab: frames in the order they came, each stored before the next is
 * looked at. Repairs gaps by asking again, and fetches what items only hint at.
 */
import type {
  Conversation,
  ConversationId,
  Cursor,
  Items,
  Resync,
  SyncAnswer,
} from "../../../protocol/generated/parley.js";
import type { Core } from "../core.js";
import { ParleyError } from "../error.js";
import { storeConversation } from "../storage/history_store.js";
import { applyFrame, beginAnew, changeOf, readCursor } from "../storage/inbox_store.js";
import { fetchAll } from "./first_screen.js";
import type { Changes } from "./reducer.js";

/** What the inbox tells its owner. */
export interface InboxEvents {
  /** Items that are still to come; 0 when everything is here. */
  onBehind(behind: number): void;
  /** Everything up to here is stored. */
  onStored(inboxSeq: number): void;
  /** The outbox may have something to do: entries were queued anew. */
  onRequeued(): void;
  /** What is here cannot go on; another connection has to begin at the cursor. */
  onStuck(): void;
}

type Step = Items | Resync | { type: "head"; head: Cursor };

const mergedItemsMax = 1_000;

/** Made when a tab becomes the leader, and `stop`ped when it no longer is. */
export class Inbox {
  readonly #core: Core;
  readonly #events: InboxEvents;
  readonly #steps: Step[] = [];
  #running = false;
  #stopped = false;
  #head = 0;
  #behind = 0;

  constructor(core: Core, events: InboxEvents) {
    this.#core = core;
    this.#events = events;
  }

  stop(): void {
    this.#stopped = true;
  }

  /** The newest item of the inbox as a welcome told it; where nothing is held yet, the start. */
  async welcome(head: Cursor): Promise<void> {
    this.#head = head.inbox_seq;
    await this.receive({ type: "head", head });
  }

  /** Resolves when the frame, and all before it, are stored. */
  async receive(step: Step): Promise<void> {
    this.#steps.push(step);
    if (this.#running) {
      return;
    }
    this.#running = true;
    try {
      for (let next = this.#next(); next && !this.#stopped; next = this.#next()) {
        await this.#take(next);
      }
    } catch (cause) {
      this.#steps.length = 0;
      if (!(cause instanceof ParleyError)) {
        this.#core.emitter.emit("storage_failed", { cause });
      }
      this.#events.onStuck();
    } finally {
      this.#running = false;
    }
  }

  /** The next step; pages that wait in a row are stored in one transaction. */
  #next(): Step | undefined {
    const first = this.#steps.shift();
    if (first?.type !== "items") {
      return first;
    }
    const items = [...first.items];
    let frame = first;
    while (items.length < mergedItemsMax) {
      const next = this.#steps[0];
      if (next?.type !== "items" || next.incarnation !== first.incarnation) {
        break;
      }
      this.#steps.shift();
      items.push(...next.items);
      frame = next;
    }
    return { ...frame, items };
  }

  async #take(step: Step): Promise<void> {
    if (step.type === "items") {
      await this.#apply(step);
    } else if (step.type === "resync") {
      await this.#beginAnew(step.head, step.reason);
    } else {
      const cursor = await readCursor(this.#core.database);
      if (cursor) {
        this.#progress(cursor.inbox_seq);
      } else {
        await this.#beginAnew(step.head, "old");
      }
      this.#core.background(this.#fetchWanted());
    }
  }

  async #beginAnew(head: Cursor, reason: Resync["reason"]): Promise<void> {
    const isFirst = (await readCursor(this.#core.database)) === null;
    await beginAnew(this.#core.database, head, reason);
    this.#head = head.inbox_seq;
    this.#core.changes.publish({ all: true, list: true, outbox: true, contacts: true });
    if (!isFirst) {
      this.#core.emitter.emit("resync", { reason });
    }
    this.#progress(head.inbox_seq);
    this.#events.onRequeued();
    this.#core.background(this.#fetchWanted());
  }

  async #apply(frame: Items): Promise<void> {
    const changes = await applyFrame(this.#core.database, frame, this.#core.me());
    if (!changes) {
      return;
    }
    this.#head = Math.max(frame.head, changes.cursor.inbox_seq);
    this.#tell(changes);
    this.#progress(changes.cursor.inbox_seq);
    if (changes.gap) {
      await this.#repair(changes.cursor);
    }
  }

  #tell(changes: Changes): void {
    const { emitter } = this.#core;
    const wasLive = this.#behind === 0;
    this.#core.changes.publish(changeOf(changes));
    for (const news of wasLive ? changes.news : []) {
      emitter.emit("message", news);
    }
    for (const entry of changes.rejected) {
      const { failure } = entry;
      emitter.emit("rejected", {
        entry: { ...entry, key: `outbox-${entry.id}` },
        code: failure?.code ?? "forbidden",
      });
    }
    for (const invitation of changes.invitations.values()) {
      if (invitation) {
        emitter.emit("invitation", invitation);
      }
    }
    if (changes.devices) {
      emitter.emit("devices", {});
    }
    const partial = [...changes.conversations.values()].filter((record) => record.partial);
    this.#core.background(this.#complete(partial.map((record) => record.conversation)));
  }

  #progress(inboxSeq: number): void {
    this.#behind = Math.max(0, this.#head - inboxSeq);
    this.#events.onStored(inboxSeq);
    this.#events.onBehind(this.#behind);
  }

  /** A number is missing: asks again from the cursor until what is here is without a gap. */
  async #repair(from: Cursor): Promise<void> {
    let cursor = from;
    let head = Number.MAX_SAFE_INTEGER;
    while (cursor.inbox_seq < head && !this.#stopped) {
      const answer = await this.#core.http.request<SyncAnswer>("GET", "/v1/sync", {
        query: { incarnation: cursor.incarnation, after: cursor.inbox_seq, limit: 100, wait: 0 },
      });
      if (answer.type === "resync") {
        await this.#beginAnew(answer.head, answer.reason);
        return;
      }
      const changes = await applyFrame(this.#core.database, answer, this.#core.me());
      if (!changes || changes.cursor.inbox_seq === cursor.inbox_seq) {
        return;
      }
      this.#head = Math.max(this.#head, answer.head);
      this.#tell(changes);
      this.#progress(changes.cursor.inbox_seq);
      cursor = changes.cursor;
      head = answer.head;
    }
  }

  /** The list, where it was never fetched since the cursor was set, and what is known in part. */
  async #fetchWanted(): Promise<void> {
    try {
      if ((await this.#core.meta("list"))?.wanted !== false) {
        await fetchAll(this.#core);
      }
      const records = await this.#core.database.getAll("conversations");
      await this.#complete(
        records.filter((record) => record.partial).map((record) => record.conversation),
      );
    } catch {
      // The next connection asks again: what is wanted stands in the database.
    }
  }

  async #complete(conversations: readonly ConversationId[]): Promise<void> {
    for (const id of conversations) {
      const since = (await readCursor(this.#core.database))?.inbox_seq ?? 0;
      try {
        const path = `/v1/conversations/${id}`;
        const listing = await this.#core.http.request<Conversation>("GET", path);
        await storeConversation(this.#core.database, listing, since);
        this.#core.changes.publish({ conversations: { [id]: [] }, list: true });
      } catch {
        // It stays marked as partial.
      }
    }
  }
}
