/** The outbox as it is shown, and the two decisions that a person can make about it. */
import type { Core } from "../core.js";
import { isDiscardable, renewed } from "../outbox/rules.js";
import { changeEntry, entryOf } from "../outbox/store.js";
import { Value } from "../readable.js";
import type { Outbox, OutboxEntry } from "../types.js";

export class OutboxView implements Outbox {
  readonly entries = new Value<readonly OutboxEntry[]>([]);
  readonly #core: Core;

  constructor(core: Core) {
    this.#core = core;
    core.changes.subscribe((change) => {
      if (change.outbox || change.all || change.session) {
        this.#core.background(this.start());
      }
    });
  }

  async start(): Promise<void> {
    const before = this.entries.get();
    const entries = (await this.#core.database.getAll("outbox")).map(entryOf);
    if (before.length > 0 || entries.length > 0) {
      this.entries.set(entries);
    }
  }

  async retry(id: number): Promise<void> {
    await changeEntry(this.#core.database, id, (entry) =>
      entry.state === "failed" ? renewed(entry) : undefined,
    );
    this.#core.changes.publish({ outbox: true });
  }

  async discard(id: number): Promise<boolean> {
    let done = false;
    await changeEntry(this.#core.database, id, (entry) => {
      done = isDiscardable(entry);
      return done ? null : undefined;
    });
    this.#core.changes.publish({ outbox: true });
    return done;
  }
}
