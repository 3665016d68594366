/** The reducer against a model: any delivery of an inbox, with kills, ends in the same state. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cursor, Event, Item, Items, MessageEvent } from "../src/index.js";
import type { ConversationRecord } from "../src/storage/records.js";
import { fold } from "../src/sync/fold.js";
import { applyItems, type Changes, type Held } from "../src/sync/reducer.js";
import type { ListedEvent } from "../src/types.js";
import { direct, idAt, me, other } from "./support/fake_server.js";

/** What happens in the conversation; `at` chooses one of the messages so far. */
type Deed =
  | { kind: "message"; mine: boolean; named: boolean }
  | { kind: "edit" | "delete"; at: number }
  | { kind: "reaction"; at: number; on: boolean }
  | { kind: "read"; at: number };

const deeds: fc.Arbitrary<Deed[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant("message" as const), mine: fc.boolean(), named: fc.boolean() }),
    fc.record({ kind: fc.constantFrom("edit" as const, "delete" as const), at: fc.nat() }),
    fc.record({ kind: fc.constant("reaction" as const), at: fc.nat(), on: fc.boolean() }),
    fc.record({ kind: fc.constant("read" as const), at: fc.nat() }),
  ),
  { minLength: 1, maxLength: 40 },
);

/** How a stretch of the inbox comes: from where, how many, whether the tab dies before storing. */
const deliveries = fc.array(
  fc.record({ from: fc.nat(45), count: fc.integer({ min: 1, max: 12 }), killed: fc.boolean() }),
  { maxLength: 60 },
);

/** The whole truth: the inbox, each message as it reads at the end, and what is unread. */
class Model {
  readonly items: Item[] = [];
  readonly messages = new Map<number, MessageEvent>();
  seq = 0;
  ordinal = 0;
  readOrdinal = 0;
  read = 0;

  constructor(all: readonly Deed[]) {
    for (const deed of all) {
      this.#do(deed);
    }
  }

  get unread(): number {
    return this.ordinal - this.readOrdinal;
  }

  #do(deed: Deed): void {
    if (deed.kind === "message") {
      this.#say(deed.mine, deed.named);
      return;
    }
    const chosen = [...this.messages.values()][deed.at % Math.max(1, this.messages.size)];
    if (!chosen) {
      return;
    }
    if (deed.kind === "read") {
      if (chosen.seq > this.read) {
        [this.read, this.readOrdinal] = [chosen.seq, chosen.ordinal];
      }
      this.#put({ kind: "read", through: this.read, unread: this.unread });
      return;
    }
    this.seq += 1;
    const head = { ...this.#head(), sender: other, target: chosen.seq };
    const event: Event =
      deed.kind === "reaction"
        ? { kind: "reaction", ...head, emoji: "👍", on: deed.on }
        : deed.kind === "edit"
          ? { kind: "edit", ...head, text: `text ${this.seq}` }
          : { kind: "delete", ...head };
    this.messages.set(chosen.seq, fold(chosen, event));
    this.#put(event);
  }

  #say(mine: boolean, named: boolean): void {
    this.seq += 1;
    this.ordinal += 1;
    const event: MessageEvent = {
      kind: "message",
      ...this.#head(),
      sender: mine ? me : other,
      text: `text ${this.seq}`,
      revision: 0,
      ...(named && { mentions: [me] }),
    };
    if (mine) {
      [this.read, this.readOrdinal] = [this.seq, this.ordinal];
    }
    this.messages.set(event.seq, event);
    this.#put(event);
  }

  #head() {
    const { seq, ordinal } = this;
    return { seq, ordinal, sent_at: seq, client_message_id: idAt(seq) };
  }

  #put(event: Event): void {
    this.items.push({ inbox_seq: this.items.length + 1, conversation: direct, event });
  }

  /** An item shows its message as it is folded at that moment: now, or as it was said. */
  page(from: number, count: number, folded: boolean): Items {
    const items = this.items.slice(from, from + count).map((item) => {
      const { event } = item;
      const now = event.kind === "message" && this.messages.get(event.seq);
      return folded && now ? { ...item, event: now } : item;
    });
    return { type: "items", incarnation: 1, items, head: this.items.length };
  }
}

