// Usage: node budget.mjs. What a browser must load before a conversation, and before the door, is
// on the screen, compressed by gzip, against the budget. Exits 1 when it is too much.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const dist = new URL("dist/", import.meta.url);
const kib = 1024;
const budgets = [
  ["conversation, script", /\.js$/, ["Shell"], 180 * kib],
  ["conversation, style", /\.css$/, ["Shell"], 20 * kib],
  ["door, script", /\.js$/, ["DoorPage"], 130 * kib],
];

const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));
const entries = Object.values(manifest);

// A chunk with everything that it imports at once, and its styles.
function closure(chunk, found = new Set()) {
  if (found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const style of chunk.css ?? []) found.add(style);
  for (const name of chunk.imports ?? []) closure(manifest[name], found);
  return found;
}

let failed = false;
for (const [what, kind, lazy, most] of budgets) {
  const files = closure(entries.find((chunk) => chunk.isEntry));
  for (const name of lazy)
    closure(
      entries.find((chunk) => chunk.name === name),
      files,
    );
  const bytes = [...files]
    .filter((file) => kind.test(file))
    .reduce(
      (sum, file) => sum + gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length,
      0,
    );
  const fits = bytes <= most;
  failed ||= !fits;
  console.log(
    `${fits ? "ok    " : "FAILED"} ${what}: ${(bytes / kib).toFixed(1)} of ${most / kib} KiB`,
  );
}
process.exitCode = failed ? 1 : 0;
