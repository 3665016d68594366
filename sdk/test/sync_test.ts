/** What a client shows of its inbox, through gaps, resyncs, reloads and several tabs. */
import { describe, expect, it, vi } from "vitest";
import type { LocksLike } from "../src/environment.js";
import type { MessageWindow, ParleyClient } from "../src/index.js";
import { fakeServer, liveTab, newStorage, tab } from "./support/fake_client.js";
import { direct, type FakeServer, me, other } from "./support/fake_server.js";
import { until } from "./support/until.js";

const texts = (window: MessageWindow): string =>
  window.rows.map((row) => (row.event.kind === "message" ? row.event.text : "")).join();

/** A client that shows the direct conversation, with these messages already read into it. */
async function shown(server: FakeServer, said: string[], storage = newStorage()) {
  for (const text of said) {
    server.say(other, text);
  }
  const client = await liveTab(server, storage);
  const conversation = client.conversations.open(direct);
  await until(conversation.messages, (window) => texts(window) === said.join());
  return { client, conversation, storage };
}

/** The direct conversation, with its newest page. */
async function opened(client: ParleyClient) {
  const conversation = client.conversations.open(direct);
  await until(conversation.messages, ({ rows }) => rows.length > 0);
  return {
    conversation,
    messages: conversation.messages,
    older: (limit: number) => conversation.older(limit),
    newer: (limit: number) => conversation.newer(limit),
  };
}

describe("the inbox", () => {
  it("shows nothing beyond a gap until it was asked for what is missing", async () => {
    const server = fakeServer();
    const { conversation } = await shown(server, ["a"]);
    const open = server.sockets.splice(0);
    server.say(other, "b"); // Nobody is told of this one.
    server.sockets.push(...open);
    server.say(other, "c");
    await until(conversation.messages, (window) => texts(window) === "a,b,c");
    expect(server.requests).toContain("GET /v1/sync");
  });

  it("takes an item in once, however often it comes", async () => {
    const server = fakeServer();
    const { client, conversation } = await shown(server, ["a"]);
    const news: string[] = [];
    client.on("message", ({ event }) => news.push(event.text));
    server.say(other, "b");
    server.give(server.items.slice(), server.open);
    server.say(other, "c");
    await until(conversation.messages, (window) => texts(window) === "a,b,c");
    expect(news).toEqual(["b", "c"]);
  });

  it("tells how far it holds the inbox", async () => {
    const server = fakeServer();
    const { conversation } = await shown(server, []);
    server.say(other, "a");
    await until(conversation.messages, (window) => texts(window) === "a");
    await vi.waitFor(() => expect(server.frames("ack").at(-1)?.inbox_seq).toBe(1), 3_000);
  });

  it("asks for no page that it holds, also after a reload", async () => {
    const server = fakeServer();
    const { client, storage } = await shown(server, ["a", "b"]);
    server.say(other, "c");
    await client.close();
    server.requests.length = 0;
    const again = await tab(server, storage);
    again.connect();
    await until(again.connection, (state) => state.phase === "live");
    const conversation = again.conversations.open(direct);
    await until(conversation.messages, (window) => texts(window) === "a,b,c");
    await conversation.older();
    expect(conversation.messages.get().at_start).toBe(true);
    expect(server.requests.filter((request) => request.endsWith("/events"))).toEqual([]);
  });

  it("shows what it holds without a server", async () => {
    const server = fakeServer();
    const { client, storage } = await shown(server, ["a", "b"]);
    await client.close();
    server.refusesSockets = true;
    server.onRequest = () => ({ status: 503 });
    const again = await tab(server, storage);
    expect(again.conversations.list.get().conversations.map((c) => c.conversation)).toEqual([
      direct,
    ]);
    const conversation = again.conversations.open(direct);
    await until(conversation.messages, (window) => texts(window) === "a,b");
  });

  it.each(["old", "changed"] as const)(
    "begins anew after a resync (%s), and keeps the unsent",
    async (reason) => {
      const server = fakeServer();
      const { client, conversation } = await shown(server, ["a", "b"]);
      server.onFrame = (frame) => frame.type === "send";
      await conversation.send({ text: "unsent" });
      await conversation.setDraft("half a");
      await until(conversation.messages, ({ sending }) => sending[0]?.state === "sending");
      const open = server.sockets.splice(0);
      server.say(other, "c");
      server.sockets.push(...open);
      server.incarnation = reason === "changed" ? 2 : 1;
      const head = { incarnation: server.incarnation, inbox_seq: 3 };
      const said: string[] = [];
      client.on("resync", (event) => said.push(event.reason));
      server.open[0]?.give({ type: "resync", head, reason });
      await until(conversation.messages, (window) => texts(window) === "a,b,c");
      expect(said).toEqual([reason]);
      expect(conversation.messages.get().sending.map((entry) => entry.state)).toEqual(["sending"]);
      const list = await until(client.conversations.list, (l) => l.conversations[0]?.draft !== "");
      expect(list.conversations[0]?.draft).toBe("half a");
      server.say(other, "d");
      await until(conversation.messages, (window) => texts(window) === "a,b,c,d");
    },
  );

  it("keeps no more than 2,000 rows of a long history in memory", async () => {
    const server = fakeServer();
    for (let place = 1; place <= 2_300; place += 1) {
      server.say(other, `${place}`);
    }
    const client = await liveTab(server);
    const { messages, older, newer } = await opened(client);
    let most = 0;
    messages.subscribe(() => {
      most = Math.max(most, messages.get().rows.length);
    });
    while (!messages.get().at_start) {
      await older(100);
    }
    expect(messages.get()).toMatchObject({ at_end: false, rows: { 0: { event: { seq: 1 } } } });
    const requests = server.requests.length;
    while (!messages.get().at_end) {
      await newer(100);
    }
    expect(messages.get().rows.at(-1)?.event.seq).toBe(2_300);
    expect(most).toBe(2_000);
    expect(server.requests.length).toBe(requests);
  }, 60_000);

  it("goes on with newer rows where the stretch that it holds ends", async () => {
    const server = fakeServer();
    for (let place = 1; place <= 300; place += 1) {
      server.say(other, `${place}`);
    }
    const client = await liveTab(server);
    const { conversation, messages } = await opened(client);
    await until(messages, ({ loading }) => loading === null);
    await conversation.around(100, 20);
    const from = messages.get().rows.at(-1)?.event.seq ?? 0;
    expect(messages.get()).toMatchObject({ at_end: false, failed: null });
    await conversation.newer(20);
    expect(messages.get().failed).toBe(null);
    expect(messages.get().rows.at(-1)?.event.seq).toBe(from + 20);
  });

  it("folds what comes later, and shows my own wish before it has come back", async () => {
    const server = fakeServer();
    const { conversation } = await shown(server, ["a"]);
    server.onFrame = (frame) => frame.type === "react";
    await conversation.react(1, "👍", true);
    const window = await until(conversation.messages, ({ rows }) => rows[0]?.pending.length === 1);
    expect(window.rows[0]?.event).toMatchObject({ reactions: [{ emoji: "👍", users: [me] }] });
    const event = { seq: 2, ordinal: 1, sender: other, sent_at: 1_800_000_000_009 };
    const id = "01900000-0000-7000-8000-0000000000ff";
    server.put({ kind: "edit", ...event, client_message_id: id, target: 1, text: "A" });
    await until(conversation.messages, (after) => texts(after) === "A");
  });
});

