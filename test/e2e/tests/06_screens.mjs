// A picture of each screen, on a desktop and on a phone, light and dark, and what axe finds in it.
import { Api } from "../support/api.mjs";
import { furnish } from "../support/furnish.mjs";

async function looks(world, person, path, name, ready) {
  const { page } = person;
  await page.goto(world.url + path);
  await ready(page);
  await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => 0))));
  await world.seesNoBarrier(page, name);
  await world.picture(page, name);
}

const visible = (text) => (page) => page.getByText(text).last().waitFor();
const heading = (name) => (page) => page.getByRole("heading", { name }).first().waitFor();

export const tests = {
  "every screen is without barriers, and has its picture": async (world) => {
    const alice = await new Api(world.url).signUp("alice", "Alice Moreau");
    const { group, bob } = await furnish(world.url, alice);
    const screens = [
      ["/", "list", (page) => page.getByRole("option").first().waitFor()],
      [`/c/${group}`, "group", visible("vegetarian box")],
      [`/c/${alice.direct(bob)}`, "direct", visible("north door")],
      [`/c/${group}/details`, "group-details", visible("Leave group")],
      ["/people", "people", visible("Bob")],
      [`/people/${bob}`, "person", visible("Copy username")],
      ["/mentions", "mentions", heading("Mentions")],
      ["/search?q=tide", "search", heading("Search")],
      ["/settings/devices", "settings", visible("This device")],
      ["/settings/appearance", "appearance", visible("More contrast")],
    ];
    for (const phone of [false, true])
      for (const dark of [false, true]) {
        const shape = phone ? "phone" : "desktop";
        const scheme = dark ? "dark" : "light";
        const person = await world.person("Alice", { phone, dark });
        await looks(world, person, "/", `${shape}-login-${scheme}`, heading("Log in"));
        await person.logIn();
        for (const [path, name, ready] of screens)
          await looks(world, person, path, `${shape}-${name}-${scheme}`, ready);
        await person.end();
        world.people.pop();
      }
  },

  "more contrast keeps everything readable": async (world) => {
    const alice = await new Api(world.url).signUp("alice", "Alice Moreau");
    const { group } = await furnish(world.url, alice);
    const person = await world.person("Alice");
    await person.logIn();
    await person.page.evaluate(() => localStorage.setItem("parley.contrast", "more"));
    await looks(world, person, `/c/${group}`, "desktop-contrast-light", visible("vegetarian box"));
  },
};
