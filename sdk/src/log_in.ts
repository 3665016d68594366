/** Getting in and out: what each way asks of the server, and what is stored of the answer. */
import type { DeviceInfo, LoggedIn, SignedUp } from "../../protocol/generated/parley.js";
import type { Core } from "./core.js";
import { allStores } from "./storage/database.js";
import type { SessionRecord } from "./storage/records.js";
import type { Session } from "./types.js";
import type { LogIn, Recovery, SignedUpHere, SignUp } from "./types_people.js";

const unnamedDevice: DeviceInfo = { name: "Parley", platform: "typescript" };

export class LogIns {
  readonly #core: Core;

  constructor(core: Core) {
    this.#core = core;
  }

  async signUp(body: SignUp): Promise<SignedUpHere> {
    const answer = await this.#post<SignedUp>("/v1/accounts", body);
    return { ...(await this.#adopt(answer)), recovery_codes: answer.recovery_codes };
  }

  async logIn(body: LogIn): Promise<Session> {
    return this.#adopt(await this.#post<LoggedIn>("/v1/sessions", body));
  }

  async recover(body: Recovery): Promise<Session> {
    return this.#adopt(await this.#post<LoggedIn>("/v1/recovery", body));
  }

  /** Offline, the device stays in the list of devices; what is here is gone in any case. */
  async logOut(): Promise<void> {
    if (this.#core.session.get()) {
      await this.#core.http.request("DELETE", "/v1/sessions/current").catch(() => undefined);
    }
    await this.forget();
  }

  /** Removes everything that an account left here. */
  async forget(): Promise<void> {
    await this.#wipe();
    this.#core.session.set(null);
    this.#tell();
  }

  /** The server ended the log-in. What was written stays until someone else logs in. */
  async end(): Promise<void> {
    await this.#core.database.delete("meta", "session");
    this.#core.session.set(null);
    this.#tell();
  }

  #post<T>(path: string, body: { device?: DeviceInfo }): Promise<T> {
    const device = body.device ?? this.#core.options.device ?? unnamedDevice;
    return this.#core.http.request<T>("POST", path, { body: { ...body, device } });
  }

  /** Whoever logs in again finds what they left; anybody else finds nothing. */
  async #adopt({ user, device, token, chat_servers }: LoggedIn): Promise<Session> {
    if ((await this.#core.meta("owner")) !== user) {
      await this.#wipe();
    }
    const session: SessionRecord = { user, device, token, chat_servers };
    await this.#core.setMeta("owner", user);
    await this.#core.setMeta("session", session);
    this.#core.session.set(session);
    this.#tell();
    return { user, device };
  }

  async #wipe(): Promise<void> {
    const transaction = this.#core.database.transaction(allStores, "readwrite");
    for (const name of allStores) {
      void transaction.objectStore(name).clear();
    }
    await transaction.done;
  }

  #tell(): void {
    this.#core.changes.publish({ session: true, all: true, list: true, outbox: true });
  }
}
