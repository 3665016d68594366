// What every test gets: a browser, a server of its own when asked, people, pictures.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { Api } from "./api.mjs";
import { violations } from "./axe.mjs";
import { Person } from "./person.mjs";
import { Server } from "./server.mjs";
import { Witness } from "./witness.mjs";

const kArguments = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export class World {
  static async make(binary, pictures) {
    const world = new World();
    world.seen = { answers: 0, frames: 0 };
    world.binary = binary;
    world.pictures = pictures;
    mkdirSync(pictures, { recursive: true });
    world.browser = await chromium.launch({
      executablePath: "/usr/bin/chromium",
      args: kArguments,
    });
    return world;
  }

  // A test begins with a server that holds nothing, and ends without complaints.
  async begin() {
    this.people = [];
    this.witness = new Witness();
    this.server = await Server.start(this.binary);
    this.url = this.server.url;
  }

  async person(name, options) {
    const person = await Person.make(this, name, options);
    this.people.push(person);
    return person;
  }

  async signedUp(...names) {
    return Promise.all(names.map(async (name) => (await this.person(name)).signUp()));
  }

  // People who are signed up and each other's friends: only friends see when they read.
  async friends(...names) {
    const people = await this.signedUp(...names);
    const apis = await Promise.all(people.map((one) => new Api(this.url).logIn(one.username)));
    for (const one of apis)
      for (const other of apis)
        if (one !== other) await one.request("PUT", `/v1/contacts/${other.user}`);
    return people;
  }

  async picture(page, name) {
    await page.screenshot({ path: join(this.pictures, `${name}.png`) });
  }

  async seesNoBarrier(page, where) {
    assert.deepEqual(await violations(page), [], `axe on ${where}`);
  }

  // What the browsers said, and what was not as the protocol promises.
  async complaints() {
    const said = this.people.flatMap((person) => person.complaints);
    return [...said, ...(await this.witness.problems())];
  }

  async finish() {
    this.seen.answers += this.witness.answers;
    this.seen.frames += this.witness.frames;
    for (const person of this.people) await person.end();
    await this.server.end();
  }

  // What can still be seen when a test has failed.
  async keepEvidence(name) {
    for (const person of this.people)
      for (const [at, page] of person.context.pages().entries())
        await this.picture(page, `failed-${name}-${person.username}-${at}`).catch(() => undefined);
  }

  async end() {
    await this.browser.close();
  }
}
