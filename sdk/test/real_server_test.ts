/** The client against the server itself: what two people on three devices see. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import WebSocket from "ws";
import { type MessageWindow, ParleyClient, type ParleyError } from "../src/index.js";
import { RealServer } from "./support/real_server.js";
import { until } from "./support/until.js";

let server: RealServer;
let names = 0;
const clients: ParleyClient[] = [];

const live = (state: { phase: string }): boolean => state.phase === "live";
const texts = (window: MessageWindow): string[] =>
  window.rows.map((row) => (row.event.kind === "message" ? row.event.text : row.event.kind));

async function client(storage = `real-${names++}`): Promise<ParleyClient> {
  const made = await ParleyClient.create({
    url: server.url,
    storage,
    environment: { WebSocket: WebSocket as never },
  });
  clients.push(made);
  return made;
}

/** A new person with one connected device. */
async function person(name: string): Promise<ParleyClient> {
  const made = await client();
  const username = `${name}_${names++}`;
  await made.signUp({ username, password: "correct horse", display_name: name });
  made.connect();
  await until(made.connection, live);
  return made;
}

const idOf = (made: ParleyClient): string => made.session.get()?.user ?? "";

describe.runIf(process.env.PARLEY_BIN_DIR)("with the real server", () => {
  beforeAll(async () => {
    server = await RealServer.start();
  });

  afterEach(async () => {
    await Promise.all(clients.splice(0).map((made) => made.close()));
  });

  afterAll(() => server.remove());

  it("brings a message to the other person, once, and to the list", async () => {
    const alice = await person("alice");
    const bob = await person("bob");
    const there = alice.conversations.open(alice.conversations.direct(idOf(bob)));
    const here = bob.conversations.open(there.id);
    await there.send({ text: "hello" });
    await until(here.messages, (window) => texts(window).join() === "hello");
    const mine = await until(there.messages, (w) => w.rows.length === 1 && w.sending.length === 0);
    expect(texts(mine)).toEqual(["hello"]);
    const list = await until(bob.conversations.list, (l) => l.conversations[0]?.unread === 1);
    expect(list.conversations[0]?.other).toBe(idOf(alice));
  });

  it("edits, reacts and deletes, on both sides", async () => {
    const alice = await person("alice");
    const bob = await person("bob");
    const there = alice.conversations.open(alice.conversations.direct(idOf(bob)));
    const here = bob.conversations.open(there.id);
    await there.send({ text: "one" });
    await until(here.messages, (window) => window.rows.length === 1);
    await there.edit(1, "two");
    await until(here.messages, (window) => texts(window)[0] === "two");
    await here.react(1, "👍", true);
    await until(there.messages, ({ rows }) => {
      const event = rows[0]?.event;
      return event?.kind === "message" && event.reactions?.[0]?.users[0] === idOf(bob);
    });
    await there.delete(1);
    const window = await until(here.messages, ({ rows }) => {
      const event = rows[0]?.event;
      return event?.kind === "message" && event.deleted === true;
    });
    expect(texts(window)).toEqual([""]);
    await until(there.messages, ({ rows }) => rows[0]?.pending.length === 0);
  });

  it("reads everything, and the count is gone on every device", async () => {
    const alice = await person("alice");
    const bob = await person("bob");
    const second = await client();
    await second.logIn({
      username: (await bob.account.refresh()).username,
      password: "correct horse",
    });
    second.connect();
    await until(second.connection, live);
    const there = alice.conversations.open(alice.conversations.direct(idOf(bob)));
    await there.send({ text: "one" });
    await there.send({ text: "two" });
    await until(second.conversations.list, (list) => list.conversations[0]?.unread === 2);
    await until(bob.conversations.list, (list) => list.conversations[0]?.unread === 2);
    await bob.conversations.markRead(there.id);
    await until(second.conversations.list, (list) => list.conversations[0]?.unread === 0);
  });

  it("makes a group, names it anew, and lets people leave", async () => {
    const alice = await person("alice");
    const bob = await person("bob");
    await alice.people.addContact(idOf(bob));
    await bob.people.addContact(idOf(alice));
    const id = await alice.conversations.createGroup({ title: "Boats", members: [idOf(bob)] });
    await until(bob.conversations.list, (list) => list.conversations[0]?.title === "Boats");
    await alice.conversations.change(id, { title: "Ships" });
    await until(bob.conversations.list, (list) => list.conversations[0]?.title === "Ships");
    await bob.conversations.leave(id);
    const list = await until(
      alice.conversations.list,
      (l) => l.conversations[0]?.members?.length === 1,
    );
    expect(list.conversations[0]?.members).toEqual([idOf(alice)]);
    expect(await alice.conversations.addMember(id, idOf(bob))).toBe("invited");
    await until(bob.conversations.invitations, (invitations) => invitations.length === 1);
    await bob.conversations.acceptInvitation(id);
    await until(alice.conversations.list, (l) => l.conversations[0]?.members?.length === 2);
    const joined = await until(bob.conversations.list, (l) => {
      const group = l.conversations[0];
      return group?.left_at === undefined && group?.members?.length === 2;
    });
    expect(joined.conversations[0]?.title).toBe("Ships");
  });

  it("sends once, in order, what was written while the server was dead", async () => {
    const alice = await person("alice");
    const bob = await person("bob");
    const there = alice.conversations.open(alice.conversations.direct(idOf(bob)));
    await there.send({ text: "before" });
    await until(there.messages, (window) => window.rows.length === 1);
    await server.kill();
    for (const text of ["a", "b", "c"]) {
      await there.send({ text });
    }
    await until(there.messages, (window) => window.sending.length === 3);
    await server.start();
    const here = bob.conversations.open(there.id);
    await until(here.messages, (w) => texts(w).join() === "before,a,b,c", 20_000);
    await until(
      there.messages,
      (w) => texts(w).join() === "before,a,b,c" && w.sending.length === 0,
    );
  });

  it("shows a long history from its end to its beginning and back, and jumps into it", async () => {
    const alice = await person("alice");
    const notes = alice.conversations.open(alice.conversations.direct(idOf(alice)));
    for (let place = 1; place <= 150; place += 1) {
      await notes.send({ text: `${place}` });
    }
    await until(alice.outbox.entries, (entries) => entries.length === 0, 60_000);
    const second = await client();
    await second.logIn({
      username: (await alice.account.refresh()).username,
      password: "correct horse",
    });
    second.connect();
    await until(second.connection, live);
    await until(second.conversations.list, (list) => list.conversations.length === 1);
    const shown = second.conversations.open(notes.id);
    await until(shown.messages, (window) => window.rows.length === 60);
    for (let page = 0; page < 10 && !shown.messages.get().at_start; page += 1) {
      await shown.older();
    }
    expect(texts(shown.messages.get())).toEqual([...Array(150)].map((_, place) => `${place + 1}`));
    await shown.around(20, 10);
    expect(shown.messages.get().at_end).toBe(false);
    expect(texts(shown.messages.get())).toContain("20");
    for (let page = 0; page < 10 && !shown.messages.get().at_end; page += 1) {
      await shown.newer();
    }
    expect(texts(shown.messages.get()).at(-1)).toBe("150");
  }, 90_000);

  it("ends when the device is revoked, and says so", async () => {
    const alice = await person("alice");
    const second = await client();
    await second.logIn({
      username: (await alice.account.refresh()).username,
      password: "correct horse",
    });
    second.connect();
    await until(second.connection, live);
    const said: string[] = [];
    second.on("logged_out", ({ reason }) => said.push(reason));
    await alice.account.revokeOthers();
    await until(second.session, (session) => session === null);
    await until(second.connection, (state) => state.phase === "off");
    // A request of the device may have been refused before its socket was closed.
    expect(said.length).toBe(1);
    expect(["device_revoked", "token_invalid"]).toContain(said[0]);
  });

  it("tells apart what the server refuses and what it does not have", async () => {
    const alice = await person("alice");
    const refused = async (asked: Promise<unknown>): Promise<ParleyError["code"]> =>
      asked.then(
        () => expect.unreachable(),
        (error: ParleyError) => error.code,
      );
    const { username } = await alice.account.refresh();
    const other = await client();
    expect(await refused(other.logIn({ username, password: "wrong horse" }))).toBe("unauthorized");
    const again = { username, password: "correct horse", display_name: "x" };
    expect(await refused(other.signUp(again))).toBe("conflict");
    expect(await refused(alice.push.key())).toBe("not_available");
    expect((await alice.search.mentions()).messages).toEqual([]);
  });

  it("asks, accepts and removes contacts", async () => {
    const alice = await person("alice");
    const bob = await person("bob");
    const { username } = await bob.account.refresh();
    expect((await alice.people.search(username)).map((user) => user.user)).toEqual([idOf(bob)]);
    await alice.people.addContact(idOf(bob));
    await until(bob.people.contacts, ({ contacts }) => contacts[0]?.state === "incoming");
    await bob.people.addContact(idOf(alice));
    await until(alice.people.contacts, ({ contacts }) => contacts[0]?.state === "accepted");
    await alice.people.removeContact(idOf(bob));
    await until(bob.people.contacts, ({ contacts }) => contacts.length === 0);
    await until(alice.people.profile(idOf(bob)), (user) => user?.username === username);
  });
});
