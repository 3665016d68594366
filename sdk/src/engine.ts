/**
 * What runs in the leading tab: the connection, and on it the inbox, the outbox, the read markers
 * and what is on screen. Begins with `start`, ends with `stop`; the database carries everything
 * from one to the next, in this tab or another.
 */
import type {
  ConversationId,
  Cursor,
  HelloFrame,
  Limits,
  ServerFrame,
  SyncAnswer,
  Welcome,
} from "../../protocol/generated/parley.js";
import { Addresses } from "./connection/addresses.js";
import { Connection, type Phase } from "./connection/connection.js";
import { Timer } from "./connection/timer.js";
import type { Core } from "./core.js";
import { Sender } from "./outbox/sender.js";
import { Reading } from "./reading.js";
import { readCursor } from "./storage/inbox_store.js";
import { Inbox } from "./sync/inbox.js";
import type { Change } from "./tabs/changes.js";
import type { Wish } from "./tabs/tabs.js";
import type { ConnectionState, EndReason } from "./types.js";
import { uuidV7 } from "./uuid.js";

/** What the engine tells the tab it runs in. */
export interface EngineEvents {
  onState(state: ConnectionState): void;
  onHint(frame: ServerFrame): void;
  onLimits(limits: Limits): void;
  onEnded(reason: EndReason): void;
}

const ackMs = 1_000;
const stuckMs = 3_000;
const pollSeconds = 25;

export class Engine {
  readonly #core: Core;
  readonly #events: EngineEvents;
  readonly #connection: Connection;
  readonly #inbox: Inbox;
  readonly #sender: Sender;
  readonly #reading: Reading;
  readonly #ack: Timer;
  readonly #stuck: Timer;
  readonly #instance: string;
  readonly #unsubscribe: () => void;
  #wish: Wish;
  #stored = 0;
  #behind = 0;
  #answered = false;
  #retryAt: number | null = null;
  #lostAt: number | null = null;
  #ended: EndReason | null = null;

