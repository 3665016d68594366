/**
 * A value that changes, as a store that any user interface can follow. `get` and `subscribe` are
 * bound, so `useSyncExternalStore(value.subscribe, value.get)` works as it stands.
 */
export interface Readable<T> {
  /** What holds now. The same object until something changed; it is never changed in place. */
  readonly get: () => T;
  /** Calls `listener` after every change, until the returned function is called. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** The writing end of a `Readable`. */
export class Value<T> implements Readable<T> {
  readonly #listeners = new Set<() => void>();
  #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  readonly get = (): T => this.#value;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /** Nothing happens if it is the very value that is there. */
  set(value: T): void {
    if (Object.is(value, this.#value)) {
      return;
    }
    this.#value = value;
    for (const listener of [...this.#listeners]) {
      listener();
    }
  }
}
