// Usage: node pack.mjs. Writes dist/ into build/web.pack, which the server takes into its binary:
// an index of text, then each file as it is, by gzip and by brotli. src/http/static_files.h has the
// form. A form that is not smaller is left out.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const dist = new URL("dist/", import.meta.url).pathname;
const pack = new URL("../build/web.pack", import.meta.url).pathname;

const types = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
};

const brotli = (bytes) =>
  brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
const smaller = (packed, bytes) => (packed.length < bytes.length * 0.95 ? packed : Buffer.alloc(0));

const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(dist, join(entry.parentPath, entry.name)))
  .filter((file) => !file.startsWith(".vite/"))
  .sort();
const index = [];
const bodies = [];
for (const file of files) {
  const type = types[extname(file)];
  if (!type) throw new Error(`no content type is known for ${file}`);
  const bytes = readFileSync(join(dist, file));
  const forms = [
    bytes,
    smaller(gzipSync(bytes, { level: 9 }), bytes),
    smaller(brotli(bytes), bytes),
  ];
  const etag = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
  const cache = file.startsWith("assets/") ? "immutable" : "fresh";
  const sizes = forms.map((form) => form.length);
  index.push([`/${file}`, type, cache, etag, ...sizes].join("\t"));
  bodies.push(...forms);
}
mkdirSync(new URL("../build/", import.meta.url).pathname, { recursive: true });
writeFileSync(
  pack,
  Buffer.concat([
    Buffer.from(`parley-web-pack 1 ${files.length}\n${index.join("\n")}\n`),
    ...bodies,
  ]),
);
console.log(`${files.length} files in build/web.pack`);
