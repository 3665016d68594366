/** What may be lost: who types, who is there, how far the others have come. */
import { describe, expect, it, vi } from "vitest";
import { fakeServer, liveTab } from "./support/fake_client.js";
import { direct, other } from "./support/fake_server.js";
import { until } from "./support/until.js";

const third = "13";

describe("typing", () => {
  it("shows until the other stops, also where the conversation is not open", async () => {
    const server = fakeServer();
    const client = await liveTab(server);
    const typing = client.conversations.typing(direct);
    server.open[0]?.give({ type: "typing", conversation: direct, user: other, on: true });
    server.open[0]?.give({ type: "typing", conversation: direct, user: third, on: true });
    expect(typing.get()).toEqual([other, third]);
    expect(client.conversations.open(direct).typing.get()).toEqual([other, third]);
    server.open[0]?.give({ type: "typing", conversation: direct, user: other, on: false });
    expect(typing.get()).toEqual([third]);
  });

  it("ends by itself after six seconds, counted from the last word of it", async () => {
    const server = fakeServer();
    const expiries = new Map<object, () => void>();
    const client = await liveTab(server, undefined, {
      setTimer: (callback, ms) => {
        const timer = setTimeout(callback, ms);
        if (ms === 6_000) {
          expiries.set(timer, callback);
        }
        return timer;
      },
      clearTimer: (timer) => {
        clearTimeout(timer);
        expiries.delete(timer);
      },
    });
    const typing = client.conversations.typing(direct);
    for (let word = 0; word < 2; word += 1) {
      server.open[0]?.give({ type: "typing", conversation: direct, user: other, on: true });
    }
    expect(expiries.size).toBe(1);
    for (const expire of expiries.values()) {
      expire();
    }
    expect(typing.get()).toEqual([]);
  });

  it("is told to the others once while it goes on, and when it ends", async () => {
    const server = fakeServer();
    const client = await liveTab(server);
    const conversation = client.conversations.open(direct);
    for (const on of [true, true, true, false, false]) {
      conversation.setTyping(on);
    }
    await vi.waitFor(() =>
      expect(server.frames("typing").map(({ on }) => on)).toEqual([true, false]),
    );
  });
});

describe("presence", () => {
  it("is asked for those on screen, and not known without a connection", async () => {
    const server = fakeServer();
    const client = await liveTab(server);
    const stop = client.people.watch([other, third]);
    await vi.waitFor(() => expect(server.frames("watch").at(-1)?.users).toEqual([other, third]));
    const users = [
      { user: other, state: "online" as const },
      { user: third, state: "offline" as const, last_active_at: 1_800_000_000_000 },
    ];
    server.open[0]?.give({ type: "presence", users });
    expect(client.people.presence(other).get()?.state).toBe("online");
    expect(client.people.presence(third).get()?.last_active_at).toBe(1_800_000_000_000);
    server.refusesSockets = true;
    server.open[0]?.end(1006);
    await until(client.people.presence(other), (now) => now === null);
    stop();
    server.refusesSockets = false;
  });

  it("is asked for again on the next socket", async () => {
    const server = fakeServer();
    const client = await liveTab(server);
    client.people.watch([other]);
    await vi.waitFor(() => expect(server.frames("watch").length).toBe(1));
    server.open[0]?.end(1006);
    await vi.waitFor(() => expect(server.frames("watch").length).toBe(2), 5_000);
  });
});

describe("receipts", () => {
  it("tell that who writes has read", async () => {
    const server = fakeServer();
    const client = await liveTab(server);
    const receipts = client.conversations.receipts(direct);
    server.say(other, "hello");
    await until(receipts, (markers) => markers.length > 0);
    expect(receipts.get()).toEqual([{ user: other, received: 1, read: 1 }]);
  });

  it("come when a conversation is opened, and only ever move forward", async () => {
    const server = fakeServer();
    server.markers = [{ user: other, received: 5, read: 3 }];
    const client = await liveTab(server);
    const { receipts } = client.conversations.open(direct);
    await until(receipts, ([marker]) => marker?.received === 5);
    const give = (received: number, read: number) =>
      server.open[0]?.give({
        type: "receipts",
        conversation: direct,
        markers: [{ user: other, received, read }],
      });
    give(4, 4);
    expect(receipts.get()).toEqual([{ user: other, received: 5, read: 4 }]);
    give(9, 2);
    expect(client.conversations.receipts(direct).get()).toEqual([
      { user: other, received: 9, read: 4 },
    ]);
  });
});
