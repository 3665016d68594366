// Runs the tests of tests/ one after the other; each has a server and people of its own. See `run`.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { World } from "./support/world.mjs";

const [folder, ...wanted] = process.argv.slice(2);
const pictures = join(folder, "e2e");
const world = await World.make(join(folder, "parley"), pictures);
let passed = 0;
let failed = 0;

const files = readdirSync(new URL("tests/", import.meta.url)).sort();
for (const file of files.filter((name) => name.endsWith(".mjs"))) {
  const { tests } = await import(new URL(`tests/${file}`, import.meta.url));
  for (const [name, run] of Object.entries(tests)) {
    if (wanted.length > 0 && !wanted.some((part) => file.includes(part) || name.includes(part)))
      continue;
    const begun = Date.now();
    await world.begin();
    try {
      await run(world);
      const complaints = await world.complaints();
      if (complaints.length > 0) throw new Error(`complaints:\n${complaints.join("\n")}`);
      passed++;
      console.log(`ok      ${name} (${Date.now() - begun} ms)`);
    } catch (error) {
      failed++;
      console.log(`FAILED  ${name}\n${error.stack}\n${(await world.complaints()).join("\n")}`);
      await world.keepEvidence(name.replace(/\W+/g, "-").slice(0, 40));
    }
    await world.finish();
  }
}
await world.end();
const { answers, frames } = world.seen;
console.log(`${answers} answers and ${frames} frames were held against the schemas`);
console.log(`e2e: ${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
