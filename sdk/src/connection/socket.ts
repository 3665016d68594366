/** One WebSocket as frames: JSON in and out, and exactly one close. */
import type { ClientFrame, ServerFrame } from "../../../protocol/generated/parley.js";
import type { Environment, SocketLike } from "../environment.js";

/** How a socket ended; 1006 where it just broke. */
export interface Close {
  code: number;
  /** What an `error` frame asked for before it. */
  retryAfterMs: number;
}

/** What is told of a socket. Nothing comes after `onClose`, nor after `close()`. */
export interface SocketEvents {
  onOpen(): unknown;
  onFrame(frame: ServerFrame): unknown;
  onClose(close: Close): unknown;
}

const isOpen = 1;

export class Socket {
  readonly #socket: SocketLike;
  #retryAfterMs = 0;

  constructor(
    WebSocket: NonNullable<Environment["WebSocket"]>,
    address: string,
    events: SocketEvents,
  ) {
    this.#socket = new WebSocket(address, ["parley.v1.json"]);
    this.#socket.onopen = () => events.onOpen();
    this.#socket.onerror = () => undefined; // A close follows, and says more.
    this.#socket.onmessage = ({ data }: { data: unknown }) => {
      const frame = frameOf(data);
      if (frame === undefined) {
        return;
      }
      if (frame.type === "error" && frame.ref === undefined) {
        this.#retryAfterMs = frame.retry_after_ms ?? 0;
      }
      events.onFrame(frame);
    };
    this.#socket.onclose = ({ code }: { code: number }) =>
      events.onClose({ code, retryAfterMs: this.#retryAfterMs });
  }

  send(frame: ClientFrame): boolean {
    if (this.#socket.readyState !== isOpen) {
      return false;
    }
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  close(): void {
    this.#socket.onopen = null;
    this.#socket.onmessage = null;
    this.#socket.onclose = null;
    this.#socket.close(1000);
  }
}

/** Undefined for what is no frame; one of an unknown type is handed on, and ignored further in. */
function frameOf(data: unknown): ServerFrame | undefined {
  if (typeof data !== "string") {
    return undefined;
  }
  try {
    const frame: unknown = JSON.parse(data);
    return typeof frame === "object" && frame !== null && "type" in frame
      ? (frame as ServerFrame)
      : undefined;
  } catch {
    return undefined;
  }
}
