/** The example of the README is the file that is run, and does what it says. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { greet } from "../example/greet.js";
import { RealServer } from "./support/real_server.js";

const read = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), "utf8");

it("shows the example as it is", () => {
  expect(read("README.md")).toContain(`\`\`\`ts\n${read("example/greet.ts")}\`\`\``);
});

it.runIf(process.env.PARLEY_BIN_DIR)("greets and is answered", async () => {
  const server = await RealServer.start();
  try {
    expect(await greet(server.url)).toEqual(["Hello", "Hello to you!"]);
  } finally {
    await server.remove();
  }
});
