/**
 * What may be lost and expires: who types, who is there, and how far others received and read. Kept
 * in memory only; each tab has its own, fed by the frames that the leading tab passes on.
 */
import type {
  ConversationId,
  Marker,
  PresenceOf,
  ServerFrame,
  UserId,
} from "../../../protocol/generated/parley.js";
import { Timer } from "../connection/timer.js";
import type { Environment } from "../environment.js";
import { Value } from "../readable.js";

const typingMs = 6_000;

/** Values that are made when someone asks for them. */
export class Hints {
  readonly #environment: Environment;
  readonly #presence = new Map<UserId, Value<PresenceOf | null>>();
  readonly #typing = new Map<ConversationId, Value<readonly UserId[]>>();
  readonly #receipts = new Map<ConversationId, Value<readonly Marker[]>>();
  readonly #expiries = new Map<string, Timer>();

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  presence(user: UserId): Value<PresenceOf | null> {
    return valueIn(this.#presence, user, null);
  }

  typing(conversation: ConversationId): Value<readonly UserId[]> {
    return valueIn(this.#typing, conversation, []);
  }

  receipts(conversation: ConversationId): Value<readonly Marker[]> {
    return valueIn(this.#receipts, conversation, []);
  }

  /** What is known of these people now. */
  known(users: readonly UserId[]): PresenceOf[] {
    return users.flatMap((user) => this.#presence.get(user)?.get() ?? []);
  }

  /** Takes in a frame; others than these three are none of its business. */
  receive(frame: ServerFrame): void {
    if (frame.type === "typing") {
      this.setTyping(frame.conversation, frame.user, frame.on);
    } else if (frame.type === "presence") {
      for (const person of frame.users) {
        this.presence(person.user).set(person);
      }
    } else if (frame.type === "receipts") {
      this.addMarkers(frame.conversation, frame.markers);
    }
  }

  /** Markers merge by maximum. */
  addMarkers(conversation: ConversationId, markers: readonly Marker[]): void {
    const value = this.receipts(conversation);
    const all = new Map(value.get().map((marker) => [marker.user, marker]));
    for (const { user, received, read } of markers) {
      const held = all.get(user);
      all.set(user, {
        user,
        received: Math.max(received, held?.received ?? 0),
        read: Math.max(read, held?.read ?? 0),
      });
    }
    value.set([...all.values()]);
  }

  /** Nobody is known to be there without a connection. */
  disconnected(): void {
    for (const value of this.#presence.values()) {
      value.set(null);
    }
  }

  stop(): void {
    for (const timer of this.#expiries.values()) {
      timer.clear();
    }
  }

  /** Who wrote types no longer, also where the frame that says so was lost. */
  setTyping(conversation: ConversationId, user: UserId, on: boolean): void {
    const value = this.typing(conversation);
    const others = value.get().filter((other) => other !== user);
    const key = `${conversation}/${user}`;
    const timer = this.#expiries.get(key) ?? new Timer(this.#environment);
    this.#expiries.set(key, timer);
    timer.clear();
    if (on) {
      timer.set(typingMs, () => this.setTyping(conversation, user, false));
      value.set(value.get().includes(user) ? value.get() : [...others, user]);
    } else if (others.length < value.get().length) {
      value.set(others);
    }
  }
}

function valueIn<K, T>(values: Map<K, Value<T>>, key: K, initial: T): Value<T> {
  const value = values.get(key) ?? new Value(initial);
  values.set(key, value);
  return value;
}
