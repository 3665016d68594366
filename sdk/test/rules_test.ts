/** The small pure parts: ranges, records, folds, waits and names. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backoffMaxMs, backoffMs } from "../src/backoff.js";
import type { Conversation, MessageEvent } from "../src/index.js";
import { fold } from "../src/sync/fold.js";
import { rangeAt, withRange } from "../src/sync/ranges.js";
import { directId, emptyRecord, otherOf, withListing } from "../src/sync/record.js";
import { uuidV7 } from "../src/uuid.js";
import { problemsOf } from "./support/schemas.js";

const message: MessageEvent = {
  kind: "message",
  seq: 3,
  ordinal: 3,
  sender: "12",
  sent_at: 5,
  client_message_id: "01900000-0000-7000-8000-000000000003",
  text: "a",
  revision: 7,
};

describe("ranges", () => {
  it("cover exactly what was added, and never touch each other", () => {
    const range = fc
      .tuple(fc.integer({ min: 1, max: 60 }), fc.nat(8))
      .map(([first, more]) => ({ first, last: first + more }));
    fc.assert(
      fc.property(fc.array(range, { maxLength: 20 }), (added) => {
        const ranges = added.reduce<{ first: number; last: number }[]>(withRange, []);
        for (let seq = 1; seq <= 70; seq += 1) {
          const wanted = added.some(({ first, last }) => first <= seq && seq <= last);
          expect(rangeAt(ranges, seq) !== undefined).toBe(wanted);
        }
        for (const [place, { first }] of ranges.entries()) {
          expect(first).toBeGreaterThan((ranges[place - 1]?.last ?? -1) + 1);
        }
      }),
    );
  });
});

describe("a fold", () => {
  it("ignores an annotation that is not above the revision", () => {
    const edit = { ...message, kind: "edit", target: 3, text: "b", seq: 7 } as const;
    expect(fold(message, edit)).toBe(message);
    expect(fold(message, { ...edit, seq: 8 })).toMatchObject({ text: "b", revision: 8 });
  });

  it("leaves nothing of a deleted message, and takes nothing more in", () => {
    const deletion = { ...message, kind: "delete", target: 3, seq: 8 } as const;
    const gone = fold({ ...message, mentions: ["1"], reply_to: 1 }, deletion);
    expect(gone).toEqual({ ...message, text: "", deleted: true, revision: 8 });
    const late = {
      ...message,
      kind: "reaction",
      target: 3,
      seq: 9,
      emoji: "👍",
      on: true,
    } as const;
    expect(fold(gone, late).reactions).toBeUndefined();
  });
});

describe("a record", () => {
  const listing: Conversation = {
    conversation: "d11-12",
    kind: "direct",
    last_message: message,
    unread: 1,
    unread_mentions: 0,
    read: 2,
    received: 3,
    preferences: { version: 2, pinned: true },
  };

  it("takes a list in, and is not taken back by an older one", () => {
    const record = withListing(undefined, listing, 5, 0);
    expect(record).toMatchObject({ unread: 1, read: 2, last_seq: 3, read_ordinal: 2 });
    const older = { ...listing, read: 0, unread: 3, preferences: { version: 1 } };
    expect(withListing(record, older, 5, 0)).toMatchObject({
      unread: 1,
      read: 2,
      preferences: { pinned: true },
    });
  });

  it("keeps its members where an item came after the list was asked for", () => {
    const held = { ...emptyRecord("g1"), members: ["11", "12"], title: "new", touched: 9 };
    const group = { ...listing, conversation: "g1", members: ["11"], title: "old" };
    expect(withListing(held, group, 5, 8)).toMatchObject({ title: "new", members: ["11", "12"] });
    expect(withListing(held, group, 5, 9)).toMatchObject({ title: "old", members: ["11"] });
  });

  it("names a direct conversation with the lower id first", () => {
    expect([directId("9", "10"), directId("10", "9")]).toEqual(["d9-10", "d9-10"]);
    expect([otherOf("d9-10", "9"), otherOf("d9-10", "10"), otherOf("d9-9", "9")]).toEqual([
      "10",
      "9",
      "9",
    ]);
    expect(otherOf("g9", "9")).toBeUndefined();
  });
});

describe("chance", () => {
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

  it("makes ids that are of the time and the form that the protocol wants", () => {
    fc.assert(
      fc.property(fc.nat(2 ** 43), fc.infiniteStream(random), (at, stream) => {
        const id = uuidV7(at, () => stream.next().value);
        expect(problemsOf("types", "client_message_id", id)).toEqual([]);
        expect(Number.parseInt(id.replace("-", "").slice(0, 12), 16)).toBe(at);
      }),
    );
  });

  it("waits at least what was asked for, and at most half a minute more", () => {
    fc.assert(
      fc.property(fc.nat(50), random, fc.nat(10_000), (failures, drawn, asked) => {
        const wait = backoffMs(failures, () => drawn, asked);
        expect(wait).toBeGreaterThanOrEqual(asked);
        expect(wait - asked).toBeLessThanOrEqual(Math.min(backoffMaxMs, 500 * 2 ** failures));
      }),
    );
  });
});
