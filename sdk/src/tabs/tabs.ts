/**
 * The tabs of one storage name: who leads, and what they tell each other. Web Locks choose the
 * leader: whoever holds the lock, until the tab closes or no longer wants to; the next in the queue
 * takes over. Without locks every tab leads for itself, which costs a socket each and is otherwise
 * the same: the database keeps what two of them apply from being applied twice.
 */
import type {
  ConversationId,
  Limits,
  Mode,
  ServerFrame,
  UserId,
} from "../../../protocol/generated/parley.js";
import type { ChannelLike, Environment } from "../environment.js";
import type { ClientEvents } from "../events.js";
import type { ConnectionState } from "../types.js";
import type { Change } from "./changes.js";

/** What one tab has on screen; the leader tells the server of all of them together. */
export interface Wish {
  mode: Mode;
  open: readonly ConversationId[];
  watch: readonly UserId[];
}

/** What tabs say. `hello` asks the leader for its state, and everyone for their wishes. */
export type Message =
  | { kind: "hello" }
  | { kind: "change"; change: Change }
  | { kind: "hint"; frame: ServerFrame }
  | { kind: "state"; state: ConnectionState; limits: Limits | null }
  | { kind: "event"; name: keyof ClientEvents; event: ClientEvents[keyof ClientEvents] }
  | { kind: "wish"; tab: string; wish: Wish | null }
  | { kind: "typing"; conversation: ConversationId; on: boolean };

/** One tab among the others. */
export class Tabs {
  readonly #environment: Environment;
  readonly #name: string;
  #channel: ChannelLike | undefined;
  #abort: AbortController | null = null;
  #release: (() => void) | null = null;

  constructor(environment: Environment, name: string) {
    this.#environment = environment;
    this.#name = name;
    this.#channel = environment.channel?.(name);
  }

  /** Hears what the others say from now on. */
  listen(onMessage: (message: Message) => void): void {
    if (this.#channel) {
      this.#channel.onmessage = ({ data }) => onMessage(data as Message);
    }
  }

  tell(message: Message): void {
    this.#channel?.postMessage(message);
  }

  /** Calls `onLead` once this tab leads; nothing if it is asked for already. */
  stand(onLead: () => void): void {
    if (this.#abort) {
      return;
    }
    const abort = new AbortController();
    this.#abort = abort;
    const { locks } = this.#environment;
    if (!locks) {
      onLead();
      return;
    }
    const held = (): Promise<void> =>
      new Promise((release) => {
        if (abort.signal.aborted) {
          release();
        } else {
          this.#release = release;
          onLead();
        }
      });
    locks.request(this.#name, { signal: abort.signal }, held).catch(() => undefined);
  }

  /** Leads no longer, and does not want to. */
  step(): void {
    this.#abort?.abort();
    this.#abort = null;
    this.#release?.();
    this.#release = null;
  }

  close(): void {
    this.step();
    this.#channel?.close();
    this.#channel = undefined;
  }
}

/** What all tabs together have on screen; the first wish comes first where there are too many. */
export function together(wishes: Iterable<Wish>): Wish {
  const all = [...wishes];
  return {
    mode: all.some((wish) => wish.mode === "foreground") ? "foreground" : "background",
    open: [...new Set(all.flatMap((wish) => wish.open))].slice(0, 4),
    watch: [...new Set(all.flatMap((wish) => wish.watch))].slice(0, 200),
  };
}
