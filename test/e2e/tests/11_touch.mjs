// What a finger does, and the keys that do the same.
import assert from "node:assert/strict";
import { pull, rest } from "../support/touch.mjs";

// Alice on a phone, with messages of Bob.
async function phone(world, ...texts) {
  const [bob] = await world.signedUp("Bob");
  const alice = await world.person("Alice", { phone: true });
  await alice.signUp();
  await bob.openNew("Alice");
  for (const text of texts) {
    await bob.write(text);
    await bob.seesTick(text, "sent");
  }
  await alice.page.getByRole("option", { name: /Bob/ }).waitFor();
  return { alice, bob, page: alice.page, row: alice.page.getByRole("option", { name: /Bob/ }) };
}

export const tests = {
  "a message that is pulled to the end of the line is answered, one that is let go early is not": async (world) => {
    const { alice, bob, page } = await phone(world, "Are you coming?");
    await alice.open(/Bob/);
    const bubble = alice.message("Are you coming?").getByText("Are you coming?");
    await pull(page, bubble, 40);
    await pull(page, bubble, -90);
    assert.equal(await page.getByText("Replying to Bob").count(), 0);
    await pull(page, bubble, 90);
    await page.getByText("Replying to Bob").waitFor();
    await alice.write("On my way");
    await bob.message("On my way").getByText("Are you coming?").waitFor();
  },

  "a finger that rests on a message opens what can be done with it": async (world) => {
    const { alice, bob, page } = await phone(world, "Sunset at nine");
    await alice.open(/Bob/);
    await rest(page, alice.message("Sunset at nine").getByText("Sunset at nine"));
    await page.getByRole("menuitem", { name: "Reply" }).waitFor();
    await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished)));
    await world.picture(page, "phone-message-menu-light");
    await page.getByRole("button", { name: "React with ❤️" }).tap();
    await bob.page.getByRole("button", { name: /❤.*, 1/ }).waitFor();
  },

  "a row that is pulled is pinned or archived, is not opened, and comes back": async (world) => {
    const { page, row } = await phone(world, "one");
    await pull(page, row, -90);
    await page.getByText("Conversation pinned").first().waitFor();
    await page.getByRole("option", { name: /pinned/ }).waitFor();
    await page.getByRole("button", { name: "Undo" }).tap();
    await page.getByRole("option", { name: /pinned/ }).waitFor({ state: "detached" });
    await pull(page, row, 90);
    await page.getByText("Conversation archived").first().waitFor();
    await row.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).tap();
    await row.waitFor();
    assert.doesNotMatch(page.url(), /\/c\//);
  },

  "a finger that rests on a row opens its menu, as do the keys": async (world) => {
    const { page, row } = await phone(world, "one");
    await rest(page, row);
    await page.getByRole("menuitem", { name: "Archive" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("menuitem").first().waitFor({ state: "detached" });
    await row.focus();
    await page.keyboard.press("Shift+F10");
    await page.getByRole("menuitem", { name: "Pin" }).waitFor();
  },

  "messages are chosen by touch, and deleted together": async (world) => {
    const { alice, bob, page } = await phone(world, "theirs");
    await alice.open(/Bob/);
    for (const text of ["mine one", "mine two"]) {
      await alice.write(text);
      await alice.seesTick(text, "sent");
    }
    await rest(page, alice.message("mine one").getByText("mine one"));
    await page.getByRole("menuitem", { name: "Select" }).tap();
    await page.getByRole("checkbox", { name: /theirs/ }).tap();
    await page.getByText("2 selected").waitFor();
    const bar = page.getByRole("toolbar", { name: "Message actions" });
    assert.equal(await bar.getByRole("button", { name: "Delete" }).count(), 0);
    await page.getByRole("checkbox", { name: /theirs/ }).tap();
    await page.getByRole("checkbox", { name: /mine two/ }).tap();
    await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished)));
    await world.picture(page, "phone-selecting-light");
    await world.seesNoBarrier(page, "choosing messages");
    await bar.getByRole("button", { name: "Delete" }).tap();
    await page.getByText("Delete 2 messages?").waitFor();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).tap();
    await bar.waitFor({ state: "detached" });
    await bob.page.getByText("Alice deleted this message").nth(1).waitFor();
    await bob.sees("theirs");
  },

  "messages are chosen and copied by keys alone": async (world) => {
    const [alice, bob] = await world.signedUp("Alice", "Bob");
    await alice.openNew("Bob");
    for (const text of ["one", "two", "three"]) await alice.write(text);
    await alice.seesTick("three", "sent");
    await bob.open(/Alice/);
    await bob.sees("three");
    const { page } = bob;
    await bob.message("three").focus();
    await page.keyboard.press("Space");
    await page.getByText("1 selected").waitFor();
    await page.keyboard.press("ArrowUp");
    await page.waitForFunction(() => document.activeElement?.textContent.startsWith("two"));
    await page.keyboard.press("Space");
    await page.getByText("2 selected").waitFor();
    await page.getByRole("button", { name: "Copy text" }).press("Enter");
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied, "Alice: two\nAlice: three");
    await bob.message("three").focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Escape");
    await page.getByText("1 selected").waitFor({ state: "detached" });
  },
};
