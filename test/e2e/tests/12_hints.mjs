// Who types, who is there and who has read, wherever it is shown.
import assert from "node:assert/strict";
import { Api } from "../support/api.mjs";
import { furnish } from "../support/furnish.mjs";
import { hinting } from "../support/hinting.mjs";

// Alice among the people of the pictures, on a page that can be given hints.
async function among(world) {
  const alice = await new Api(world.url).signUp("alice", "Alice Moreau");
  const { group, bob } = await furnish(world.url, alice);
  const { members } = await alice.request("GET", `/v1/conversations/${group}`);
  const others = members.filter((member) => member !== alice.user && member !== bob);
  const person = await world.person("Alice");
  const hints = await hinting(person.page);
  await person.logIn();
  return { alice, group, bob, others, hints, person, page: person.page };
}

export const tests = {
  "who types is named in the list, under the name and below the messages, and no longer": async (world) => {
    const { alice, group, bob, others, hints, person, page } = await among(world);
    const direct = alice.direct(bob);
    const row = page.getByRole("option", { name: /^Bob/ });
    hints.give({ type: "typing", conversation: direct, user: bob, on: true });
    await row.getByText("typing…").waitFor();
    await person.open(/^Bob/);
    hints.give({ type: "typing", conversation: direct, user: bob, on: true });
    await page.getByRole("main").getByText("typing…").nth(1).waitFor();
    hints.give({ type: "typing", conversation: direct, user: bob, on: false });
    await page.getByText("typing…").first().waitFor({ state: "detached" });
    await person.open(/^Lighthouse weekend/);
    const type = (user) => hints.give({ type: "typing", conversation: group, user, on: true });
    type(bob);
    await page.getByRole("main").getByText("Bob is typing…").first().waitFor();
    type(others[0]);
    await page.getByRole("main").getByText(/ and .+ are typing…/).first().waitFor();
    type(others[1]);
    await page.getByRole("main").getByText("3 are typing…").first().waitFor();
    await world.picture(page, "desktop-typing-light");
    await world.seesNoBarrier(page, "a conversation in which somebody types");
  },

  "who is there has a dot, a status, and is counted in a group": async (world) => {
    const { bob, others, hints, person, page } = await among(world);
    await person.open(/^Bob/);
    const asked = () => hints.sent("watch").at(-1)?.users ?? [];
    for (let waited = 0; !asked().includes(bob) && waited < 100; waited++) await page.waitForTimeout(50);
    assert.ok(asked().includes(bob));
    const header = page.getByRole("main").getByRole("banner").or(page.locator("main header")).first();
    hints.give({ type: "presence", users: [{ user: bob, state: "online" }] });
    await header.getByText("Online").waitFor();
    await world.picture(page, "desktop-online-light");
    const seen = { user: bob, state: "offline", last_active_at: Date.now() - 60_000 };
    hints.give({ type: "presence", users: [seen] });
    await header.getByText(/^Last seen \d\d:\d\d$/).waitFor();
    await person.open(/^Lighthouse weekend/);
    const users = [bob, others[0], others[1]].map((user) => ({ user, state: "online" }));
    hints.give({ type: "presence", users });
    await header.getByText("6 members, 3 online").waitFor();
    await page.getByRole("button", { name: "Details", exact: true }).click();
    const details = page.getByRole("complementary", { name: "Details" });
    await details.getByText("Online").nth(2).waitFor();
  },

  "an own message shows how far it went while one looks at it, and in the list": async (world) => {
    const { alice, bob, hints, person, page } = await among(world);
    const direct = alice.direct(bob);
    await person.open(/^Bob/);
    await person.seesTick("north door", "sent");
    const seq = Number(await person.message("north door").first().getAttribute("data-seq"));
    const reach = (received, read) =>
      hints.give({ type: "receipts", conversation: direct, markers: [{ user: bob, received, read }] });
    reach(seq, 0);
    await person.seesTick("north door", "delivered");
    reach(seq, seq);
    await person.seesTick("north door", "read");
    await page.getByRole("option", { name: /^Bob/ }).locator('[aria-label="read"]').waitFor();
  },

  "what is typed is told to the others, once, and when it is over": async (world) => {
    const { hints, person } = await among(world);
    await person.open(/^Bob/);
    await person.composer().pressSequentially("hello there");
    await person.page.keyboard.press("Enter");
    await person.seesTick("hello there", "sent");
    assert.deepEqual(hints.sent("typing").map(({ on }) => on), [true, false]);
  },
};
