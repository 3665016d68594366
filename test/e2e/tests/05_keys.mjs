// Everything by keys alone, and from right to left.
import assert from "node:assert/strict";
import { Api } from "../support/api.mjs";

export const tests = {
  "a conversation is found, answered and left by keys alone": async (world) => {
    const [alice, bob] = await world.signedUp("Alice", "Bob");
    await bob.openNew("Alice");
    await bob.write("Are you there?");
    const { page } = alice;
    await page.getByRole("option", { name: /Bob/ }).waitFor();
    await page.keyboard.press("Alt+ArrowDown");
    await alice.composer().waitFor();
    await page.keyboard.type("I am");
    await page.keyboard.press("Enter");
    await bob.sees("I am");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
    assert.match(await focused(), /You/);
    await page.keyboard.press("ArrowUp");
    await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label")?.startsWith("Bob"));
    await page.keyboard.press("r");
    await page.getByText("Replying to Bob").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("bob");
    await page.getByRole("heading", { name: "Search" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("heading", { name: "Chats" }).waitFor();
    await page.keyboard.press("Control+.");
    await page.getByRole("complementary", { name: "Details" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("complementary", { name: "Details" }).waitFor({ state: "detached" });
  },

  "Arabic stands from right to left, and what people write by its own direction": async (world) => {
    const [alice] = await world.signedUp("Alice");
    const bob = await new Api(world.url).signUp("bob", "بهاء");
    const { page } = alice;
    await bob.send(bob.direct(await idOf(bob, "alice")), "مرحبا Alice");
    await bob.send(bob.direct(await idOf(bob, "alice")), "Latin letters");
    await page.getByRole("option").first().click();
    await alice.sees("Latin letters");
    await page.goto(`${world.url}/settings/appearance`);
    await page.getByRole("button", { name: "العربية" }).click();
    await page.getByRole("heading", { name: "الإعدادات" }).first().waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.dir), "rtl");
    await page.goBack();
    await page.getByRole("article").first().waitFor();
    await world.seesNoBarrier(page, "a conversation from right to left");
    await world.picture(page, "desktop-rtl-light");
  },
};

async function idOf(api, username) {
  return (await api.request("GET", `/v1/users?query=${username}`)).users[0].user;
}
