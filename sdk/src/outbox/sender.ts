/**
 * Gives the outbox to the server, in the leading tab: by frames on a socket, by HTTP without one.
 * The rules are in `rules.ts`; here are the answers, the waits and the second tries.
 */
import type {
  Accepted,
  ClientFrame,
  ErrorCode,
  ErrorFrame,
  Event,
  Outcome,
  Retry,
  Submitted,
} from "../../../protocol/generated/parley.js";
import { backoffMs } from "../backoff.js";
import { Timer } from "../connection/timer.js";
import type { Core } from "../core.js";
import { ParleyError } from "../error.js";
import { storePage } from "../storage/history_store.js";
import { againQueued } from "../storage/inbox_store.js";
import type { OutboxRecord } from "../storage/records.js";
import { uuidV7 } from "../uuid.js";
import { lookUp, submit } from "./http_submission.js";
import { accepted, attempted, due, failed, renewed } from "./rules.js";
import { changeEntry, entryOf } from "./store.js";

/** The way to the server at this moment. */
export interface Way {
  /** Null: none. */
  transport: "socket" | "polling" | null;
  /** Whether everything of the inbox is stored. */
  isCaughtUp(): boolean;
  send(frame: ClientFrame): boolean;
  /** The server asked to be left, or does not answer. */
  leave(): void;
}

const answerMs = 20_000;

/** Made when a tab becomes the leader, and `stop`ped when it no longer is. */
export class Sender {
  readonly #core: Core;
  readonly #way: Way;
  /** Entries that were given to a server on this connection, each with the wait for its answer. */
  readonly #asked = new Map<number, Timer>();
  readonly #pause: Timer;
  #failures = 0;
  #running = false;
  #again = false;
  #stopped = false;

  constructor(core: Core, way: Way) {
    this.#core = core;
    this.#way = way;
    this.#pause = new Timer(core.environment);
  }

  stop(): void {
    this.#stopped = true;
    this.#pause.clear();
    this.#forgetAsked();
  }

  /** A new connection knows nothing of what was asked on the one before. */
  connected(): void {
    this.#forgetAsked();
    this.#pause.clear();
    this.#failures = 0;
    this.#core.background(this.run());
  }

  /** Sends what is due. Called after every change of the outbox; one run at a time. */
  async run(): Promise<void> {
    this.#again = true;
    if (this.#running) {
      return;
    }
    this.#running = true;
    try {
      while (this.#again && !this.#stopped) {
        this.#again = false;
        if (this.#way.transport !== null && !this.#pause.isRunning) {
          for (const entry of due(await this.#core.database.getAll("outbox"))) {
            await this.#attempt(entry);
          }
        }
      }
    } catch (cause) {
      this.#core.emitter.emit("storage_failed", { cause });
    } finally {
      this.#running = false;
    }
  }

  /**
   * Everything of the inbox is here, so an entry that was accepted and whose event did not come has
   * been passed by: those that are known to have one are fetched, the others are asked again.
   */
  async caughtUp(): Promise<void> {
    for (const entry of await this.#core.database.getAll("outbox")) {
      if (entry.state === "accepted" && !this.#asked.has(entry.id)) {
        if (entry.outcome !== undefined) {
          await this.#fetchOutcome(entry, entry.outcome);
        } else {
          await this.#change(entry.id, againQueued);
        }
      }
    }
    this.#core.background(this.run());
  }

  onAccepted(frame: Accepted): void {
    this.#core.background(this.#accept(frame.client_message_id, frame.outcome));
  }

  /** True where the error was about an entry of ours. */
  onError(frame: ErrorFrame): boolean {
    const id = Number(/^o(\d+)$/.exec(frame.ref ?? "")?.[1]);
    if (!this.#asked.has(id)) {
      return false;
    }
    this.#core.background(this.#refuse(id, frame.code, frame.retry, frame.retry_after_ms ?? 0));
    return true;
  }

  #forgetAsked(): void {
    for (const timer of this.#asked.values()) {
      timer.clear();
    }
    this.#asked.clear();
  }

