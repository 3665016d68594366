// Getting in: what the forms say, and what they keep.
import assert from "node:assert/strict";
import { kPassword } from "../support/person.mjs";

export const tests = {
  "who signs up is welcomed, and sees the recovery codes once": async (world) => {
    const alice = await world.person("Alice Moreau");
    const { page } = alice;
    await page.goto(world.url);
    await page.getByRole("link", { name: "Create an account" }).click();
    await world.picture(page, "signup-empty-light");
    await alice.signUp();
    await page.getByRole("heading", { name: "Good to have you, Alice" }).waitFor();
    await world.seesNoBarrier(page, "empty");
    await page.reload();
    await page.getByRole("heading", { name: "Good to have you, Alice" }).waitFor();
    assert.equal(await page.getByRole("dialog").count(), 0);
  },

  "a taken username is answered with two near it": async (world) => {
    await world.signedUp("alice");
    const other = await world.person("other");
    const { page } = other;
    await page.goto(`${world.url}/signup`);
    await page.getByLabel("Display name").fill("Alice Moreau");
    await page.getByLabel("Username").fill("ALICE");
    await page.getByLabel("Password", { exact: true }).fill(kPassword);
    await page.getByRole("button", { name: "Create account" }).click();
    await page.getByText("alice is taken. Try alice.moreau or alice_m.").waitFor();
    assert.equal(await page.getByLabel("Username").evaluate((field) => field === document.activeElement), true);
    await world.seesNoBarrier(page, "signup");
    await world.picture(page, "signup-light");
  },

  "a wrong password is said above the form, and only the password is gone": async (world) => {
    await world.signedUp("alice");
    const other = await world.person("other");
    const { page } = other;
    await page.goto(world.url);
    await page.getByLabel("Username").fill("alice");
    await page.getByLabel("Password", { exact: true }).fill("something else");
    await page.keyboard.press("Enter");
    await page.getByText("do not belong together").waitFor();
    assert.equal(await page.getByLabel("Username").inputValue(), "alice");
    assert.equal(await page.getByLabel("Password", { exact: true }).inputValue(), "");
    await world.seesNoBarrier(page, "login");
    await world.picture(page, "login-error-light");
  },
};
