/** The account of whoever is logged in: profile, settings, password, devices. */
import type { Device, DeviceId, Devices, Me, MePatch } from "../../../protocol/generated/parley.js";
import type { Core } from "../core.js";
import { Value } from "../readable.js";
import { fetchMe } from "../sync/first_screen.js";
import type { Account } from "../types_people.js";

export class AccountView implements Account {
  readonly me = new Value<Me | null>(null);
  readonly devices = new Value<readonly Device[] | null>(null);
  readonly #core: Core;
  readonly #forget: () => Promise<void>;

  /** `forget` removes everything that is stored here. */
  constructor(core: Core, forget: () => Promise<void>) {
    this.#core = core;
    this.#forget = forget;
    core.changes.subscribe((change) => {
      if (change.me || change.session || change.all) {
        this.#core.background(this.start());
      }
    });
    core.emitter.on("devices", () => {
      if (this.devices.get() !== null) {
        this.#core.background(this.loadDevices()); // The list is asked for again when shown.
      }
    });
  }

  async start(): Promise<void> {
    this.me.set(((await this.#core.database.get("meta", "me")) as Me | undefined) ?? null);
  }

  refresh(): Promise<Me> {
    return fetchMe(this.#core);
  }

  async update(patch: MePatch): Promise<Me> {
    const me = await this.#core.http.request<Me>("PATCH", "/v1/me", { body: patch });
    await this.#core.database.put("meta", me, "me");
    this.#core.changes.publish({ me: true });
    return me;
  }

  async changePassword(password: string, newPassword: string): Promise<void> {
    const body = { password, new_password: newPassword };
    await this.#core.http.request("PUT", "/v1/me/password", { body });
  }

  async deleteAccount(password: string): Promise<void> {
    await this.#core.http.request("DELETE", "/v1/me", { body: { password } });
    await this.#forget();
  }

  async loadDevices(): Promise<void> {
    const { devices } = await this.#core.http.request<Devices>("GET", "/v1/devices");
    this.devices.set(devices);
  }

  async revokeDevice(device: DeviceId): Promise<void> {
    await this.#core.http.request("DELETE", `/v1/devices/${device}`);
    await this.loadDevices();
  }

  async revokeOthers(): Promise<void> {
    await this.loadDevices();
    for (const { device, current } of this.devices.get() ?? []) {
      if (!current) {
        await this.#core.http.request("DELETE", `/v1/devices/${device}`);
      }
    }
    await this.loadDevices();
  }
}
