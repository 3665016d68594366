/** The outbox's rules against a server that forgets nothing and a network that loses everything. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accepted, attempted, due, failed, isDiscardable, renewed } from "../src/outbox/rules.js";
import type { OutboxRecord } from "../src/storage/records.js";
import { idAt } from "./support/fake_server.js";

/** What may happen to the outbox, in any order. */
const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant("write" as const), conversation: fc.constantFrom("d1-2", "g3") }),
    // An attempt: it may not arrive, and its answer may be lost on the way back.
    fc.record({
      kind: fc.constant("send" as const),
      arrives: fc.boolean(),
      answered: fc.boolean(),
    }),
    fc.record({ kind: fc.constant("refuse" as const), at: fc.nat() }),
    fc.record({ kind: fc.constant("come back" as const) }),
  ),
  { maxLength: 80 },
);

function written(id: number, conversation: string): OutboxRecord {
  const submission = { kind: "send" as const, text: `${id}` };
  return {
    id,
    conversation,
    submission,
    client_message_id: null,
    state: "queued",
    created_at: 0,
    failure: null,
  };
}

/** Client and server side by side. */
class World {
  outbox: OutboxRecord[] = [];
  /** The server's log: texts by conversation, and the outcome of every id it has seen. */
  readonly log: Record<string, string[]> = { "d1-2": [], g3: [] };
  readonly known = new Map<string, number>();
  readonly refused = new Set<string>();
  ids = 0;

  write(conversation: string): void {
    this.ids += 1;
    this.outbox.push(written(this.ids, conversation));
  }

  send(arrives: boolean, answered: boolean): void {
    for (const entry of due(this.outbox)) {
      const sending = attempted(entry, () => idAt(entry.id));
      this.#replace(sending);
      const outcome = arrives && this.#take(sending);
      if (outcome && answered) {
        this.#replace(accepted(sending, outcome), sending.id);
      }
    }
  }

  /** The door refuses one of those that are due. */
  refuse(at: number): void {
    const waiting = due(this.outbox).filter(
      (entry) => entry.client_message_id === null || !this.known.has(entry.client_message_id),
    );
    const entry = waiting[at % Math.max(1, waiting.length)];
    if (entry) {
      this.#replace(failed(entry, "cannot_message", "never"));
      this.refused.add(textOf(entry));
    }
  }

  /** The inbox brings everything that the server has. */
  comeBack(): void {
    this.outbox = this.outbox.filter(
      (entry) => entry.client_message_id === null || !this.known.has(entry.client_message_id),
    );
  }

  #take(entry: OutboxRecord): { seq: number; duplicate: boolean } {
    const id = entry.client_message_id ?? "";
    const seq = this.known.get(id);
    if (seq !== undefined) {
      return { seq, duplicate: true };
    }
    const log = this.log[entry.conversation] ?? [];
    this.known.set(id, log.push(textOf(entry)));
    return { seq: log.length, duplicate: false };
  }

  #replace(entry: OutboxRecord | null, id = entry?.id): void {
    this.outbox = this.outbox.flatMap((held) => (held.id === id ? (entry ?? []) : held));
  }
}

function textOf({ submission }: OutboxRecord): string {
  return submission.kind === "send" ? submission.text : "";
}

describe("the rules of the outbox", () => {
  it("bring everything to the log once and in the order of writing, or to a refusal", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const world = new World();
        const asked: Record<string, string[]> = { "d1-2": [], g3: [] };
        for (const step of all) {
          if (step.kind === "write") {
            world.write(step.conversation);
            asked[step.conversation]?.push(`${world.ids}`);
          } else if (step.kind === "send") {
            world.send(step.arrives, step.answered);
          } else if (step.kind === "refuse") {
            world.refuse(step.at);
          } else {
            world.comeBack();
          }
        }
        for (let round = 0; round <= all.length; round += 1) {
          world.send(true, true);
        }
        world.comeBack();
        for (const [conversation, texts] of Object.entries(asked)) {
          const expected = texts.filter((text) => !world.refused.has(text));
          expect(world.log[conversation]).toEqual(expected);
        }
        expect(world.outbox.every((entry) => entry.state === "failed")).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("make a new submission of a retry, and let nothing be dropped that a server may have", () => {
    const entry = written(1, "g3");
    const sending = attempted(entry, () => idAt(1));
    expect(attempted(sending, () => idAt(2)).client_message_id).toBe(idAt(1));
    expect(
      [entry, sending, accepted(sending, undefined)].map((e) => e && isDiscardable(e)),
    ).toEqual([true, false, false]);
    const again = renewed(failed(sending, "cannot_message", "never"));
    expect(again).toEqual(entry);
  });

  it("take away what changed nothing, and show what was refused before", () => {
    const sending = attempted(written(1, "g3"), () => idAt(1));
    expect(accepted(sending, { seq: 4, unchanged: true, duplicate: false })).toBeNull();
    expect(accepted(sending, { code: "forbidden", duplicate: true })).toMatchObject({
      state: "failed",
      failure: { code: "forbidden" },
    });
  });
});
