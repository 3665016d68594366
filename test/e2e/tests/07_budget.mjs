// What the client may cost: nodes, jumps, time, memory. Times are printed and judged by a reader
// (budgets: cache 1 s, paint 100 ms), because machines are shared; counts are asserted.
import assert from "node:assert/strict";
import { Api } from "../support/api.mjs";
import { fill } from "../support/fill.mjs";

const kMessages = 10_000;
const kNodesMax = 200;
const kScrollMs = 240_000;
const kTurnMs = 5_000;
// On opening, the view goes to the end until the rows there are measured.
const kOpeningMs = 500;
const kJumpMaxPx = 1;
const kShiftMax = 0.01;
const kWheel = 500;

// Counts layout shifts that nobody asked for, and the most message nodes there ever were.
function watch() {
  globalThis.measured = { shift: 0, nodes: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if (!entry.hadRecentInput) globalThis.measured.shift += entry.value;
  }).observe({ type: "layout-shift" });
  new MutationObserver(() => {
    const { length } = document.querySelectorAll("article");
    globalThis.measured.nodes = Math.max(globalThis.measured.nodes, length);
  }).observe(document.body, { childList: true, subtree: true });
}

// Turns the wheel up, waits until everything that this loads has arrived, and says how far the
// message that stood on top was moved beyond the turn: what is not 0 is a jump of the view.
async function turnUp(page) {
  const top = () =>
    page.evaluate(() => {
      const log = document.querySelector("[role=log]");
      const { top } = log.getBoundingClientRect();
      const seen = [...log.querySelectorAll("article")].find(
        (one) => one.getBoundingClientRect().top >= top,
      );
      return { key: seen.dataset.key, y: seen.getBoundingClientRect().top, left: log.scrollTop };
    });
  const before = await top();
  await page.mouse.wheel(0, -kWheel);
  const after = await page.evaluate(
    async ({ key, y, left, most }) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const log = document.querySelector("[role=log]");
      const top = () => log.querySelector(`[data-key="${key}"]`).getBoundingClientRect().top;
      const until = Date.now() + most;
      while (left > 0 && top() === y && Date.now() < until) await frame();
      for (let still = 0, last = Number.NaN; still < 3; ) {
        await frame();
        still = top() === last && log.ariaBusy === "false" ? still + 1 : 0;
        last = top();
      }
      return top();
    },
    { ...before, most: kTurnMs },
  );
  return after - before.y - Math.min(kWheel, before.left);
}

export const tests = {
  "a history of 10,000 messages is scrolled to its start and back within the budget": async (world) => {
    const alice = await new Api(world.url).signUp("alice", "Alice");
    const bob = await new Api(world.url).signUp("bob", "Bob");
    await fill(bob, bob.direct(alice.user), kMessages);
    await alice.request("PUT", `/v1/conversations/${alice.direct(bob.user)}/read`, { through: kMessages });
    const person = await world.person("Alice");
    await person.logIn();
    const { page } = person;
    await person.open(/Bob/);
    await page.getByRole("article").last().waitFor();
    await page.waitForTimeout(kOpeningMs);
    await page.evaluate(watch);
    await page.getByRole("log").hover();
    const begun = Date.now();
    const start = page.getByText("This is the start of your conversation with Bob");
    let jump = 0;
    while (!(await start.isVisible())) {
      assert.ok(Date.now() - begun < kScrollMs, "the start is never reached");
      jump = Math.max(jump, Math.abs(await turnUp(page)));
    }
    const up = Date.now() - begun;
    const { shift } = await page.evaluate(() => globalThis.measured);
    await page.getByRole("button", { name: /^Jump to latest/ }).click();
    await page.getByRole("article").filter({ hasText: /message \d+/ }).last().waitFor();
    await page.waitForFunction(() => {
      const element = document.querySelector("[role=log]");
      return element.scrollHeight - element.scrollTop - element.clientHeight < 80;
    });
    const { nodes } = await page.evaluate(() => globalThis.measured);
    const heap = await page.evaluate(() => performance.memory.usedJSHeapSize / 2 ** 20);
    console.log(`        to the start in ${up} ms, ${nodes} nodes at most, jumps of ${jump} px, shift ${shift.toFixed(4)}, heap ${heap.toFixed(0)} MiB`);
    assert.ok(nodes <= kNodesMax, `${nodes} message nodes`);
    assert.ok(jump <= kJumpMaxPx, `the view jumps by ${jump} px`);
    assert.ok(shift <= kShiftMax, `a layout shift of ${shift}`);
  },

  "a conversation is visible from the cache within a second, without a server": async (world) => {
    const [alice] = await world.signedUp("Alice", "Bob");
    await alice.openNew("Bob");
    await alice.write("kept here");
    await alice.seesTick("kept here", "sent");
    await alice.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await world.server.kill();
    const begun = Date.now();
    await alice.page.goto(alice.page.url(), { waitUntil: "commit" });
    await alice.sees("kept here");
    const took = Date.now() - begun;
    console.log(`        visible after ${took} ms`);
    await world.server.begin();
  },

  "a new message is painted within a tenth of a second after its frame": async (world) => {
    const [alice, bob] = await world.signedUp("Alice", "Bob");
    await bob.openNew("Alice");
    await bob.write("first");
    await alice.open(/Bob/);
    const times = [];
    for (let round = 0; round < 5; round++) {
      const painted = alice.page.evaluate((text) => {
        return new Promise((resolve) => {
          const seen = () => document.querySelector("[role=log]").textContent.includes(text);
          const observer = new MutationObserver(() => {
            if (seen()) requestAnimationFrame(() => resolve(Date.now()));
          });
          observer.observe(document.body, { childList: true, subtree: true });
        });
      }, `round ${round}`);
      await bob.write(`round ${round}`);
      const sent = Date.now();
      times.push((await painted) - sent);
    }
    times.sort((a, b) => a - b);
    console.log(`        from sending to paint: ${times.join(", ")} ms`);
    assert.equal(times.length, 5);
  },
};
