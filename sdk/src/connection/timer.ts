/** One timer that is set anew or cleared, and never runs twice. */
import type { Environment, TimerId } from "../environment.js";

export class Timer {
  readonly #environment: Environment;
  #running: TimerId | null = null;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  get isRunning(): boolean {
    return this.#running !== null;
  }

  set(ms: number, callback: () => void): void {
    this.clear();
    this.#running = this.#environment.setTimer(() => {
      this.#running = null;
      callback();
    }, ms);
  }

  clear(): void {
    if (this.#running !== null) {
      this.#environment.clearTimer(this.#running);
      this.#running = null;
    }
  }
}