  constructor(core: Core, wish: Wish, events: EngineEvents) {
    const { environment } = core;
    this.#core = core;
    this.#wish = wish;
    this.#events = events;
    this.#instance = uuidV7(environment.now(), environment.random);
    this.#ack = new Timer(environment);
    this.#stuck = new Timer(environment);
    this.#reading = new Reading(core);
    const addresses = new Addresses(core.options.url, core.http, environment);
    addresses.learn(core.session.get()?.chat_servers ?? []);
    this.#connection = new Connection(environment, addresses, {
      hello: () => this.#hello(),
      token: () => core.session.get()?.token,
      onWelcome: (welcome) => this.#welcome(welcome),
      onFrame: (frame) => this.#receive(frame),
      poll: (signal) => this.#poll(signal),
      onPhase: (phase, retryAt) => this.#onPhase(phase, retryAt),
      onEnded: (reason) => this.#end(reason),
    });
    this.#inbox = new Inbox(core, {
      onBehind: (behind) => this.#onBehind(behind),
      onStored: (inboxSeq) => this.#onStored(inboxSeq),
      onRequeued: () => this.#core.background(this.#sender.run()),
      onStuck: () => this.#stuck.set(stuckMs, () => this.#connection.leave()),
    });
    const transport = (): "socket" | "polling" | null => this.#transport();
    this.#sender = new Sender(core, {
      get transport() {
        return transport();
      },
      isCaughtUp: () => this.#answered && this.#behind === 0,
      send: (frame) => this.#connection.send(frame),
      leave: () => this.#connection.leave(),
    });
    this.#unsubscribe = core.changes.subscribe((change) => this.#changed(change));
  }

  start(): void {
    this.#ended = null;
    this.#connection.start();
  }

  stop(): void {
    this.#unsubscribe();
    this.#ack.clear();
    this.#stuck.clear();
    this.#inbox.stop();
    this.#sender.stop();
    this.#reading.stop();
    this.#connection.stop();
  }

  wake(): void {
    this.#connection.wake();
  }

  end(reason: EndReason): void {
    this.#connection.end(reason);
  }

  state(): ConnectionState {
    return {
      phase: this.#phase(),
      role: "leader",
      transport: this.#transport(),
      lost_at: this.#lostAt,
      retry_at: this.#retryAt,
      behind: this.#behind,
      ended: this.#ended,
    };
  }

  /** What all tabs have on screen now. */
  setWish(wish: Wish): void {
    const before = this.#wish;
    this.#wish = wish;
    if (wish.mode !== before.mode) {
      this.#connection.send({ type: "mode", mode: wish.mode });
    }
    if (wish.open.join() !== before.open.join()) {
      this.#connection.send({ type: "open", conversations: [...wish.open] });
    }
    if (wish.watch.join() !== before.watch.join()) {
      this.#connection.send({ type: "watch", users: [...wish.watch] });
    }
  }

  typing(conversation: ConversationId, on: boolean): void {
    this.#connection.send({ type: "typing", conversation, on });
  }

  #transport(): "socket" | "polling" | null {
    if (!this.#answered) {
      return null;
    }
    return this.#connection.phase === "polling" ? "polling" : "socket";
  }

  #phase(): ConnectionState["phase"] {
    const { phase } = this.#connection;
    if (this.#answered) {
      return this.#behind > 0 ? "catching_up" : "live";
    }
    if (phase === "waiting" && !this.#core.environment.isOnline()) {
      return "offline";
    }
    return phase === "off" || phase === "ended" || phase === "waiting" ? phase : "connecting";
  }

  #tell(): void {
    this.#events.onState(this.state());
  }

  #onPhase(phase: Phase, retryAt: number | null): void {
    if (phase !== "joined" && phase !== "polling" && this.#answered) {
      this.#answered = false;
      this.#lostAt = this.#core.environment.now();
    }
    this.#retryAt = retryAt;
    this.#tell();
  }

  #end(reason: EndReason): void {
    this.#ended = reason;
    this.#tell();
    this.#events.onEnded(reason);
  }

  async #hello(): Promise<Omit<HelloFrame, "type" | "token" | "ticket">> {
    const cursor = await readCursor(this.#core.database);
    return {
      instance: this.#instance,
      client: this.#core.program,
      mode: this.#wish.mode,
      ...(cursor && { cursor }),
    };
  }

  #welcome(welcome: Welcome): void {
    this.#core.learnTime(welcome.server_time);
    this.#events.onLimits(welcome.limits);
    this.#core.background(this.#joined(welcome.head));
  }

  /** The server knows who speaks, by either way. */
  async #joined(head: Cursor): Promise<void> {
    this.#behind = Math.max(1, this.#behind);
    this.#answered = true;
    this.#lostAt = null;
    this.#sender.connected();
    await this.#inbox.welcome(head);
    if (this.#wish.open.length > 0) {
      this.#connection.send({ type: "open", conversations: [...this.#wish.open] });
    }
    if (this.#wish.watch.length > 0) {
      this.#connection.send({ type: "watch", users: [...this.#wish.watch] });
    }
    await this.#reading.connected();
  }

  #receive(frame: ServerFrame): void {
    switch (frame.type) {
      case "items":
      case "resync":
        this.#core.background(this.#inbox.receive(frame));
        break;
      case "accepted":
        this.#sender.onAccepted(frame);
        break;
      case "error":
        this.#sender.onError(frame);
        break;
      case "pong":
        this.#core.learnTime(frame.server_time);
        break;
      case "typing":
      case "presence":
      case "receipts":
        this.#events.onHint(frame);
        break;
      default: // Of a later version, or not for us.
    }
  }

  async #poll(signal: AbortSignal): Promise<void> {
    for (let wait = 0; !signal.aborted; wait = pollSeconds) {
      const cursor = await readCursor(this.#core.database);
      const place = cursor && { incarnation: cursor.incarnation, after: cursor.inbox_seq, wait };
      const answer = await this.#core.http.request<SyncAnswer>("GET", "/v1/sync", {
        query: { limit: 100, ...place },
        timeoutMs: (pollSeconds + 15) * 1_000,
        signal,
      });
      this.#connection.polled();
      if (!this.#answered && answer.type === "items") {
        await this.#joined({ incarnation: answer.incarnation, inbox_seq: answer.head });
      }
      await this.#inbox.receive(answer);
    }
  }

  #onBehind(behind: number): void {
    const before = this.#behind;
    this.#behind = behind;
    if (behind === 0 && before > 0) {
      this.#core.background(this.#sender.caughtUp());
    }
    if (behind !== before) {
      this.#tell();
    }
  }

  #onStored(inboxSeq: number): void {
    this.#stored = inboxSeq;
    if (!this.#ack.isRunning) {
      this.#ack.set(ackMs, () => {
        this.#connection.send({ type: "ack", inbox_seq: this.#stored });
      });
    }
  }

  #changed(change: Change): void {
    if (change.outbox) {
      this.#core.background(this.#sender.run());
    }
    if (change.conversations) {
      this.#core.background(this.#reading.changed(Object.keys(change.conversations)));
    }
  }
}
