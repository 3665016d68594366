/** Clients of the fake server, closed after each test; and the check that all was well formed. */
import { afterEach, expect } from "vitest";
import type { Environment } from "../../src/environment.js";
import { ParleyClient } from "../../src/index.js";
import { FakeServer } from "./fake_server.js";
import { until } from "./until.js";

let names = 0;
const clients: ParleyClient[] = [];
const servers: FakeServer[] = [];

export function fakeServer(): FakeServer {
  const server = new FakeServer();
  servers.push(server);
  return server;
}

/** A name that no other test uses. */
export function newStorage(): string {
  names += 1;
  return `fake-${names}`;
}

/** A client in a tab of its own. */
export async function tab(
  server: FakeServer,
  storage = newStorage(),
  environment: Partial<Environment> = {},
): Promise<ParleyClient> {
  const client = await ParleyClient.create({
    url: "http://parley.test",
    storage,
    environment: { ...server.environment(), ...environment },
  });
  clients.push(client);
  return client;
}

/** A client that is logged in and has everything. */
export async function liveTab(
  server: FakeServer,
  storage = newStorage(),
  environment: Partial<Environment> = {},
): Promise<ParleyClient> {
  const client = await tab(server, storage, environment);
  await client.logIn({ username: "alice", password: "correct horse" });
  client.connect();
  await until(client.connection, (state) => state.phase === "live");
  return client;
}

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  expect(servers.splice(0).flatMap((server) => server.problems)).toEqual([]);
});