  async #attempt(entry: OutboxRecord): Promise<void> {
    if (this.#asked.has(entry.id) && entry.state === "sending") {
      return;
    }
    const { random } = this.#core.environment;
    const record = await this.#change(entry.id, (held) =>
      held.state === "queued" || held.state === "sending"
        ? attempted(held, () => uuidV7(this.#core.serverTime(), random))
        : undefined,
    );
    if (record?.state !== "sending" || record.client_message_id === null) {
      return;
    }
    const timer = new Timer(this.#core.environment);
    this.#asked.set(record.id, timer);
    if (this.#way.transport === "polling") {
      this.#core.background(this.#submit(record, record.client_message_id));
    } else if (this.#way.send(frameOf(record, record.client_message_id))) {
      timer.set(answerMs, () => this.#way.leave());
    } else {
      this.#asked.delete(record.id);
    }
  }

  async #submit(record: OutboxRecord, id: string): Promise<void> {
    try {
      const answer = await submit(this.#core.http, record, id);
      await this.#accept(id, answer && outcomeOf(answer));
    } catch (cause) {
      const error = cause instanceof ParleyError ? cause : new ParleyError("offline", "later");
      const code = error.code as ErrorCode;
      await this.#refuse(record.id, code, error.retry, error.retryAfterMs ?? 0);
    }
  }

  async #accept(clientMessageId: string, outcome: Outcome | undefined): Promise<void> {
    const all = await this.#core.database.getAll("outbox");
    const entry = all.find((held) => held.client_message_id === clientMessageId);
    this.#failures = 0;
    if (entry) {
      this.#asked.get(entry.id)?.clear();
      const after = await this.#change(entry.id, (held) =>
        held.state === "failed" ? undefined : accepted(held, outcome),
      );
      if (after?.state === "failed") {
        this.#tellRejected(after);
      }
      if (after?.outcome !== undefined) {
        this.#asked.delete(entry.id);
        await (this.#way.isCaughtUp() ? this.caughtUp() : undefined);
      }
    }
    this.#core.background(this.run());
  }

  async #refuse(id: number, code: ErrorCode, retry: Retry, retryAfterMs: number): Promise<void> {
    this.#asked.get(id)?.clear();
    if (code === "client_message_id_expired") {
      await this.#lookUp(id); // Meanwhile it counts as asked, so it is not sent again.
      return;
    }
    this.#asked.delete(id);
    if (code === "client_message_id_ahead") {
      await this.#change(id, renewed); // Not stored; our clock was wrong and has been set since.
      this.#wait(retryAfterMs);
    } else if (code === "unauthorized") {
      this.#wait(retryAfterMs); // The log-in has ended; what was written waits for the next.
    } else if (retry === "never") {
      const after = await this.#change(id, (entry) => failed(entry, code, retry));
      if (after) {
        this.#tellRejected(after);
      }
      this.#core.background(this.run());
    } else {
      this.#wait(retryAfterMs);
      if (retry === "elsewhere") {
        this.#way.leave();
      }
    }
  }

  #wait(retryAfterMs: number): void {
    const delay = backoffMs(this.#failures, this.#core.environment.random, retryAfterMs);
    this.#failures += 1;
    this.#pause.set(delay, () => this.#core.background(this.run()));
  }

  /** The id is too old to be taken anew: what became of it is asked, else a new one is made. */
  async #lookUp(id: number): Promise<void> {
    const entry = await this.#core.database.get("outbox", id);
    if (!entry?.client_message_id) {
      return;
    }
    try {
      const outcome = await lookUp(this.#core.http, entry.conversation, entry.client_message_id);
      await this.#change(id, (held) => (outcome ? accepted(held, outcome) : renewed(held)));
      if (outcome?.seq !== undefined) {
        await this.#fetchOutcome(entry, outcome.seq);
      }
      this.#core.background(this.run());
    } catch {
      this.#asked.delete(id);
      this.#wait(0);
    }
  }

  /** Stores the event that an entry became, and takes the entry away, in one transaction. */
  async #fetchOutcome(entry: OutboxRecord, seq: number): Promise<void> {
    const { conversation, submission } = entry;
    const { database, http, changes } = this.#core;
    const place = submission.kind === "send" ? seq : submission.target;
    const since = (await database.get("conversations", conversation))?.last_seq ?? 0;
    const events: Event[] = [];
    try {
      const path = `/v1/conversations/${conversation}/events/${place}`;
      events.push(await http.request<Event>("GET", path));
    } catch (cause) {
      if (!(cause instanceof ParleyError) || cause.retry !== "never") {
        return; // The next connection asks again.
      }
    }
    const covered = events.length > 0 ? { first: place, last: place } : null;
    const page = { events, range: covered, has_more: false };
    await storePage(database, conversation, page, covered, since, entry.id);
    changes.publish({ conversations: { [conversation]: [place] }, outbox: true });
  }

  #tellRejected(record: OutboxRecord): void {
    if (record.failure) {
      const { code } = record.failure;
      this.#core.emitter.emit("rejected", { entry: entryOf(record), code });
    }
  }

  async #change(
    id: number,
    change: (entry: OutboxRecord) => OutboxRecord | null | undefined,
  ): Promise<OutboxRecord | null> {
    const after = await changeEntry(this.#core.database, id, change);
    this.#core.changes.publish({ outbox: true });
    return after;
  }
}

function frameOf(entry: OutboxRecord, clientMessageId: string): ClientFrame {
  const { kind, ...wish } = entry.submission;
  const name = {
    ref: `o${entry.id}`,
    client_message_id: clientMessageId,
    conversation: entry.conversation,
  };
  return { type: kind, ...name, ...wish } as ClientFrame;
}

function outcomeOf({ seq, unchanged, duplicate }: Submitted): Outcome {
  return { seq, duplicate: duplicate === true, ...(unchanged && { unchanged }) };
}
