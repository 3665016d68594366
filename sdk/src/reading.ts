/**
 * Read markers on their way: stored with the conversation, shown at once, and told to the server by
 * the leading tab until it has answered, also after a reload.
 */
import type { ConversationId, ReadState, Seq } from "../../protocol/generated/parley.js";
import { backoffMs } from "./backoff.js";
import { Timer } from "./connection/timer.js";
import type { Core } from "./core.js";
import { ParleyError } from "./error.js";
import { withMarker } from "./sync/marker.js";

/** Moves my marker here. One that is not ahead of where it is changes nothing. */
export async function storeReading(core: Core, id: ConversationId, through: Seq): Promise<void> {
  const transaction = core.database.transaction(["conversations", "events"], "readwrite");
  const records = transaction.objectStore("conversations");
  const record = await records.get(id);
  const event = await transaction.objectStore("events").get([id, through]);
  if (record && through > Math.max(record.read, record.reading?.through ?? 0)) {
    const isAll = through >= record.last_seq;
    const ordinal = isAll ? record.ordinal : (event?.event.ordinal ?? record.read_ordinal);
    void records.put({ ...record, reading: { through, ordinal } });
  }
  await transaction.done;
  core.changes.publish({ conversations: { [id]: [] } });
}

/** Tells the server, one marker after another. */
export class Reading {
  readonly #core: Core;
  readonly #pause: Timer;
  readonly #ids = new Set<ConversationId>();
  #running = false;
  #failures = 0;
  #stopped = true;

  constructor(core: Core) {
    this.#core = core;
    this.#pause = new Timer(core.environment);
  }

  stop(): void {
    this.#stopped = true;
    this.#pause.clear();
  }

  /** Takes up what an earlier run, tab or connection left. */
  async connected(): Promise<void> {
    this.#stopped = false;
    this.#failures = 0;
    this.#pause.clear();
    const records = await this.#core.database.getAll("conversations");
    await this.changed(records.filter((record) => record.reading).map((r) => r.conversation));
  }

  /** The markers of these may have moved. */
  async changed(ids: readonly ConversationId[]): Promise<void> {
    for (const id of ids) {
      this.#ids.add(id);
    }
    if (this.#running || this.#stopped || this.#pause.isRunning) {
      return;
    }
    this.#running = true;
    try {
      for (const id of this.#ids) {
        await this.#tell(id);
        this.#ids.delete(id);
      }
    } catch (cause) {
      const retryAfterMs = cause instanceof ParleyError ? cause.retryAfterMs : 0;
      const delay = backoffMs(this.#failures, this.#core.environment.random, retryAfterMs);
      this.#failures += 1;
      this.#pause.set(delay, () => this.#core.background(this.changed([])));
    } finally {
      this.#running = false;
    }
  }

  async #tell(id: ConversationId): Promise<void> {
    const { database, http, changes } = this.#core;
    const wanted = (await database.get("conversations", id))?.reading?.through;
    if (wanted === undefined) {
      return;
    }
    const path = `/v1/conversations/${id}/read`;
    const state = await http.request<ReadState>("PUT", path, { body: { through: wanted } });
    const transaction = database.transaction("conversations", "readwrite");
    const record = await transaction.store.get(id);
    if (record) {
      const ordinal = Math.min(record.reading?.ordinal ?? 0, record.ordinal);
      const after = withMarker(record, Math.max(state.through, wanted), ordinal);
      void transaction.store.put(after);
    }
    await transaction.done;
    changes.publish({ conversations: { [id]: [] } });
  }
}
