// Going to one message of many: from a quote, from what was found, by its address.
import assert from "node:assert/strict";
import { Api } from "../support/api.mjs";
import { fill } from "../support/fill.mjs";

const kMessages = 400;
const kPlace = 40;

// Alice, who has read a long conversation with Bob in which one message stands far up.
async function longTalk(world) {
  const alice = await new Api(world.url).signUp("alice", "Alice");
  const bob = await new Api(world.url).signUp("bob", "Bob");
  const id = bob.direct(alice.user);
  await fill(bob, id, kPlace);
  const far = await bob.send(id, "the lighthouse keeper waves");
  await fill(bob, id, kMessages - kPlace);
  await alice.request("PUT", `/v1/conversations/${id}/read`, { through: kMessages + 1 });
  const person = await world.person("Alice");
  await person.logIn();
  return { person, bob, id, seq: far.seq };
}

// The message is loaded, lit, and a third from the top of the messages.
async function seesLit(person, seq) {
  const { page } = person;
  const target = page.locator(`article[data-seq="${seq}"][aria-current]`);
  await target.waitFor();
  await page.waitForFunction((place) => {
    const article = document.querySelector(`article[data-seq="${place}"]`);
    const log = article?.closest("[role=log]").getBoundingClientRect();
    const third = log ? (article.getBoundingClientRect().top - log.top) / log.height : 0;
    return Math.abs(third - 1 / 3) < 0.1;
  }, seq);
}

export const tests = {
  "a quote leads to what it quotes, also where that is not loaded, and the button leads back": async (world) => {
    const { person, bob, id, seq } = await longTalk(world);
    await bob.send(id, "Remember this?", { reply_to: seq });
    await person.open(/Bob/);
    await person.sees("Remember this?");
    assert.equal(await person.page.locator(`article[data-seq="${seq}"]`).count(), 0);
    await person.message("Remember this?").getByRole("button", { name: /lighthouse/ }).click();
    await seesLit(person, seq);
    await person.page.getByRole("button", { name: /^Jump to latest/ }).click();
    await person.sees("Remember this?");
  },

  "what is found is shown where it stands, once the conversation is open": async (world) => {
    const { person, seq } = await longTalk(world);
    const { page } = person;
    await page.getByRole("searchbox", { name: /^Search/ }).first().click();
    await page.getByRole("heading", { name: "Search" }).waitFor();
    await page.keyboard.type("lighthouse");
    await page.getByRole("link", { name: /keeper waves/ }).click();
    await seesLit(person, seq);
    assert.match(page.url(), new RegExp(`/${seq}$`));
    await world.picture(page, "desktop-found-light");
    await world.seesNoBarrier(page, "a message that was found");
  },

  "an address leads to its message, and from there one reads on to the end": async (world) => {
    const { person, id, seq } = await longTalk(world);
    const { page } = person;
    await page.goto(`${world.url}/c/${id}/${seq}`);
    await seesLit(person, seq);
    await page.getByRole("log").hover();
    const newest = page.locator(`article[data-seq="${kMessages + 1}"]`);
    for (let turn = 0; turn < 100 && !(await newest.isVisible()); turn++) {
      await page.mouse.wheel(0, 600);
      await page.waitForTimeout(60);
    }
    await newest.waitFor();
  },

  "the find bar goes from hit to hit, older and newer": async (world) => {
    const { person, seq } = await longTalk(world);
    const { page } = person;
    await person.open(/Bob/);
    await page.getByRole("article").last().waitFor();
    await page.keyboard.press("Control+f");
    await page.getByRole("searchbox", { name: "Search in this conversation" }).fill("lighthouse keeper");
    await page.getByText("1 of 1").waitFor();
    await page.getByRole("button", { name: "Older result" }).click();
    await seesLit(person, seq);
  },
};
