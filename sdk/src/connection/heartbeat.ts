/**
 * Whether the other side is there: a ping every `heartbeat_ms`, and lost when nothing at all came
 * for 2.5 times as long. `probe` asks at once and does not wait so long for the answer.
 */
import type { Environment } from "../environment.js";
import { Timer } from "./timer.js";

const probeMs = 5_000;

/** Stopped until `start`; after `onLost` it is to be stopped by its owner. */
export class Heartbeat {
  readonly #ping: () => void;
  readonly #onLost: () => void;
  readonly #next: Timer;
  readonly #silence: Timer;
  #everyMs = 0;

  constructor(environment: Environment, ping: () => void, onLost: () => void) {
    this.#ping = ping;
    this.#onLost = onLost;
    this.#next = new Timer(environment);
    this.#silence = new Timer(environment);
  }

  start(everyMs: number): void {
    this.#everyMs = everyMs;
    this.#schedule();
    this.heard();
  }

  stop(): void {
    this.#next.clear();
    this.#silence.clear();
    this.#everyMs = 0;
  }

  /** Something came. */
  heard(): void {
    if (this.#everyMs > 0) {
      this.#silence.set(this.#everyMs * 2.5, this.#onLost);
    }
  }

  probe(): void {
    if (this.#everyMs > 0) {
      this.#ping();
      this.#silence.set(Math.min(probeMs, this.#everyMs * 2.5), this.#onLost);
    }
  }

  #schedule(): void {
    this.#next.set(this.#everyMs, () => {
      this.#ping();
      this.#schedule();
    });
  }
}