/** A database that takes changes whole or not at all. */
class Store implements Held {
  cursor: Cursor = { incarnation: 1, inbox_seq: 0 };
  conversations = new Map<string, ConversationRecord>();
  events = new Map<string, ListedEvent>();
  contacts = new Map();
  outbox = [];
  news: string[] = [];

  commit(changes: Changes): void {
    this.cursor = changes.cursor;
    for (const [id, record] of changes.conversations) {
      this.conversations.set(id, record);
    }
    for (const [place, { event }] of changes.events) {
      this.events.set(place, event);
    }
    this.news.push(...changes.news.map(({ event }) => event.client_message_id));
  }
}

describe("the reducer", () => {
  it("ends in one state, however the inbox is cut, repeated, lost and interrupted", () => {
    fc.assert(
      fc.property(deeds, deliveries, fc.boolean(), (all, pages, folded) => {
        const model = new Model(all);
        const store = new Store();
        for (const { from, count, killed } of pages) {
          const changes = applyItems(store, model.page(from, count, folded), me);
          expect(changes.cursor.inbox_seq).toBeGreaterThanOrEqual(store.cursor.inbox_seq);
          if (!killed) {
            store.commit(changes);
          }
        }
        const rest = model.page(store.cursor.inbox_seq, model.items.length, folded);
        store.commit(applyItems(store, rest, me));

        expect(store.cursor.inbox_seq).toBe(model.items.length);
        expect([...store.events.values()]).toEqual([...model.messages.values()]);
        const record = store.conversations.get(direct);
        expect(record?.unread ?? 0).toBe(model.unread);
        expect(record?.last_message ?? undefined).toEqual([...model.messages.values()].at(-1));
        const others = [...model.messages.values()].filter(({ sender }) => sender === other);
        expect(store.news).toEqual(others.map((message) => message.client_message_id));
        expect(record?.ranges ?? []).toEqual(model.seq > 0 ? [{ first: 1, last: model.seq }] : []);
      }),
      { numRuns: 400 },
    );
  });

  it("keeps a message as a page brought it, where the item shows less of it", () => {
    const model = new Model([
      { kind: "message", mine: false, named: false },
      { kind: "edit", at: 0 },
      { kind: "reaction", at: 0, on: true },
    ]);
    const store = new Store();
    const page = model.messages.get(1);
    if (page) {
      store.events.set(`${direct}/1`, page);
    }
    store.commit(applyItems(store, model.page(0, 2, false), me));
    expect([...store.events.values()]).toEqual([page]);
    expect(store.conversations.get(direct)?.last_message).toEqual(page);
  });

  it("applies nothing beyond a gap, and says that there is one", () => {
    fc.assert(
      fc.property(deeds, fc.nat(40), fc.integer({ min: 1, max: 5 }), (all, held, lost) => {
        const model = new Model(all);
        const store = new Store();
        store.commit(applyItems(store, model.page(0, held, false), me));
        const before = store.cursor.inbox_seq;
        const page = model.page(before + lost, 10, false);
        const changes = applyItems(store, page, me);
        expect(changes.cursor.inbox_seq).toBe(before);
        expect(changes.gap).toBe(page.items.length > 0);
        expect(changes.events.size).toBe(0);
      }),
    );
  });

  it("changes nothing for a frame of another incarnation", () => {
    const model = new Model([{ kind: "message", mine: false, named: false }]);
    const changes = applyItems(new Store(), { ...model.page(0, 1, false), incarnation: 2 }, me);
    expect(changes).toMatchObject({ gap: false, cursor: { inbox_seq: 0 } });
    expect(changes.events.size).toBe(0);
  });

  it("keeps an item of a kind that it does not know, and goes on", () => {
    const event = { kind: "of-a-later-version" } as unknown as Event;
    const items = [{ inbox_seq: 1, conversation: direct, event }];
    const frame: Items = { type: "items", incarnation: 1, items, head: 1 };
    const changes = applyItems(new Store(), frame, me);
    expect(changes.cursor.inbox_seq).toBe(1);
    expect(changes.kept).toEqual(items);
  });
});
