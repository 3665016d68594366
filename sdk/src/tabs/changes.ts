/**
 * What changed in the database, told to every tab: whoever shows something of it reads it again.
 * Nothing is shown that was not read from there.
 */
import type { ConversationId, Seq, UserId } from "../../../protocol/generated/parley.js";

/** What a transaction changed; what is absent did not change. */
export interface Change {
  /** Records, each with the places of the events that changed; `all` after a resync. */
  conversations?: Record<ConversationId, Seq[]>;
  all?: boolean;
  list?: boolean;
  outbox?: boolean;
  contacts?: boolean;
  invitations?: boolean;
  drafts?: ConversationId[];
  users?: UserId[];
  me?: boolean;
  session?: boolean;
}

/** Publishes changes to this tab, and through `toOthers` to the other ones. */
export class Changes {
  readonly #listeners = new Set<(change: Change) => void>();
  readonly #toOthers: (change: Change) => void;

  constructor(toOthers: (change: Change) => void) {
    this.#toOthers = toOthers;
  }

  subscribe(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** A change that this tab made. */
  publish(change: Change): void {
    this.#toOthers(change);
    this.receive(change);
  }

  /** A change that another tab made. */
  receive(change: Change): void {
    for (const listener of [...this.#listeners]) {
      listener(change);
    }
  }
}
