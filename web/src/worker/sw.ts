// The service worker: keeps the files of one version and answers with them, so that the client
// starts without a network. Nothing of /v1 goes through here; conversations are in IndexedDB.

export {};

declare const self: ServiceWorkerGlobalScope & {
  __WB_MANIFEST: { url: string; revision: string | null }[];
};

const files = self.__WB_MANIFEST;
const version = files.map(({ url, revision }) => `${url} ${revision}`).join("\n");

// One cache a version, named after what is in it.
async function cacheName(): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(version));
  const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0"));
  return `parley-${hex.join("").slice(0, 16)}`;
}

async function install() {
  const cache = await caches.open(await cacheName());
  const paths = new Set(files.map(({ url }) => `/${url}`));
  await cache.addAll([...paths].map((path) => new Request(path, { cache: "no-cache" })));
}

async function activate() {
  const kept = await cacheName();
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== kept).map((name) => caches.delete(name)));
  await self.clients.claim();
}

// What is not kept from the start, such as the names of emoji, is kept once it was asked for.
async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(await cacheName());
  const wanted = request.mode === "navigate" ? "/index.html" : request;
  const kept = await cache.match(wanted);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok && new URL(request.url).pathname.startsWith("/assets/"))
    await cache.put(request, response.clone());
  return response;
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  if (event.data === "take over") void self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const ours = url.origin === self.location.origin && event.request.method === "GET";
  const served = /^\/(?:v1|docs|livez|readyz|version)(?:\/|$)/.test(url.pathname);
  if (ours && !served) event.respondWith(answer(event.request));
});
