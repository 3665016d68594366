/**
 * One tab's share in the connection: as the leader it runs the engine, as a follower it hears what
 * the leader tells. Both look the same from outside.
 */
import type { ConversationId, Limits } from "../../protocol/generated/parley.js";
import { Timer } from "./connection/timer.js";
import type { Core } from "./core.js";
import { Engine } from "./engine.js";
import type { ClientEvents } from "./events.js";
import { Value } from "./readable.js";
import { type Message, type Tabs, together, type Wish } from "./tabs/tabs.js";
import type { ConnectionState, EndReason } from "./types.js";
import { uuidV7 } from "./uuid.js";
import type { Hints } from "./views/hints.js";

const off: ConnectionState = {
  phase: "off",
  role: "follower",
  transport: null,
  lost_at: null,
  retry_at: null,
  behind: 0,
  ended: null,
};
const told = ["message", "rejected", "invitation", "resync", "logged_out", "devices"] as const;
const wishMs = 30_000;

export class Lead {
  readonly state = new Value<ConnectionState>(off);
  readonly limits = new Value<Limits | null>(null);
  readonly #core: Core;
  readonly #tabs: Tabs;
  readonly #hints: Hints;
  readonly #onEnded: (reason: EndReason) => void;
  readonly #tab: string;
  readonly #renew: Timer;
  /** Of the other tabs; one that is not heard of for a while is gone. */
  readonly #wishes = new Map<string, { wish: Wish; at: number }>();
  #wish: Wish = { mode: "foreground", open: [], watch: [] };
  #engine: Engine | null = null;
  /** With which the engine began. */
  #token: string | undefined;
  #wanted = false;
  #hearing = false;

  constructor(core: Core, tabs: Tabs, hints: Hints, onEnded: (reason: EndReason) => void) {
    this.#core = core;
    this.#tabs = tabs;
    this.#hints = hints;
    this.#onEnded = onEnded;
    this.#tab = uuidV7(core.environment.now(), core.environment.random);
    this.#renew = new Timer(core.environment);
    for (const name of told) {
      core.emitter.on(name, (event) => {
        if (!this.#hearing) {
          tabs.tell({ kind: "event", name, event });
        }
      });
    }
  }

  connect(): void {
    this.#wanted = true;
    this.#engine?.start();
    this.#stand();
    this.#tabs.tell({ kind: "hello" });
    this.#tellWish();
  }

  disconnect(): void {
    this.#wanted = false;
    this.#renew.clear();
    this.#tabs.tell({ kind: "wish", tab: this.#tab, wish: null });
    this.#step();
    this.state.set(off);
  }

  /** Someone logged in or out, here or in another tab. */
  sessionChanged(): void {
    if (this.#engine && this.#token === this.#core.session.get()?.token) {
      return;
    }
    if (this.#engine) {
      this.#engine.stop();
      this.#engine = null;
      this.#begin();
    } else {
      this.#stand();
    }
  }

  wake(): void {
    this.#engine?.wake();
  }

  /** The server refused our token. */
  refused(): void {
    if (this.#engine) {
      this.#engine.end("token_invalid");
    } else {
      this.#onEnded("token_invalid");
    }
  }

  setWish(wish: Partial<Wish>): void {
    this.#wish = { ...this.#wish, ...wish };
    this.#tellWish();
  }

  typing(conversation: ConversationId, on: boolean): void {
    if (this.#engine) {
      this.#engine.typing(conversation, on);
    } else {
      this.#tabs.tell({ kind: "typing", conversation, on });
    }
  }

  /** What another tab says. */
  hear(message: Message): void {
    switch (message.kind) {
      case "hello":
        this.#tellWish();
        if (this.#engine) {
          this.#setState(this.#engine.state());
        }
        break;
      case "state":
        if (this.#wanted && !this.#engine) {
          this.state.set({ ...message.state, role: "follower" });
          this.limits.set(message.limits);
        }
        break;
      case "hint":
        this.#hints.receive(message.frame);
        break;
      case "event":
        this.#hearEvent(message.name, message.event);
        break;
      case "wish":
        this.#hearWish(message.tab, message.wish);
        break;
      case "typing":
        this.#engine?.typing(message.conversation, message.on);
        break;
      default:
        this.#core.changes.receive(message.change);
    }
  }

  #stand(): void {
    if (this.#wanted && this.#core.session.get()) {
      this.#tabs.stand(() => this.#begin());
    }
  }

  #step(): void {
    this.#engine?.stop();
    this.#engine = null;
    this.#tabs.step();
  }

  #begin(): void {
    if (!this.#core.session.get()) {
      this.#step();
      this.#setState({ ...off, ended: this.state.get().ended });
      return;
    }
    this.#token = this.#core.session.get()?.token;
    this.#engine = new Engine(this.#core, this.#together(), {
      onState: (state) => this.#setState(state),
      onLimits: (limits) => this.limits.set(limits),
      onEnded: (reason) => this.#onEnded(reason),
      onHint: (frame) => {
        this.#hints.receive(frame);
        this.#tabs.tell({ kind: "hint", frame });
      },
    });
    this.#tabs.tell({ kind: "hello" });
    this.#engine.start();
  }

  #setState(state: ConnectionState): void {
    this.state.set(state);
    this.#tabs.tell({ kind: "state", state, limits: this.limits.get() });
  }

  #hearEvent(name: keyof ClientEvents, event: ClientEvents[keyof ClientEvents]): void {
    this.#hearing = true;
    this.#core.emitter.emit(name, event as never);
    this.#hearing = false;
  }

  #hearWish(tab: string, wish: Wish | null): void {
    if (wish) {
      this.#wishes.set(tab, { wish, at: this.#core.environment.now() });
    } else {
      this.#wishes.delete(tab);
    }
    this.#engine?.setWish(this.#together());
    // Whom another tab watches already, the server does not tell again.
    const users = this.#engine && wish ? this.#hints.known(wish.watch) : [];
    if (users.length > 0) {
      this.#tabs.tell({ kind: "hint", frame: { type: "presence", users } });
    }
  }

  #tellWish(): void {
    this.#engine?.setWish(this.#together());
    if (this.#wanted) {
      this.#tabs.tell({ kind: "wish", tab: this.#tab, wish: this.#wish });
      this.#renew.set(wishMs, () => this.#tellWish());
    }
  }

  #together(): Wish {
    const oldest = this.#core.environment.now() - 2.5 * wishMs;
    for (const [tab, { at }] of this.#wishes) {
      if (at < oldest) {
        this.#wishes.delete(tab);
      }
    }
    return together([this.#wish, ...[...this.#wishes.values()].map(({ wish }) => wish)]);
  }
}
