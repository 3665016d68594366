/**
 * The one connection of a device, kept through every loss. Lives in the leading tab only.
 *
 *                 start                 address               open
 *      ┌──────┐ ────────▶ ┌──────────┐ ────────▶ ┌─────────┐ ──────▶ ┌──────────┐
 *      │ off  │           │ choosing │           │ opening │         │ greeting │
 *      └──────┘ ◀──┐      └──────────┘           └────┬────┘         └────┬─────┘
 *          ▲       │       ▲   ▲   │ third failure    │ close, 10 s       │ welcome
 *          │ stop, from    │   │   ▼ in a row         ▼ (2)               ▼
 *          │ anywhere  timer,  │ ┌─────────┐     ┌─────────┐  close   ┌────────┐
 *      ┌───┴───┐      online,  │ │ polling │ ──▶ │ waiting │ ◀─────── │ joined │
 *      │ ended │ ◀─┐  visible  │ └─────────┘     └────┬────┘  (3)     └────────┘
 *      └───────┘   │ (4)   └───┴──────┼───────────────┘
 *                  └── from any ◀─────┘ 2 minutes: the WebSocket is tried again
 *
 * 1. At most one socket is open, and events of an earlier one are not heard.
 * 2. Waiting is full jitter, doubled with each failure in a row; what the server asked for in
 *    `retry_after_ms` is the least. A welcome ends the row. Each failure moves to the next address.
 * 3. A joined connection is lost when it closes, when nothing came for 2.5 heartbeats, and after a
 *    `goaway`, exactly as long after it as the server said.
 * 4. 4409 and 4500 to 4999 end it, and so does a 401 while polling. A refused ticket does not: the
 *    token is tried at once.
 * 5. Without a network, by the word of the system, nothing is tried until it is back.
 */
import type {
  ClientFrame,
  HelloFrame,
  ServerFrame,
  Ticket,
  Welcome,
} from "../../../protocol/generated/parley.js";
import { backoffMs } from "../backoff.js";
import type { Environment } from "../environment.js";
import { ParleyError } from "../error.js";
import type { EndReason } from "../types.js";
import type { Addresses } from "./addresses.js";
import { Heartbeat } from "./heartbeat.js";
import { type Close, Socket } from "./socket.js";
import { Timer } from "./timer.js";

/** Where the machine stands; what a user is told is made of it elsewhere. */
export type Phase =
  | "off"
  | "choosing"
  | "opening"
  | "greeting"
  | "joined"
  | "waiting"
  | "polling"
  | "ended";

/** What the connection needs of its owner. Frames are handed over in the order they came. */
export interface Delegate {
  /** Everything of the first frame but the pass. */
  hello(): Promise<Omit<HelloFrame, "type" | "token" | "ticket">>;
  token(): string | undefined;
  onWelcome(welcome: Welcome): void;
  onFrame(frame: ServerFrame): void;
  /** Follows the inbox by long polling until the signal; rejects when a request failed. */
  poll(signal: AbortSignal): Promise<void>;
  /** The phase, or when the next attempt begins, has changed. */
  onPhase(phase: Phase, retryAt: number | null): void;
  onEnded(reason: EndReason): void;
}

const openingMs = 10_000;
const pollingMs = 120_000;
const socketFailuresMax = 3;

/** See the head of this file. `start` and `stop` may be called at any time, any number of times. */
export class Connection {
  readonly #environment: Environment;
  readonly #addresses: Addresses;
  readonly #delegate: Delegate;
  readonly #heartbeat: Heartbeat;
  readonly #timer: Timer;
  readonly #leaving: Timer;
  #phase: Phase = "off";
  #socket: Socket | null = null;
  #polling: AbortController | null = null;
  #ticket: Ticket | undefined;
  #usedTicket = false;
  #failures = 0;
  #socketFailures = 0;

