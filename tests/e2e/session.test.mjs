// Around a session: each moment of Today, the session's own page, and the answer to “Did it happen?”.

import assert from "node:assert/strict";
import { test } from "node:test";
import { bookedOfMain, main, ownRecord, show } from "./screens.mjs";

const today = `/sample/${main.id}/today`;
const { start, end } = bookedOfMain;
const after = (instant, minutes) => new Date(Date.parse(instant) + minutes * 60_000).toISOString();

const headed = (page, name) => page.getByRole("heading", { level: 1, name }).waitFor();
const tap = (page, name) => page.getByRole("button", { name, exact: true }).click();
const lines = (text) => text.replace(/\n+/g, "\n");
const steps = async (page) => (await page.locator(".rail > li").allInnerTexts()).map(lines);

test("the day before, what to do now and what follows stands on Today", async () => {
  const { page, finish } = await show({ path: today, clock: after(start, -30 * 60) });
  await page.getByRole("heading", { name: "Getting ready" }).waitFor();
  const [now, next, day] = await steps(page);
  assert.match(now, /^Now, until your session\nDo not dye, bleach or straighten your hair/);
  assert.match(next, /^From 5pm\nDrink no alcohol/);
  assert.match(day, /^On Thursday 26 November\nWash your hair/);
  await finish();
});

test("on the day, the steps of the visit follow the clock", async () => {
  const rows = [
    [-60, /Be there at 4:50pm/, null],
    [-5, /Be there at 4:50pm/, /^4:50pm\nBe at the clinic/],
    [5, null, /^5pm\nNumbing cream/],
    [40, null, /^About 5:30pm\nThe injections/],
  ];
  for (const [minutes, before, present] of rows) {
    const { page, finish } = await show({ path: today, clock: after(start, minutes) });
    await headed(page, "Your session is today");
    assert.equal(await page.getByText("Be there at 4:50pm").isVisible(), before !== null, `${minutes}`);
    const visit = page.locator("section", { has: page.getByRole("heading", { name: "What happens" }) }).last();
    const step = visit.locator("[aria-current=step]");
    if (present) assert.match(lines(await step.innerText()), present);
    else assert.equal(await step.count(), 0);
    await finish();
  }
});

test("a session that happened starts the aftercare clock, also after a reload", async () => {
  const { page, finish } = await show({ path: today, clock: after(end, 60) });
  await page.getByRole("heading", { name: "Did session 5 happen?" }).waitFor();
  await tap(page, "It happened");
  const ended = page.getByLabel("The session ended at");
  assert.equal(await ended.locator("option:checked").innerText(), "6:10pm");
  await ended.selectOption("6pm");
  await tap(page, "Save");
  await headed(page, "After your session");
  await page.getByText("ended 6pm").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), "H1");
  await page.reload();
  await headed(page, "After your session");
  await page.getByText("ended 6pm").waitFor();
  await page.goto(`/sample/${main.id}/sessions/5`);
  await page.getByText("You told the portal.").waitFor();
  await finish();
});

test("no time is offered that has not come yet, nor one long past", async () => {
  const rows = [
    [after(start, 25), "My session is over", ["5pm", "5:10pm", "5:20pm", "5:25pm"]],
    [after(end, 5 * 60), "It happened", undefined],
  ];
  for (const [clock, button, expected] of rows) {
    const { page, finish } = await show({ path: today, clock });
    await tap(page, button);
    const offered = await page.getByLabel("The session ended at").locator("option").allInnerTexts();
    if (expected) assert.deepEqual(offered, expected);
    else assert.deepEqual([offered[0], offered.at(-1)], ["5pm", "8:15pm"]);
    await finish();
  }
});

test("a session that did not happen is planned anew, and is not asked about again", async () => {
  const { page, finish } = await show({ path: today, clock: after(end, 60) });
  const missed = page.locator("section", { has: page.getByRole("heading", { name: "Session 5 did not happen" }) }).last();
  await tap(page, "It did not");
  await missed.getByText("It was booked for Thursday 26 November.").waitFor();
  await page.getByText(/^8 days since the session before/).waitFor();
  await page.getByRole("button", { name: "Book: Saturday 28 November, 5pm" }).waitFor();
  await page.reload();
  await page.getByText("Session 5 is not booked yet").waitFor();
  await missed.waitFor();
  assert.equal(await page.getByText(/^Did session/).count(), 0);
  await finish();
});

