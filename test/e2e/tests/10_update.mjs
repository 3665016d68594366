// A new version of the client while the old one is open.
import assert from "node:assert/strict";
import { NextVersion } from "../support/next_version.mjs";

async function caches(page) {
  return page.evaluate(async () => (await globalThis.caches.keys()).map((name) => name.slice(0, 12)));
}

export const tests = {
  "a new version waits until it is asked for, and takes nothing away that was typed": async (world) => {
    const next = await NextVersion.before(world.url);
    try {
      const alice = await world.person("Alice");
      alice.url = next.url;
      await alice.signUp();
      const { page } = alice;
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
      await page.getByRole("button", { name: "New conversation" }).click();
      await page.keyboard.press("Escape");
      assert.deepEqual((await caches(page)).filter((name) => name === "parley-next-"), []);
      next.released = true;
      await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
      const banner = page.getByText("A new version is ready.").first();
      await page.goto(`${next.url}/people`);
      await page.goto(next.url);
      await banner.waitFor();
      await world.picture(page, "desktop-update-light");
      await world.seesNoBarrier(page, "a new version");
      const loaded = page.waitForEvent("load");
      await page.getByRole("button", { name: "Update" }).first().click();
      await loaded;
      await page.getByRole("heading", { name: "Chats" }).waitFor();
      await page.waitForFunction(async () => {
        const names = await globalThis.caches.keys();
        return names.length === 1 && names[0].startsWith("parley-next-");
      });
      assert.equal(await banner.count(), 0);
    } finally {
      await next.end();
    }
  },
};
