/**
 * What the client takes from the platform: time, chance, storage, network. Everything comes in
 * through here, so that tests hold all of it in their hands.
 */

/** The part of the browser's WebSocket that is used. `ws` of Node fits as it is. */
export interface SocketLike {
  readonly readyState: number;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  send(data: string): void;
  close(code?: number, reason?: string): void;
}

/** The part of Web Locks that is used. */
export interface LocksLike {
  request(
    name: string,
    options: { signal?: AbortSignal },
    callback: () => Promise<void>,
  ): Promise<unknown>;
}

/** The part of BroadcastChannel that is used. */
export interface ChannelLike {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: unknown): void;
  close(): void;
}

/** A running timer; only handed back to `clear`. */
export type TimerId = ReturnType<typeof setTimeout>;

/** Everything the client needs of its surroundings. */
export interface Environment {
  /** Undefined where there is none: then the client polls. */
  WebSocket: (new (url: string, protocols: string[]) => SocketLike) | undefined;
  fetch: typeof fetch;
  indexedDB: IDBFactory;
  /** Undefined where there are none: then every client is its own leader. */
  locks: LocksLike | undefined;
  channel: ((name: string) => ChannelLike) | undefined;
  /** Where `online`, `offline` and `visibilitychange` come from. */
  events: { window?: EventTarget; document?: EventTarget & { visibilityState: string } };
  isOnline: () => boolean;
  now: () => number;
  /** Uniform in [0, 1). */
  random: () => number;
  setTimer: (callback: () => void, ms: number) => TimerId;
  clearTimer: (timer: TimerId) => void;
}
