// The phone of the journeys itself: what a patient would not see makes a journey fail.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible, portalPage } from "./portal.mjs";

for (const [fault, act, told] of [
  ["an error on the console", () => console.error("spilled"), /console: spilled/],
  ["an error that nobody caught", () => void setTimeout(() => Reflect.apply(null)), /error: /],
  ["an inline style", () => document.body.setAttribute("style", "color:red"), /policy: style-src/],
  ["a request elsewhere", () => fetch("https://example.org/").catch(() => {}), /policy: connect-src/],
]) {
  test(`${fault} makes a journey fail`, async () => {
    const { page, open, finish } = await portalPage();
    await open("/");
    await page.evaluate(act);
    await assert.rejects(finish(), told);
  });
}

test("a barrier makes a journey fail", async () => {
  const { page, open, finish } = await portalPage();
  await open("/");
  await page.evaluate(() => document.body.append(document.createElement("button")));
  await assert.rejects(assertAccessible(page), /button-name/);
  await finish();
});

test("the clock of the phone stands where the journey sets it", async () => {
  const { page, open, finish } = await portalPage({ clock: "2026-11-22T23:59:00+05:30" });
  await open("/");
  const shown = await page.evaluate(() => new Date().toLocaleString("en-GB", { dateStyle: "short", timeStyle: "short" }));
  assert.equal(shown, "22/11/2026, 23:59");
  await finish();
});