test("an answer can be taken back", async () => {
  const { page, finish } = await show({ path: today, clock: after(end, 60) });
  await tap(page, "It did not");
  await page.getByRole("status").getByText("Answer saved").waitFor();
  await tap(page, "Undo");
  await page.getByRole("heading", { name: "Did session 5 happen?" }).waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "Did session 5 happen?" }).waitFor();
  await finish();
});

test("what was told of a plan of one's own goes with the plan, and comes back with it", async () => {
  const { page, finish } = await show({ ...ownRecord, clock: after(end, 60) });
  await tap(page, "It did not");
  await page.getByText("Not booked yet").waitFor();
  await page.getByRole("link", { name: /, profile of / }).click();
  await page.getByRole("button", { name: /^Delete Meera/ }).click();
  await tap(page, "Delete this plan");
  await page.getByText("No plan is kept on this phone yet.").waitFor();
  await tap(page, "Undo");
  await page.getByText("open now").waitFor();
  await page.getByRole("link", { name: "Back to Today" }).click();
  await page.getByText("Not booked yet").waitFor();
  await page.reload();
  await page.getByText("Not booked yet").waitFor();
  await finish();
});

test("a newer file of the clinic takes the old one's place, and keeps what was told", async () => {
  const { page, finish } = await show({ ...ownRecord, clock: after(end, 60) });
  await tap(page, "It did not");
  await page.getByText("Not booked yet").waitFor();
  await page.goto("/open");
  await ownRecord.choose(page);
  await tap(page, "Replace it");
  await page.getByRole("status").getByText("Plan replaced").waitFor();
  await page.getByText("Not booked yet").waitFor();
  await finish();
});

test("a sample begins anew with its next week", async () => {
  const { page, finish } = await show({ path: today, clock: after(end, 60) });
  await tap(page, "It did not");
  await page.getByText("Not booked yet").waitFor();
  await page.clock.setFixedTime(new Date(after(end, 60 + 7 * 24 * 60)));
  await page.reload();
  await page.getByRole("heading", { name: "Did session 5 happen?" }).waitFor();
  await finish();
});

test("a full phone says so, and the question stays", async () => {
  const before = (page) =>
    page.addInitScript(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
  const { page, finish } = await show({ path: today, clock: after(end, 60), before });
  await tap(page, "It did not");
  await page.getByRole("alert").getByText("This phone is full").waitFor();
  await page.getByRole("heading", { name: "Did session 5 happen?" }).waitFor();
  await finish();
});

test("a phone that keeps nothing shows the sample all the same, and says so when asked to keep", async () => {
  const before = (page) => page.addInitScript(() => delete window.indexedDB);
  const { page, finish } = await show({ path: today, clock: after(end, 60), before });
  await tap(page, "It did not");
  await page.getByRole("alert").getByText("This browser keeps nothing").waitFor();
  await finish();
});

test("an answer that is being given is not lost when the minute turns", async () => {
  const { page, finish } = await show({ path: today, clock: after(end, 60) });
  await tap(page, "It happened");
  const ended = page.getByLabel("The session ended at");
  await ended.selectOption("5:40pm");
  await page.clock.setFixedTime(new Date(after(end, 61)));
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  assert.equal(await ended.locator("option:checked").innerText(), "5:40pm");
  await finish();
});

test("a session has its own page, one tap from the list", async () => {
  const { page, finish } = await show({ path: `/sample/${main.id}/sessions` });
  await page.getByRole("link", { name: /^Session 6/ }).click();
  await headed(page, "Session 6");
  await page.getByText("Not booked yet").waitFor();
  await page.goBack();
  await headed(page, "Sessions");
  await page.getByText("4 sessions given").click();
  await page.getByRole("link", { name: /^Session 2/ }).click();
  await headed(page, "Session 2");
  await page.getByText("It ended at 6pm.").waitFor();
  assert.match(await page.getByText(/Vitamin B1, /).innerText(), /Zinc/);
  await finish();
});
