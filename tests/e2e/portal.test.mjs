// The phone of the journeys itself: what a patient would not see makes a journey fail.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible, misnamed, outOfReach, tooSmall, tooWide } from "./checks.mjs";
import { portalPage } from "./portal.mjs";
import { main, show } from "./screens.mjs";

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

for (const [fault, break_, check, told] of [
  ["wider than the screen", (button) => button.style.setProperty("inline-size", "400px"), tooWide, /^the page, by \d+ px/],
  ["too small to tap", (button) => Object.assign(button.style, { minBlockSize: "0", blockSize: "47px" }), tooSmall, /×47: <button/],
  ["with a focus that is not seen", (button) => button.style.setProperty("outline", "none"), outOfReach, /^without outline: <button/],
  ["behind the tabs", (button) => Object.assign(button.style, { position: "fixed", bottom: "0" }), outOfReach, /^covered: <button/],
  ["that Tab passes by", (button) => button.addEventListener("focus", () => button.blur()), outOfReach, /^not reached: <button/],
  ["in a second heading", (button) => button.setHTMLUnsafe("<h1>Two</h1>"), misnamed, /Two/],
]) {
  test(`a button ${fault} is found`, async () => {
    const { page, finish } = await show({ path: `/sample/${main.id}/today` });
    const button = await page.evaluateHandle(() => {
      const button = Object.assign(document.createElement("button"), { className: "button", textContent: "Go" });
      document.querySelector("main:not([hidden])").append(button);
      return button;
    });
    assert.deepEqual(await check(page), []);
    await button.evaluate(break_);
    const [found] = await check(page);
    assert.match(found, told);
    await finish();
  });
}

test("the clock of the phone stands where the journey sets it", async () => {
  const { page, open, finish } = await portalPage({ clock: "2026-11-22T23:59:00+05:30" });
  await open("/");
  const shown = await page.evaluate(() => new Date().toLocaleString("en-GB", { dateStyle: "short", timeStyle: "short" }));
  assert.equal(shown, "22/11/2026, 23:59");
  await finish();
});
