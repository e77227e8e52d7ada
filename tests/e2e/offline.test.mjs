// No network: the server is killed, not the phone's network switched off, because a browser's switch may not reach its worker.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible } from "./checks.mjs";
import { ownServer, portalPage } from "./portal.mjs";
import { clock, samples } from "./screens.mjs";

/** Waits until the whole build is on the phone and the open page is answered from there. */
async function kept(page) {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated");
}

/** Opens the portal once, waits until the phone keeps it, and kills the server. */
async function offline(path) {
  const server = await ownServer();
  const phone = await portalPage({ at: server.address, clock });
  await phone.open(path);
  await kept(phone.page);
  await server.stop();
  return { ...phone, server };
}

test("with the server gone, the portal opens again", async () => {
  const { page, finish } = await offline("/");
  await page.reload();
  await page.locator("#shell").waitFor({ state: "detached" });
  await page.getByRole("heading", { level: 1 }).waitFor();
  await assertAccessible(page);
  await finish();
});

test("with the server gone, a sample that was never looked at opens by its address", async () => {
  const { open, page, finish } = await offline("/");
  for (const { id } of samples) {
    await open(`/sample/${id}/today`);
    await page.getByRole("link", { name: /, profile of / }).waitFor();
    assert.equal(await page.getByRole("alert").count(), 0, id);
  }
  await finish();
});

test("the phone keeps what the build lists, and this build alone", async () => {
  const server = await ownServer();
  const { page, open, finish } = await portalPage({ at: server.address });
  await page.addInitScript(() => void caches.open("portal-of-an-older-build"));
  await open("/");
  await kept(page);
  const { precache } = await (await fetch(new URL("/build.json", server.address))).json();
  const found = await page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return { builds: names.length, paths: requests.flat().map((request) => new URL(request.url).pathname) };
  });
  assert.deepEqual(found.paths.sort(), precache.sort());
  assert.equal(found.builds, 1);
  await finish();
});

test("a page from the phone has the policy of one from the server", async () => {
  const { page, finish } = await offline("/");
  await page.reload();
  await page.locator("#shell").waitFor({ state: "detached" });
  const refused = await page.evaluate(() => fetch("https://example.org/").then(() => false, () => true));
  assert.ok(refused && (await page.evaluate(() => crossOriginIsolated)));
  await finish({ provoked: [/^policy: connect-src/, /^console: .*Content Security Policy/] });
});

test("a missing file is not answered with a page", async () => {
  const server = await ownServer();
  const { page, open, finish } = await portalPage({ at: server.address });
  await open("/");
  await kept(page);
  for (const [path, status] of [["/none.js", 404], ["/plan/none.json", 404], ["/build.json", 200]]) {
    const answer = await page.goto(path);
    assert.equal(answer.status(), status, path);
    assert.doesNotMatch(await answer.text(), /<title>/, path);
  }
  await finish({ provoked: [/404/] });
});

test("a file with other bytes than were built is not kept, and the portal works on", async () => {
  const server = await ownServer();
  const { page, finish } = await portalPage({ at: server.address });
  await page.context().route(/\.webmanifest$/, (route) => route.fulfill({ body: "{}", contentType: "application/manifest+json" }));
  await page.goto("/");
  await page.locator("#shell").waitFor({ state: "detached" });
  const state = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
    const { installing } = registration;
    await new Promise((resolve) => installing?.addEventListener("statechange", resolve));
    return installing?.state;
  });
  assert.equal(state, "redundant");
  assert.ok(await page.getByRole("heading", { level: 1 }).isVisible());
  await finish({ provoked: [/digest|integrity/i] });
});
