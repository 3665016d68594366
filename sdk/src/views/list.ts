/**
 * The conversation list in memory: read once, then again record by record where one changed.
 * `viewOf` is what a record looks like from outside.
 */
import type { ConversationId } from "../../../protocol/generated/parley.js";
import type { Core } from "../core.js";
import { Value } from "../readable.js";
import type { ConversationRecord } from "../storage/records.js";
import { otherOf } from "../sync/record.js";
import type { Change } from "../tabs/changes.js";
import type { ConversationList, ConversationView, Invitation } from "../types.js";

/** Follows the database for as long as the client lives. */
export class ListView {
  readonly list = new Value<ConversationList>({
    conversations: [],
    loaded: false,
    has_more: false,
  });
  readonly invitations = new Value<readonly Invitation[]>([]);
  readonly #core: Core;
  readonly #views = new Map<ConversationId, ConversationView>();
  #pending: Set<ConversationId> | "all" = "all";
  #running: Promise<void> | null = null;

  constructor(core: Core) {
    this.#core = core;
    core.changes.subscribe((change) => this.#changed(change));
  }

  /** The view of one conversation, as it was last read. */
  get(id: ConversationId): ConversationView | null {
    return this.#views.get(id) ?? null;
  }

  /** Resolves when everything that changed until now has been read. */
  refresh(): Promise<void> {
    this.#running ??= this.#read().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  #changed(change: Change): void {
    if (change.all || change.session || this.#pending === "all") {
      this.#pending = "all";
    } else {
      for (const id of [...Object.keys(change.conversations ?? {}), ...(change.drafts ?? [])]) {
        this.#pending.add(id);
      }
    }
    if (this.#isBehind() || change.list || change.invitations) {
      this.#core.background(this.refresh());
    }
  }

  async #read(): Promise<void> {
    do {
      const pending = this.#pending;
      this.#pending = new Set();
      await this.#readThese(pending);
    } while (this.#isBehind());
  }

  #isBehind(): boolean {
    return this.#pending === "all" || this.#pending.size > 0;
  }

  async #readThese(pending: Set<ConversationId> | "all"): Promise<void> {
    const { database } = this.#core;
    const transaction = database.transaction(["conversations", "drafts", "invitations", "meta"]);
    const records = transaction.objectStore("conversations");
    const drafts = transaction.objectStore("drafts");
    const ids = pending === "all" ? await records.getAllKeys() : [...pending];
    const found = await Promise.all(
      ids.map(async (id) => [id, await records.get(id), await drafts.get(id)] as const),
    );
    const invitations = await transaction.objectStore("invitations").getAll();
    const state = await transaction.objectStore("meta").get("list");
    await transaction.done;
    if (pending === "all") {
      this.#views.clear();
    }
    const me = this.#core.session.get()?.user ?? "";
    for (const [id, record, draft] of found) {
      if (record) {
        this.#views.set(id, viewOf(record, me, draft?.text ?? ""));
      } else {
        this.#views.delete(id);
      }
    }
    this.invitations.set(invitations);
    const next = (state as { next?: string | null } | undefined)?.next;
    this.list.set({
      conversations: [...this.#views.values()].sort(inOrder),
      loaded: true,
      has_more: typeof next === "string",
    });
  }
}

/** With the marker where it is going to be, and without what I cleared for myself. */
export function viewOf(record: ConversationRecord, me: string, draft: string): ConversationView {
  const {
    last_seq,
    ordinal,
    read_ordinal,
    mentioned,
    mentions_before,
    ranges,
    missed,
    touched,
    partial,
    reading,
    ...view
  } = record;
  const other = otherOf(record.conversation, me);
  const cleared = record.preferences.cleared_through ?? 0;
  const isCleared = (event: { seq: number } | null): boolean => (event?.seq ?? 0) <= cleared;
  return {
    ...view,
    last_message: isCleared(view.last_message) ? null : view.last_message,
    last_event: isCleared(view.last_event) ? null : view.last_event,
    ...(other !== undefined && { other }),
    ...(reading && {
      read: Math.max(view.read, reading.through),
      unread: Math.max(0, ordinal - Math.max(read_ordinal, reading.ordinal)),
      unread_mentions: mentioned.filter((seq) => seq > reading.through).length,
    }),
    draft,
  };
}

function inOrder(a: ConversationView, b: ConversationView): number {
  const pinned = Number(b.preferences.pinned ?? false) - Number(a.preferences.pinned ?? false);
  const byId = a.conversation < b.conversation ? 1 : -1;
  return pinned || b.at - a.at || byId;
}
