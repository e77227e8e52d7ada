// What stands before any page: the server's headers, the shell that is seen first, and what is said when the app cannot start.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible } from "./checks.mjs";
import { address, portalPage } from "./portal.mjs";

const wasmOf = async () => (await (await fetch(address)).text()).match(/\/portal-[0-9a-f]{16}\.wasm/)[0];

test("every answer carries the headers of production", async () => {
  for (const path of ["/", "/plan", await wasmOf(), "/none.js"]) {
    const { headers } = await fetch(new URL(path, address));
    const policy = headers.get("content-security-policy");
    for (const words of [
      "default-src 'none'",
      "script-src 'self' 'wasm-unsafe-eval'",
      "style-src 'self'",
      "connect-src 'self'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types default",
    ]) {
      assert.ok(policy.split("; ").includes(words), `${path}: ${words}`);
    }
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.equal(headers.get("referrer-policy"), "no-referrer");
    assert.equal(headers.get("cross-origin-opener-policy"), "same-origin");
    assert.equal(headers.get("cross-origin-embedder-policy"), "require-corp");
    assert.equal(headers.get("cross-origin-resource-policy"), "same-origin");
  }
});

test("a page of the app is the index, and a missing file is not found", async () => {
  const index = await (await fetch(address)).text();
  for (const [path, status] of [["/plan/zinc", 200], ["/none.js", 404], ["/clinic/labs.json", 404], ["/clinic/samples/none.json", 404]]) {
    const answer = await fetch(new URL(path, address));
    assert.equal(answer.status, status, path);
    assert.equal((await answer.text()) === index, status === 200, path);
  }
  assert.equal((await fetch(address, { method: "POST" })).status, 405);
});

test("what never changes is kept for good, compressed, under the right type", async () => {
  const page = await fetch(address, { headers: { "accept-encoding": "br" } });
  assert.equal(page.headers.get("cache-control"), "no-cache");
  const wasm = await fetch(new URL(await wasmOf(), address), { headers: { "accept-encoding": "br" } });
  assert.equal(wasm.headers.get("content-type"), "application/wasm");
  assert.equal(wasm.headers.get("content-encoding"), "br");
  assert.equal(wasm.headers.get("cache-control"), "public, max-age=31536000, immutable");
});

test("the shell is painted before any script has come", async () => {
  const { page, finish } = await portalPage();
  await page.route(/\.js$|\.wasm$/, () => {});
  await page.goto("/", { waitUntil: "commit" });
  await page.getByRole("heading", { name: "Opening your plan" }).waitFor();
  assert.equal(await page.getByRole("navigation").getByRole("link").count(), 4);
  const painted = () => performance.getEntriesByName("first-contentful-paint").length === 1;
  await page.waitForFunction(painted);
  await assertAccessible(page);
  await finish();
});

test("the app takes the place of the shell", async () => {
  const { open, finish } = await portalPage();
  await open("/");
  await finish();
});

test("an app that cannot be fetched says what to do, and opens at the second try", async () => {
  const { page, finish } = await portalPage();
  await page.route(/\.wasm$/, (route) => route.abort(), { times: 2 });
  await page.goto("/");
  await page.getByRole("heading", { name: "There is a problem opening the portal" }).waitFor();
  await assertAccessible(page);
  await page.unrouteAll();
  await page.getByRole("button", { name: "Open again" }).click();
  await page.locator("#shell").waitFor({ state: "detached" });
  assert.equal(await page.getByText("There is a problem").filter({ visible: true }).count(), 0);
  await finish({ provoked: [/Failed to (load resource|fetch)/] });
});

test("an app that stops says that nothing is lost", async () => {
  const { page, open, finish } = await portalPage();
  await open("/");
  await page.evaluate(() => void Promise.reject(new WebAssembly.RuntimeError("unreachable")));
  const heading = page.getByRole("heading", { name: "There is a problem with the portal" });
  await heading.waitFor();
  assert.ok(await heading.evaluate((element) => element === document.activeElement));
  assert.ok(await page.getByText("What you saved on this phone is kept.").filter({ visible: true }).isVisible());
  await finish({ provoked: [/unreachable/] });
});

test("an app with other bytes than were built does not run", async () => {
  const { page, finish } = await portalPage();
  await page.route(/\.wasm$/, async (route) => {
    const response = await route.fetch();
    const bytes = await response.body();
    await route.fulfill({ response, body: Buffer.concat([bytes, Buffer.from([0, 2, 1, 65])]) });
  });
  await page.goto("/");
  await page.getByRole("heading", { name: "There is a problem opening the portal" }).waitFor();
  await finish({ provoked: [/digest|integrity|Failed to fetch/] });
});

test("markup that runs, and script made from text, are refused", async () => {
  const { page, open, finish } = await portalPage();
  await open("/");
  const refusals = await page.evaluate(async () => {
    const refused = async (act) => {
      try {
        await act();
        return false;
      } catch {
        return true;
      }
    };
    // From a timer, because what the test itself evaluates may evaluate further.
    const evalRefused = () => new Promise((resolve) => setTimeout(async () => resolve(await refused(() => window.eval("1")))));
    const write = (markup) => () => {
      document.createElement("div").innerHTML = markup;
    };
    return {
      image: await refused(write("<img src=x onerror=alert(1)>")),
      frame: await refused(write("<iframe src=/></iframe>")),
      link: await refused(write("<a href='javascript:alert(1)'>")),
      eval: await evalRefused(),
      worker: await refused(() => navigator.serviceWorker.register("/evil.js")),
      elsewhere: await refused(() => fetch("https://example.org/")),
      plain: await refused(write("<p class=card>words</p>")),
    };
  });
  const all = { image: true, frame: true, link: true, eval: true, worker: true, elsewhere: true, plain: false };
  assert.deepEqual(refusals, all);
  await finish({ provoked: [/^policy: (require-trusted-types-for|script-src|connect-src)/, /^console: .*(Content Security Policy|TrustedHTML|TrustedScript)/] });
});

for (const [path, files] of [
  ["/sample/after-transplant/aftercare", ["index.json", "after-transplant.json"]],
  ["/", ["index.json"]],
  ["/today", []],
]) {
  test(`what ${path} shows first is asked for before the app has come: ${files.join(" and ") || "nothing"}`, async () => {
    const { page, finish } = await portalPage({ serviceWorkers: "block" });
    const asked = [];
    page.on("request", (request) => asked.push(request.url().split("/clinic/samples/")[1]));
    let come;
    const comes = new Promise((resolve) => (come = resolve));
    await page.route(/\.wasm$/, (route) => comes.then(() => route.continue()));
    // Loaded is the page when its scripts have run as far as they do without the app.
    await page.goto(path);
    const isThere = (count) => performance.getEntriesByType("resource").filter(({ name }) => name.includes("/clinic/samples/")).length === count;
    await page.waitForFunction(isThere, files.length);
    assert.deepEqual(asked.filter(Boolean), files);
    come();
    await page.locator("#shell").waitFor({ state: "detached" });
    await page.locator(".skeleton__card").first().waitFor({ state: "detached" });
    assert.deepEqual(asked.filter(Boolean), files, "and only once");
    await finish();
  });
}
