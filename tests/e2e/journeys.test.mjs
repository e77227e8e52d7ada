// What a patient comes for, with the taps that it costs from Today.

import assert from "node:assert/strict";
import { test } from "node:test";
import { hands } from "./booking.mjs";
import { afterSession, clock, main, show } from "./screens.mjs";

/** A patient on Today of a sample, who counts taps. */
async function patient({ sample = main, at = clock, phone = {} } = {}) {
  const { page, finish } = await show({ path: `/sample/${sample.id}/today`, clock: at }, phone);
  let taps = 0;
  return {
    page,
    finish,
    async tap(target) {
      taps += 1;
      await target.click();
    },
    taps: () => taps,
  };
}

/** Fails unless all of it is seen without scrolling, above the tabs. */
async function assertSeenAtOnce(target) {
  await target.first().waitFor();
  const box = await target.first().boundingBox();
  const { height } = target.page().viewportSize();
  const [tabs] = await target.page().locator(".tabbar").all();
  const seen = (await tabs?.boundingBox())?.y ?? height;
  assert.ok(box.y >= 0 && box.y + box.height <= seen, `from ${box.y} to ${box.y + box.height} of ${seen}`);
}

test("J1 when is my next session: seen at once", async () => {
  const { page, taps, finish } = await patient();
  const next = page.locator("section", { has: page.getByText(/^Your next session/) }).last();
  await assertSeenAtOnce(next);
  assert.match((await next.innerText()).replaceAll("\n", " "), /Thu 26 November.* 5pm/i);
  assert.equal(taps(), 0);
  await finish();
});

for (const [way, { phone }] of Object.entries(hands)) {
  test(`J10 how many sessions are left, and until when: seen at once, ${way}`, async () => {
    const { page, taps, finish } = await patient({ phone });
    const series = page.locator("section", { has: page.getByRole("heading", { name: "Your series" }) }).last();
    await assertSeenAtOnce(series);
    assert.match(await series.innerText(), /\d+ done, \d+ left/);
    await assertSeenAtOnce(series.getByText(/until \w+ 2027/));
    assert.equal(taps(), 0);
    await finish();
  });
}

test("J7 six hours after my session: what holds now is seen at once", async () => {
  const { sample, clock } = afterSession(6) ?? assert.fail("no sample patient has just had a session");
  const { page, taps, finish } = await patient({ sample, at: clock });
  await page.getByRole("heading", { level: 1, name: "After your session" }).waitFor();
  const step = page.locator("[aria-current=step]");
  await assertSeenAtOnce(step.getByRole("heading"));
  assert.match(await step.innerText(), /^Now, until /);
  assert.equal(taps(), 0);
  await finish();
});

test("J8 why do I get zinc, and who says so: two taps", async () => {
  const { page, tap, taps, finish } = await patient();
  await tap(page.getByRole("navigation").getByRole("link", { name: "Plan" }));
  await tap(page.getByRole("link", { name: /^Zinc/ }));
  await page.getByRole("heading", { level: 1, name: "Zinc" }).waitFor();
  const why = page.locator("section", { has: page.getByRole("heading", { name: "Why for you" }) }).last();
  await assertSeenAtOnce(why);
  assert.match(await why.innerText(), /zinc is low/i);
  assert.match(await page.getByText(/^\d+ sources?$/).innerText(), /source/);
  assert.ok(taps() <= 2, `${taps()} taps`);
  await finish();
});
