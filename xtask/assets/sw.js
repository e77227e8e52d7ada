// Keeps this build of the portal on the phone and answers from there, so that it opens without a network.
// `cargo xtask finish` writes the words in braces: the name of the build, and every file with its integrity; "/" is the page.
// A newer build waits until every window of this one is closed: a page never gets files of two builds.

const build = "{build}";
const files = new Map({files});

const isPage = (path) => !path.slice(path.lastIndexOf("/")).includes(".");
const neverChanges = (path) => /-[0-9a-f]{16}\.\w+$/.test(path);

// One by one, so that an install that was cut goes on where it stopped; a file with other bytes than were built ends it.
async function keep() {
  const cache = await caches.open(build);
  for (const [path, integrity] of files) {
    if (await cache.match(path)) continue;
    const settled = neverChanges(path);
    const before = settled && (await caches.match(path));
    const file = before || (await fetch(path, { integrity, redirect: "error", cache: settled ? "default" : "no-cache" }));
    if (!file.ok) throw new Error(`${path}: ${file.status}`);
    await cache.put(path, file);
  }
}

async function take() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("portal-") && name !== build).map((name) => caches.delete(name)));
  await clients.claim();
}

// The phone may have thrown a file away; then the network answers.
async function answer(path, request) {
  const cache = await caches.open(build);
  return (await cache.match(path)) ?? fetch(request);
}

addEventListener("install", (event) => event.waitUntil(keep()));
addEventListener("activate", (event) => event.waitUntil(take()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  const path = request.mode === "navigate" && isPage(pathname) ? "/" : pathname;
  if (request.method === "GET" && files.has(path)) event.respondWith(answer(path, request));
});