  constructor(environment: Environment, addresses: Addresses, delegate: Delegate) {
    this.#environment = environment;
    this.#addresses = addresses;
    this.#delegate = delegate;
    this.#timer = new Timer(environment);
    this.#leaving = new Timer(environment);
    this.#heartbeat = new Heartbeat(
      environment,
      () => this.send({ type: "ping" }),
      () => this.#lose(4408),
    );
  }

  get phase(): Phase {
    return this.#phase;
  }

  start(): void {
    if (this.#phase === "off" || this.#phase === "ended") {
      this.#failures = 0;
      this.#socketFailures = 0;
      this.#ticket = undefined;
      void this.#choose();
    }
  }

  stop(): void {
    this.#drop();
    this.#enter("off");
  }

  /** False where the frame could not be given to a server. */
  send(frame: ClientFrame): boolean {
    return this.#phase === "joined" && this.#socket !== null && this.#socket.send(frame);
  }

  /** The server asked to go elsewhere, or an answer is missing: another connection is made. */
  leave(): void {
    if (this.#phase === "joined") {
      this.#lose(4400);
    }
  }

  /** The system found a network, or a person looks again: nothing is waited for any longer. */
  wake(): void {
    if (this.#phase === "waiting") {
      this.#failures = 0;
      this.#drop();
      void this.#choose();
    } else if (this.#phase === "polling") {
      this.#retrySocket();
    } else if (this.#phase === "joined") {
      this.#heartbeat.probe();
    }
  }

  /** The credentials are refused by HTTP. */
  end(reason: EndReason): void {
    if (this.#phase !== "off" && this.#phase !== "ended") {
      this.#drop();
      this.#enter("ended");
      this.#delegate.onEnded(reason);
    }
  }

  /** One more try; where that fails too, it is polling again. */
  #retrySocket(): void {
    this.#socketFailures = socketFailuresMax - 1;
    this.#drop();
    void this.#choose();
  }

  /** (1) Whatever runs, runs no more. */
  #drop(): void {
    this.#timer.clear();
    this.#leaving.clear();
    this.#heartbeat.stop();
    this.#socket?.close();
    this.#socket = null;
    this.#polling?.abort();
    this.#polling = null;
  }

  #enter(phase: Phase, retryAt: number | null = null): void {
    this.#phase = phase;
    this.#delegate.onPhase(phase, retryAt);
  }

  async #choose(): Promise<void> {
    this.#enter("choosing");
    if (!this.#environment.isOnline()) {
      this.#enter("waiting"); // (5)
      return;
    }
    if (this.#environment.WebSocket === undefined || this.#socketFailures >= socketFailuresMax) {
      void this.#poll();
      return;
    }
    const address = await this.#addresses.choose();
    if (this.#phase === "choosing") {
      this.#open(address, this.#environment.WebSocket);
    }
  }

  #open(address: string, WebSocket: NonNullable<Environment["WebSocket"]>): void {
    this.#enter("opening");
    const socket: Socket = new Socket(WebSocket, address, {
      onOpen: () => this.#socket === socket && void this.#greet(socket),
      onFrame: (frame) => this.#socket === socket && this.#receive(frame),
      onClose: (close) => this.#socket === socket && this.#closed(close),
    });
    this.#socket = socket;
    this.#timer.set(openingMs, () => this.#lose(4408));
  }

  async #greet(socket: Socket): Promise<void> {
    this.#enter("greeting");
    const hello = await this.#delegate.hello().catch(() => null);
    if (!hello) {
      return; // The database does not answer: the wait for a welcome will run out.
    }
    const token = this.#delegate.token();
    this.#usedTicket = this.#ticket !== undefined;
    const pass = this.#ticket !== undefined ? { ticket: this.#ticket } : { token: token ?? "" };
    if (this.#socket === socket) {
      socket.send({ type: "hello", ...hello, ...pass });
    }
  }

  #receive(frame: ServerFrame): void {
    this.#heartbeat.heard();
    if (frame.type === "welcome") {
      this.#ticket = frame.ticket;
      this.#failures = 0;
      this.#socketFailures = 0;
      this.#timer.clear();
      this.#heartbeat.start(frame.heartbeat_ms);
      this.#delegate.onWelcome(frame);
      this.#enter("joined");
      return;
    }
    if (frame.type === "goaway") {
      this.#leaving.set(frame.reconnect_after_ms, () => this.#move());
    } else if (frame.type === "pong" && frame.ticket !== undefined) {
      this.#ticket = frame.ticket;
    }
    this.#delegate.onFrame(frame);
  }

  /** (3) After a goaway there is nothing to wait for: the server said when. */
  #move(): void {
    this.#drop();
    this.#addresses.next();
    void this.#choose();
  }

  #lose(code: number): void {
    this.#closed({ code, retryAfterMs: 0 });
  }

  #closed({ code, retryAfterMs }: Close): void {
    const wasJoined = this.#phase === "joined";
    this.#drop();
    if (code === 4501 && this.#usedTicket) {
      this.#ticket = undefined;
      void this.#choose(); // (4)
    } else if (endReason(code) !== null) {
      this.#enter("ended");
      this.#delegate.onEnded(endReason(code) ?? "protocol_error");
    } else {
      this.#socketFailures += wasJoined ? 0 : 1;
      this.#addresses.next();
      this.#wait(retryAfterMs);
    }
  }

  /** (2) */
  #wait(retryAfterMs: number): void {
    const delay = backoffMs(this.#failures, this.#environment.random, retryAfterMs);
    this.#failures += 1;
    this.#timer.set(delay, () => void this.#choose());
    this.#enter("waiting", this.#environment.now() + delay);
  }

  async #poll(): Promise<void> {
    const polling = new AbortController();
    this.#polling = polling;
    this.#enter("polling");
    this.#timer.set(pollingMs, () => this.#retrySocket());
    try {
      await this.#delegate.poll(polling.signal);
    } catch (cause) {
      if (this.#polling === polling) {
        this.#drop();
        this.#wait(cause instanceof ParleyError ? (cause.retryAfterMs ?? 0) : 0);
      }
    }
  }

  /** An answer came while polling: a row of failures is over. */
  polled(): void {
    this.#failures = 0;
  }
}

function endReason(code: number): EndReason | null {
  if (code === 4409) {
    return "replaced";
  }
  if (code < 4500 || code > 4999) {
    return null;
  }
  return code === 4501 ? "token_invalid" : code === 4502 ? "device_revoked" : "protocol_error";
}
