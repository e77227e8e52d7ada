// The details arrive after the first screens, which must not need them; pages that do say when they are missing.

import assert from "node:assert/strict";
import { test } from "node:test";
import { portalPage } from "./portal.mjs";
import { clock, main, samples, show } from "./screens.mjs";

const details = /\/details-[0-9a-f]{16}\./;
const never = (page) => page.route(details, () => {});

/** What the first screens of every sample patient say, line by line, to one phone; and which of them still wait for a part. */
async function firstScreens(before) {
  const { page, open, finish } = await portalPage({ clock, serviceWorkers: "block" });
  await before?.(page);
  const said = {};
  for (const path of ["/", ...samples.flatMap(({ id }) => ["today", "sessions"].map((tab) => `/sample/${id}/${tab}`))]) {
    await open(path);
    await page.locator("#main :is(.card, .list, .notice)").first().waitFor();
    if (!before) await page.locator(".skeleton__card").first().waitFor({ state: "detached" });
    const waits = (await page.locator("#main .skeleton__card").count()) > 0;
    const lines = (await page.locator("#main").innerText()).split("\n");
    said[path] = { waits, lines: lines.filter((line) => line.trim() && line !== "Reading your plan") };
  }
  await finish();
  return said;
}

/** The lines that do not stand, in this order, among others. */
function notAmong(lines, others) {
  let from = 0;
  return lines.filter((line) => {
    const at = others.indexOf(line, from);
    if (at >= 0) from = at + 1;
    return at < 0;
  });
}

/** What is due in the weeks after a session, by its headings. */
const due = /^(Look for lumps|How are your mood|More hair may fall|Photos of your hair|Blood test of your series)/;

test("the first screens say the same before the details have arrived, but for the times to book, what is due, and the calendar", async () => {
  const [without, complete] = [await firstScreens(never), await firstScreens()];
  for (const [path, { waits, lines }] of Object.entries(without)) {
    assert.deepEqual(notAmong(lines, complete[path].lines), [], path);
    if (!waits) assert.deepEqual(lines, complete[path].lines, path);
  }
  const waiting = Object.keys(without).filter((path) => without[path].waits);
  const isWhole = ({ lines }) => !/not booked yet/.test(lines.join()) && !lines.some((line) => due.test(line));
  const whole = samples.map(({ id }) => `/sample/${id}/today`).filter((path) => isWhole(complete[path]));
  assert.deepEqual(waiting.filter((path) => whole.includes(path)), [], "Today waits only where a session is to be booked or something is due");
  assert.ok(whole.length > 0 && !waiting.includes("/"));
});

test("the plan is there while what stands below it is still on its way", async () => {
  const { page, finish } = await show({ path: `/sample/${main.id}/plan`, before: never, waits: true });
  await page.getByRole("link", { name: /^Zinc/ }).waitFor();
  assert.equal(await page.locator(".skeleton__card").count(), 2);
  await finish();
});

// The words, and the code of the pages that need them, come as two files: either may be missing.
for (const [what, file] of [["details", details], ["words", /\/details-[0-9a-f]{16}\.pack/], ["pages", /\/details-[0-9a-f]{16}\.wasm/]]) {
  test(`${what} that did not arrive are said plainly, and can be tried again`, () => canBeTriedAgain(file));
}

async function canBeTriedAgain(file) {
  let cut = true;
  const before = (page) => page.route(file, (route) => (cut ? route.abort() : route.continue()));
  const path = `/sample/${main.id}/plan/ingredient/zinc`;
  const { page, finish } = await show({ path, before, provoked: [/Failed to load resource/] });
  await page.getByRole("alert").getByText("did not arrive").waitFor();
  cut = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { level: 2, name: "What it does" }).waitFor();
  await finish();
}
