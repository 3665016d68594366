// Usage: node script/build.mjs. Makes dist/, the package as it is published: one module for browsers
// and Node, its types, and a manifest that points at them. The repository itself uses the sources.
import { spawnSync } from "node:child_process";
import { copyFile, readFile, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";

process.chdir(new URL("..", import.meta.url).pathname);
await rm("dist", { recursive: true, force: true });
await build({
  entryPoints: ["src/index.ts"],
  outfile: "dist/index.js",
  bundle: true,
  external: ["idb"],
  format: "esm",
  target: "es2022",
  sourcemap: true,
});
const types = spawnSync(
  "npx",
  ["tsc", "-p", "tsconfig.build.json", "--emitDeclarationOnly", "--outDir", "dist/types"],
  { stdio: "inherit" },
);
if (types.status !== 0) {
  process.exit(1);
}
const { name, version, description, license, type, sideEffects, engines, dependencies } =
  JSON.parse(await readFile("package.json", "utf8"));
const manifest = {
  ...{ name, version, description, license, type, sideEffects, engines, dependencies },
  exports: { ".": { types: "./types/sdk/src/index.d.ts", default: "./index.js" } },
};
await writeFile("dist/package.json", `${JSON.stringify(manifest, null, 2)}\n`);
await copyFile("README.md", "dist/README.md");
