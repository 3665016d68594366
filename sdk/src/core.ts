/**
 * What every part of a client shares: the database, requests as whoever is logged in, server time,
 * and the ways to tell of changes and events.
 */
import type { ClientInfo } from "../../protocol/generated/parley.js";
import type { Environment } from "./environment.js";
import { ParleyError } from "./error.js";
import { Emitter } from "./events.js";
import { Http } from "./http.js";
import { Value } from "./readable.js";
import type { Database } from "./storage/database.js";
import type { MetaValues, SessionRecord } from "./storage/records.js";
import type { Changes } from "./tabs/changes.js";
import type { ClientOptions } from "./types.js";

const thisProgram: ClientInfo = { name: "parley-ts", version: "0.1.0" };

/** Made once a client, by `ParleyClient.create`. */
export class Core {
  readonly options: ClientOptions;
  readonly environment: Environment;
  readonly database: Database;
  readonly changes: Changes;
  readonly emitter = new Emitter();
  readonly http: Http;
  readonly session = new Value<SessionRecord | null>(null);
  readonly program: ClientInfo;
  /** Told when the server refuses our token. */
  onUnauthorized: () => void = () => undefined;
  #clockOffset = 0;
  #closed = false;

  constructor(
    options: ClientOptions,
    environment: Environment,
    database: Database,
    changes: Changes,
  ) {
    this.options = options;
    this.environment = environment;
    this.database = database;
    this.changes = changes;
    this.program = options.client ?? thisProgram;
    this.http = new Http(
      options.url,
      environment,
      () => this.session.get()?.token,
      () => this.onUnauthorized(),
    );
  }

  /** Reads what another run or tab stored. */
  async load(): Promise<void> {
    this.session.set((await this.meta("session")) ?? null);
    this.#clockOffset = (await this.meta("clock_offset")) ?? 0;
  }

  /**
   * Work that nobody waits for. What a server refused, the next connection asks again; anything
   * else is the database, and is told. After `close` it does not matter any more.
   */
  background(work: Promise<unknown>): void {
    work.catch((cause: unknown) => {
      if (!this.#closed && !(cause instanceof ParleyError)) {
        this.emitter.emit("storage_failed", { cause });
      }
    });
  }

  close(): void {
    this.#closed = true;
    this.database.close();
  }

  async meta<K extends keyof MetaValues>(name: K): Promise<MetaValues[K] | undefined> {
    return (await this.database.get("meta", name)) as MetaValues[K] | undefined;
  }

  async setMeta<K extends keyof MetaValues>(name: K, value: MetaValues[K]): Promise<void> {
    await this.database.put("meta", value, name);
  }

  /** Who is logged in here; throws `logged_out` where nobody is. */
  me(): string {
    const session = this.session.get();
    if (!session) {
      throw new ParleyError("logged_out", "never");
    }
    return session.user;
  }

  serverTime(): number {
    return this.environment.now() + this.#clockOffset;
  }

  /** What a server said the time is. A difference of less than a second is the way it took. */
  learnTime(serverTime: number): void {
    const offset = serverTime - this.environment.now();
    if (Math.abs(offset - this.#clockOffset) > 1_000) {
      this.#clockOffset = offset;
      this.background(this.setMeta("clock_offset", offset));
    }
  }
}
