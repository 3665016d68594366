// Usage: node script/size.mjs. How large the client is in a browser: one module, minified, gzipped,
// with its one dependency. Ends with 1 above the limit.
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const limit = 25 * 1024;

const { outputFiles } = await build({
  entryPoints: [new URL("../src/index.ts", import.meta.url).pathname],
  bundle: true,
  format: "esm",
  minify: true,
  target: "es2022",
  write: false,
});
const size = gzipSync(outputFiles[0].contents, { level: 9 }).length;
console.log(`${size} bytes gzipped of at most ${limit}`);
process.exitCode = size <= limit ? 0 : 1;