describe("several tabs", () => {
  /** Locks as a browser gives them: the next in the queue holds it when the one before lets go. */
  function locks(): LocksLike {
    let last: Promise<unknown> = Promise.resolve();
    return {
      request: (_, { signal }, callback) => {
        last = last.then(() => (signal?.aborted ? undefined : callback()));
        return last;
      },
    };
  }

  async function twoTabs(
    server: FakeServer,
    between: (leader: ParleyClient) => Promise<void> = async () => undefined,
  ): Promise<[ParleyClient, ParleyClient]> {
    const channel = (name: string): BroadcastChannel => new BroadcastChannel(name);
    const environment = { locks: locks(), channel: channel as never };
    const storage = newStorage();
    const leader = await liveTab(server, storage, environment);
    await between(leader);
    const follower = await tab(server, storage, environment);
    follower.connect();
    await until(follower.connection, (state) => state.phase === "live");
    return [leader, follower];
  }

  it("have one socket, and all of them show and send", async () => {
    const server = fakeServer();
    const [leader, follower] = await twoTabs(server);
    expect(leader.connection.get().role).toBe("leader");
    expect(follower.connection.get().role).toBe("follower");
    const here = follower.conversations.open(direct);
    const there = leader.conversations.open(direct);
    await here.send({ text: "from the follower" });
    await until(there.messages, (window) => texts(window) === "from the follower");
    await until(here.messages, ({ rows, sending }) => rows.length === 1 && sending.length === 0);
    server.say(other, "an answer");
    await until(here.messages, (window) => texts(window) === "from the follower,an answer");
    server.open[0]?.give({ type: "typing", conversation: direct, user: other, on: true });
    await until(here.typing, (users) => users.join() === other);
    expect(server.sockets.length).toBe(1);
    expect(server.frames("open").at(-1)?.conversations).toEqual([direct]);
  });

  it("know who is there, also one that came later and watches the same people", async () => {
    const server = fakeServer();
    const [leader, follower] = await twoTabs(server, async (first) => {
      first.people.watch([other]);
      await vi.waitFor(() => expect(server.frames("watch").length).toBe(1));
      server.open[0]?.give({ type: "presence", users: [{ user: other, state: "online" }] });
    });
    follower.people.watch([other]);
    await until(follower.people.presence(other), (now) => now?.state === "online");
    expect(leader.people.presence(other).get()?.state).toBe("online");
  });

  it("go on with the next one when the leader closes", async () => {
    const server = fakeServer();
    const [leader, follower] = await twoTabs(server);
    server.onFrame = (frame) => frame.type === "send";
    await leader.conversations.open(direct).send({ text: "in the middle" });
    await vi.waitFor(() => expect(server.frames("send").length).toBe(1));
    await leader.close();
    server.onFrame = () => false;
    await until(follower.connection, ({ role, phase }) => role === "leader" && phase === "live");
    const here = follower.conversations.open(direct);
    await until(here.messages, (window) => texts(window) === "in the middle");
    const [first, second] = server.frames("send");
    expect(second?.client_message_id).toBe(first?.client_message_id);
    expect(server.events.length).toBe(1);
  });

  it("log out together", async () => {
    const server = fakeServer();
    const [leader, follower] = await twoTabs(server);
    server.say(other, "a");
    await until(follower.conversations.list, ({ conversations }) => conversations.length === 1);
    await leader.logOut();
    await until(follower.session, (session) => session === null);
    await until(follower.conversations.list, ({ conversations }) => conversations.length === 0);
    await until(follower.connection, ({ phase }) => phase === "off");
  });
});
