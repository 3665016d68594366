// What a message may hold: very long text, emoji.
import assert from "node:assert/strict";

const kLong = 20_000;

export const tests = {
  "a text of over 16 KiB is cut, and shown whole on demand": async (world) => {
    const [alice, bob] = await world.signedUp("Alice", "Bob");
    await alice.openNew("Bob");
    const text = `${"All work and no play. ".repeat(kLong / 22)}The very end.`;
    await alice.composer().fill(text);
    await alice.page.keyboard.press("Enter");
    await bob.open(/Alice/);
    const message = bob.message("All work").first();
    await message.waitFor();
    const { height } = await message.boundingBox();
    assert.ok(height < 300, `a cut message is ${height} px high`);
    assert.ok(!(await message.textContent()).includes("The very end."));
    await message.getByRole("button", { name: /^Show more \([\d,]+ characters\)$/ }).click();
    const reader = bob.page.getByRole("dialog");
    await reader.getByText("The very end.").waitFor();
    const whole = await reader.getByRole("region", { name: "The whole message" }).textContent();
    assert.equal(whole, text);
    await world.seesNoBarrier(bob.page, "the reader");
    await bob.page.keyboard.press("Escape");
    await reader.waitFor({ state: "detached" });
  },

  "an emoji is found by name, put where the caret is, and offered first the next time": async (world) => {
    const [alice] = await world.signedUp("Alice", "Bob");
    await alice.openNew("Bob");
    const { page } = alice;
    await alice.composer().fill("ahoy!");
    await alice.composer().press("ArrowLeft");
    await page.getByRole("button", { name: "Emoji" }).click();
    const picker = page.getByRole("dialog", { name: "Emoji" });
    await picker.getByRole("searchbox").fill("sailboat");
    await world.seesNoBarrier(page, "the emoji picker");
    await picker.getByRole("button", { name: "sailboat" }).click();
    await picker.waitFor({ state: "detached" });
    assert.equal(await alice.composer().inputValue(), "ahoy⛵️!");
    await page.getByRole("button", { name: "Emoji" }).click();
    const recent = picker.getByRole("region", { name: "Recent" });
    await recent.getByRole("button", { name: "sailboat" }).waitFor();
    await page.keyboard.press("Escape");
  },

  "an emoji is completed by its name between colons, and one alone is large": async (world) => {
    const [alice, bob] = await world.signedUp("Alice", "Bob");
    await alice.openNew("Bob");
    const { page } = alice;
    await alice.composer().pressSequentially(":sailb");
    await page.getByRole("option", { name: /sailboat/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await bob.open(/Alice/);
    const size = await bob
      .message("⛵")
      .getByText("⛵")
      .evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
    assert.equal(size, 40);
  },

  "a reaction is picked from all emoji by keys alone": async (world) => {
    const [alice, bob] = await world.signedUp("Alice", "Bob");
    await alice.openNew("Bob");
    await alice.write("Land ahead");
    await bob.open(/Alice/);
    await bob.sees("Land ahead");
    const { page } = bob;
    await bob.message("Land ahead").focus();
    await page.keyboard.press("+");
    await page.getByRole("dialog", { name: "Emoji" }).getByRole("searchbox").waitFor();
    await page.keyboard.type("anchor");
    await page.getByRole("button", { name: "anchor", exact: true }).waitFor();
    await page.keyboard.press("Enter");
    await alice.page.getByRole("button", { name: /⚓.*, 1/ }).waitFor();
  },
};
