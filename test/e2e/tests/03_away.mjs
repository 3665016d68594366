// Being away, offline, cut off, and coming back: nothing is lost and nothing is twice.
import assert from "node:assert/strict";
import { Api } from "../support/api.mjs";

async function talking(world) {
  const [alice, bob] = await world.friends("Alice", "Bob");
  await alice.openNew("Bob");
  await alice.write("first");
  await bob.open(/Alice/);
  await bob.sees("first");
  await bob.page.getByRole("option", { name: /unread/ }).waitFor({ state: "detached" });
  return [alice, bob];
}

async function texts(world, alice) {
  const api = await new Api(world.url).logIn(alice.username);
  const bob = (await api.request("GET", "/v1/users?query=bob")).users[0].user;
  return (await api.events(api.direct(bob))).map((event) => event.text);
}

export const tests = {
  "who was away finds what was written, above it the line": async (world) => {
    const [alice, bob] = await talking(world);
    await bob.page.goto("about:blank");
    for (const text of ["second", "third", "fourth"]) await alice.write(text);
    await alice.seesTick("fourth", "sent");
    await bob.page.goto(world.url);
    await bob.page.getByRole("option", { name: /3 unread/ }).waitFor();
    await bob.open(/Alice/);
    await bob.page.getByText("3 new messages", { exact: true }).waitFor();
    await bob.sees("fourth");
    await bob.page.getByRole("option", { name: /unread/ }).waitFor({ state: "detached" });
    await alice.page.reload();
    await alice.seesTick("fourth", "read");
  },

  "what is written offline goes out once, in order, when the network is back": async (world) => {
    const [alice, bob] = await talking(world);
    await alice.context.setOffline(true);
    await alice.write("offline one");
    await alice.write("offline two");
    await alice.seesTick("offline two", "sending");
    await alice.page.getByText("You are offline").waitFor();
    await alice.context.setOffline(false);
    await alice.seesTick("offline two", "sent");
    await bob.sees("offline two");
    assert.deepEqual(await texts(world, alice), ["first", "offline one", "offline two"]);
  },

  "a reload in the middle of sending loses nothing and sends nothing twice": async (world) => {
    const [alice, bob] = await talking(world);
    await alice.context.setOffline(true);
    await alice.write("before the reload");
    await alice.sees("before the reload");
    await alice.context.setOffline(false);
    await alice.page.reload();
    await alice.seesTick("before the reload", /sent|delivered|read/);
    await bob.sees("before the reload");
    assert.deepEqual(await texts(world, alice), ["first", "before the reload"]);
  },

  "the client starts without a network and shows what it holds": async (world) => {
    const [alice] = await talking(world);
    await alice.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await alice.context.setOffline(true);
    await alice.page.reload();
    await alice.sees("first");
    await alice.write("while offline");
    await alice.sees("while offline");
    await alice.context.setOffline(false);
    await alice.seesTick("while offline", /sent|delivered|read/);
  },

  "a server that is killed while somebody types takes nothing away": async (world) => {
    const [alice, bob] = await talking(world);
    await alice.composer().fill("half a sen");
    await world.server.kill();
    await alice.page.getByText("Connecting…").first().waitFor();
    await alice.composer().press("End");
    await alice.composer().pressSequentially("tence");
    await alice.page.keyboard.press("Enter");
    await alice.seesTick("half a sentence", "sending");
    await world.server.begin();
    await alice.message("half a sentence").getByRole("img", { name: /sent|delivered|read/ }).waitFor({ timeout: 40_000 });
    await bob.message("half a sentence").waitFor({ timeout: 40_000 });
    assert.deepEqual(await texts(world, alice), ["first", "half a sentence"]);
  },
};
