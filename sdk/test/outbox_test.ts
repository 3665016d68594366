/** What becomes of what was written: once, in order, through losses, reloads and refusals. */
import { describe, expect, it, vi } from "vitest";
import type { MessageWindow, OutboxEntry } from "../src/index.js";
import { fakeServer, liveTab, newStorage, tab } from "./support/fake_client.js";
import { direct, me, problem } from "./support/fake_server.js";
import { until } from "./support/until.js";

const sent = (entries: readonly OutboxEntry[]): boolean => entries.length === 0;
const texts = (window: MessageWindow): string =>
  window.rows.map((row) => (row.event.kind === "message" ? row.event.text : "")).join();

describe("the outbox", () => {
  it("shows a message at once, and in its place when it has come back", async () => {
    const server = fakeServer();
    const client = await liveTab(server);
    const conversation = client.conversations.open(direct);
    const keys = new Set<string>();
    let both = 0;
    conversation.messages.subscribe(() => {
      const { rows, sending } = conversation.messages.get();
      for (const { key } of [...rows, ...sending]) {
        keys.add(key);
      }
      both = Math.max(both, rows.length + sending.length);
    });
    await conversation.send({ text: "hello" });
    await until(conversation.messages, ({ rows }) => rows.length === 1);
    expect(keys.size).toBe(1);
    expect(both).toBe(1);
  });

  it("sends what was written offline in the order of writing, also after a reload", async () => {
    const server = fakeServer();
    const storage = newStorage();
    const offline = await liveTab(server, storage);
    offline.disconnect();
    const conversation = offline.conversations.open(direct);
    for (const text of ["a", "b", "c"]) {
      await conversation.send({ text });
    }
    await offline.close();
    const client = await tab(server, storage);
    expect(client.outbox.entries.get().map((entry) => entry.state)).toEqual(
      Array(3).fill("queued"),
    );
    client.connect();
    const shown = client.conversations.open(direct);
    await until(shown.messages, (window) => texts(window) === "a,b,c");
    await until(client.outbox.entries, sent);
  });

  it("asks again under the same id when the answer was lost", async () => {
    const server = fakeServer();
    const client = await liveTab(server);
    const conversation = client.conversations.open(direct);
    server.onFrame = (frame, socket) => {
      if (frame.type !== "send") {
        return false;
      }
      server.onFrame = () => false;
      const open = server.sockets.splice(0);
      server.say(me, frame.text, frame.client_message_id); // Stored, and nobody hears of it.
      server.sockets.push(...open);
      socket.end(1006);
      return true;
    };
    await conversation.send({ text: "once" });
    await until(conversation.messages, (window) => texts(window) === "once");
    await until(client.outbox.entries, sent);
    expect(server.events.length).toBe(1);
  });

  it("waits where the server is full, and does not overtake itself", async () => {
    const server = fakeServer();
    const client = await liveTab(server);
    const conversation = client.conversations.open(direct);
    let refused = 0;
    server.onFrame = (frame, socket) => {
      if (frame.type !== "send" || refused >= 2) {
        return false;
      }
      refused += 1;
      const { ref } = frame;
      const error = { code: "rate_limited", message: "slow down", retry: "later" } as const;
      socket.give({ type: "error", ref, ...error, retry_after_ms: 40 });
      return true;
    };
    await conversation.send({ text: "a" });
    await conversation.send({ text: "b" });
    await until(conversation.messages, (window) => texts(window) === "a,b");
    const ids = server.frames("send").map((frame) => frame.client_message_id);
    expect(new Set(ids.slice(0, 3)).size).toBe(1);
  });

  it("shows what was refused, and sends it anew or drops it when told", async () => {
    const server = fakeServer();
    const client = await liveTab(server);
    const conversation = client.conversations.open(direct);
    server.onFrame = (frame, socket) => {
      if (frame.type === "send") {
        const { ref, client_message_id } = frame;
        socket.give({ type: "accepted", ref, client_message_id });
        server.put({ kind: "rejected", client_message_id, code: "cannot_message" }, false);
      }
      return frame.type === "send";
    };
    await conversation.send({ text: "a" });
    await conversation.send({ text: "b" });
    const entries = await until(
      client.outbox.entries,
      (all) => all.length === 2 && all.every((entry) => entry.state === "failed"),
    );
    expect(entries[0]?.failure).toEqual({ code: "cannot_message", retry: "never" });
    server.onFrame = () => false;
    expect(await client.outbox.discard(entries[0]?.id ?? 0)).toBe(true);
    await client.outbox.retry(entries[1]?.id ?? 0);
    await until(conversation.messages, (window) => texts(window) === "b");
    await until(client.outbox.entries, sent);
    const [, second, third] = server.frames("send");
    expect(third?.client_message_id).not.toBe(second?.client_message_id);
  });

  it("makes a new id only where the server knows nothing of the expired one", async () => {
    const server = fakeServer();
    const client = await liveTab(server);
    const conversation = client.conversations.open(direct);
    server.onRequest = (_, path) =>
      path.includes("/submissions/") ? problem("not_found", 404) : undefined;
    server.onFrame = (frame, socket) => {
      if (frame.type === "send") {
        server.onFrame = () => false;
        const code = "client_message_id_expired";
        socket.give({ type: "error", ref: frame.ref, code, message: "too old", retry: "never" });
        return true;
      }
      return false;
    };
    await conversation.send({ text: "late" });
    await until(conversation.messages, (window) => texts(window) === "late");
    const [first, second] = server.frames("send");
    expect(second?.client_message_id).not.toBe(first?.client_message_id);
  });

  it("keeps a read marker until the server has it", async () => {
    const server = fakeServer();
    for (const text of ["a", "b"]) {
      server.say("12", text);
    }
    const client = await liveTab(server);
    let tries = 0;
    server.onRequest = (method, path) => {
      tries += path.endsWith("/read") ? 1 : 0;
      return method === "PUT" && tries <= 2 ? { status: 503 } : undefined;
    };
    await until(client.conversations.list, (list) => list.conversations[0]?.unread === 2);
    const conversation = client.conversations.open(direct);
    await until(conversation.messages, ({ rows }) => rows.length === 2);
    await conversation.read(1);
    await until(client.conversations.list, (list) => list.conversations[0]?.unread === 1);
    await vi.waitFor(() => expect(tries).toBe(3), 5_000);
    expect(client.conversations.list.get().conversations[0]).toMatchObject({ read: 1, unread: 1 });
  });
});
