/**
 * Where to connect: what service discovery said, best first, then the shared name. Discovery is
 * asked again when its answer is out of date; where it fails, the last answer stands. The shared
 * name always works, so the list is never empty.
 */
import type { ChatServer, ChatServers } from "../../../protocol/generated/parley.js";
import type { Environment } from "../environment.js";
import type { Http } from "../http.js";

/** Addresses of sockets, tried one after another. */
export class Addresses {
  readonly #shared: string;
  readonly #http: Http;
  readonly #environment: Environment;
  #known: string[] = [];
  #validUntil = 0;
  #place = 0;

  constructor(shared: string, http: Http, environment: Environment) {
    this.#shared = socketUrl(shared);
    this.#http = http;
    this.#environment = environment;
  }

  /** What a log-in answered; taken as if discovery had said it. */
  learn(servers: readonly ChatServer[]): void {
    this.#known = servers.map((server) => socketUrl(server.url));
    this.#place = 0;
  }

  /** The address to try now. Never rejects. */
  async choose(): Promise<string> {
    if (this.#environment.now() >= this.#validUntil) {
      await this.#discover();
    }
    const all = [...new Set([...this.#known, this.#shared])];
    return all[this.#place % all.length] ?? this.#shared;
  }

  /** The address failed, or its server is leaving: the next one is tried. */
  next(): void {
    this.#place += 1;
  }

  async #discover(): Promise<void> {
    try {
      const found = await this.#http.request<ChatServers>("GET", "/v1/chat-servers", {
        timeoutMs: 5_000,
      });
      const urls = found.chat_servers.map((server) => socketUrl(server.url));
      if (urls.join() !== this.#known.join()) {
        this.#known = urls;
        this.#place = 0;
      }
      this.#validUntil = this.#environment.now() + found.time_to_live_ms;
    } catch {
      // The last answer and the shared name remain.
    }
  }
}

/** The WebSocket's address at a server that is named by its HTTP address. */
export function socketUrl(url: string): string {
  return `${url.replace(/^http/, "ws").replace(/\/+$/, "")}/v1/ws`;
}
