/** What happens once and leaves no state to read: for notifications, sounds and words. */
import type {
  ConversationId,
  ErrorCode,
  MessageEvent,
  ResyncReason,
} from "../../protocol/generated/parley.js";
import type { EndReason, Invitation, OutboxEntry } from "./types.js";

/** The events of a client by name, with what each carries. */
export interface ClientEvents {
  /** A message of somebody else was stored here for the first time, after catching up. */
  message: { conversation: ConversationId; event: MessageEvent };
  /** Something in the outbox was refused. */
  rejected: { entry: OutboxEntry; code: ErrorCode };
  invitation: Invitation;
  /** The server began anew with this device; what is shown is being replaced. */
  resync: { reason: ResyncReason };
  /** This device was logged out by the server; what was stored is kept until someone logs in. */
  logged_out: { reason: EndReason };
  /** The list of my devices changed. */
  devices: Record<string, never>;
  /** IndexedDB refused to store; what is shown may be gone after a reload. */
  storage_failed: { cause: unknown };
}

/** Typed listeners by name. */
export class Emitter {
  readonly #listeners = new Map<keyof ClientEvents, Set<(event: never) => void>>();

  on<K extends keyof ClientEvents>(
    name: K,
    listener: (event: ClientEvents[K]) => void,
  ): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }

  emit<K extends keyof ClientEvents>(name: K, event: ClientEvents[K]): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) {
      (listener as (event: ClientEvents[K]) => void)(event);
    }
  }
}
