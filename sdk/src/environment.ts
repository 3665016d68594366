/**
 * What the client takes from the platform: time, chance, network. IndexedDB alone is the global one
 * (package idb uses it as it is); everything else comes in through here.
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

/** What the platform has, with what the caller replaces. */
export function environmentOf(given: Partial<Environment> = {}): Environment {
  const here = globalThis as Partial<typeof globalThis>;
  const { navigator, document } = here;
  return {
    WebSocket: here.WebSocket as Environment["WebSocket"],
    fetch: (...request) => fetch(...request),
    locks: navigator?.locks as LocksLike | undefined,
    channel: here.BroadcastChannel && openChannel,
    events: {
      ...(here.window && { window: here.window }),
      ...(document && { document }),
    },
    // Node has a navigator, too, which knows nothing of the network.
    isOnline: () => navigator?.onLine !== false,
    now: () => Date.now(),
    random: () => Math.random(),
    setTimer: (callback, ms) => setTimeout(callback, ms),
    clearTimer: (timer) => clearTimeout(timer),
    ...given,
  };
}

/** In Node an open channel would keep the process alive. */
function openChannel(name: string): ChannelLike {
  const channel: BroadcastChannel & { unref?: () => void } = new BroadcastChannel(name);
  channel.unref?.();
  return channel;
}
