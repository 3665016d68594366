/** How a connection is made, kept, lost and given up. */
import { describe, expect, it, vi } from "vitest";
import { fakeServer, liveTab, newStorage, tab } from "./support/fake_client.js";
import { direct, other, problem } from "./support/fake_server.js";
import { until } from "./support/until.js";

const live = (state: { phase: string }): boolean => state.phase === "live";

describe("a connection", () => {
  it("begins with a token and comes back with the ticket", async () => {
    const server = fakeServer();
    const client = await liveTab(server);
    server.open[0]?.end(1006);
    await until(client.connection, (state) => state.phase !== "live");
    await until(client.connection, live);
    const [first, second] = server.frames("hello");
    expect(first).toMatchObject({ token: "pt1_token", mode: "foreground" });
    expect(second).toMatchObject({ ticket: "a-ticket", cursor: { incarnation: 1, inbox_seq: 0 } });
    expect(second?.instance).toBe(first?.instance);
  });

  it("tries the token at once when the ticket is refused, and ends when that is", async () => {
    const server = fakeServer();
    const client = await liveTab(server);
    server.onFrame = (frame, socket) => {
      socket.end(4501);
      return frame.type === "hello";
    };
    const said: string[] = [];
    client.on("logged_out", ({ reason }) => said.push(reason));
    server.open[0]?.end(1006);
    await until(client.session, (session) => session === null);
    expect(server.frames("hello").map((hello) => hello.token ?? hello.ticket)).toEqual([
      "pt1_token",
      "a-ticket",
      "pt1_token",
    ]);
    await vi.waitFor(() => expect(said).toEqual(["token_invalid"]));
  });

  it("does not come back where a newer socket of its own replaced it", async () => {
    const server = fakeServer();
    const client = await liveTab(server);
    server.open[0]?.end(4409);
    const state = await until(client.connection, ({ phase }) => phase === "ended");
    expect(state.ended).toBe("replaced");
    expect(client.session.get()).not.toBeNull();
    client.connect();
    await until(client.connection, live);
  });

  it("leaves after a goaway, and not before the server said", async () => {
    const server = fakeServer();
    const client = await liveTab(server);
    const asked = Date.now();
    server.open[0]?.give({ type: "goaway", reconnect_after_ms: 80 });
    await until(client.connection, (state) => state.phase !== "live");
    expect(Date.now() - asked).toBeGreaterThanOrEqual(78);
    await until(client.connection, live);
    expect(server.sockets.length).toBe(2);
  });

  it("waits at least as long as the server asked for", async () => {
    const server = fakeServer();
    const client = await liveTab(server);
    server.open[0]?.give({
      type: "error",
      code: "overloaded",
      message: "full",
      retry: "later",
      retry_after_ms: 120,
    });
    const lost = Date.now();
    server.open[0]?.end(4400);
    await until(client.connection, ({ phase }) => phase === "waiting");
    await until(client.connection, live);
    expect(Date.now() - lost).toBeGreaterThanOrEqual(118);
  });

  it("is lost when nothing comes for two and a half heartbeats", async () => {
    const server = fakeServer();
    server.heartbeatMs = 30;
    const client = await liveTab(server);
    server.onFrame = (frame) => frame.type === "ping";
    await until(client.connection, ({ phase }) => phase !== "live");
    server.onFrame = () => false;
    await until(client.connection, live);
    expect(server.frames("ping").length).toBeGreaterThanOrEqual(2);
  });

  it("polls after three sockets in a row failed, and sends by requests", async () => {
    const server = fakeServer();
    server.refusesSockets = true;
    const client = await liveTab(server);
    expect(client.connection.get().transport).toBe("polling");
    expect(server.sockets.length).toBe(3);
    const shown = client.conversations.open(direct);
    await shown.send({ text: "by a request" });
    await until(shown.messages, ({ rows, sending }) => rows.length === 1 && sending.length === 0);
    server.say(other, "an answer");
    await until(shown.messages, ({ rows }) => rows.length === 2);
    expect(server.outcomes.size).toBe(2);
  });

  it("takes a socket again when there is one", async () => {
    const server = fakeServer();
    server.refusesSockets = true;
    const window = new EventTarget();
    const client = await liveTab(server, newStorage(), { events: { window } });
    server.refusesSockets = false;
    window.dispatchEvent(new Event("online"));
    await until(client.connection, ({ transport }) => transport === "socket");
    expect(server.sockets.length).toBe(4);
  });

  it("uses the discovered address first, and the shared name when it fails", async () => {
    const server = fakeServer();
    server.onRequest = (_, path) =>
      path === "/v1/chat-servers"
        ? {
            status: 200,
            body: {
              chat_servers: [{ url: "http://near.test", region: "here" }],
              time_to_live_ms: 60_000,
            },
          }
        : undefined;
    server.onFrame = (frame, socket) => {
      if (frame.type === "hello" && socket.url.includes("near")) {
        socket.end(1001);
        return true;
      }
      return false;
    };
    await liveTab(server);
    expect(server.sockets.map((socket) => socket.url)).toEqual([
      "ws://near.test/v1/ws",
      "ws://parley.test/v1/ws",
    ]);
  });

  it("ends when a request is refused for its token", async () => {
    const server = fakeServer();
    const client = await liveTab(server);
    server.onRequest = () => problem("unauthorized", 401);
    await expect(client.account.refresh()).rejects.toMatchObject({ code: "unauthorized" });
    await until(client.session, (session) => session === null);
  });

  it("waits for the network where the system says that there is none", async () => {
    const server = fakeServer();
    const window = new EventTarget();
    let online = false;
    const client = await tab(server, newStorage(), {
      isOnline: () => online,
      events: { window },
    });
    await client.logIn({ username: "alice", password: "correct horse" });
    client.connect();
    await until(client.connection, ({ phase }) => phase === "offline");
    online = true;
    window.dispatchEvent(new Event("online"));
    await until(client.connection, live);
  });
});
