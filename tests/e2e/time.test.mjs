// The right day and hour: over midnight, after the phone slept, and on a phone in another time zone than the clinic's.

import assert from "node:assert/strict";
import { test } from "node:test";
import { portalPage } from "./portal.mjs";
import { clock, main } from "./screens.mjs";

const today = `/sample/${main.id}/today`;
const sessions = `/sample/${main.id}/sessions`;

/** A phone whose time runs from an instant on, as the test lets it. */
async function phoneAt(time, path, phone = {}) {
  const { page, open, finish } = await portalPage({ serviceWorkers: "block", ...phone });
  await page.clock.install({ time: new Date(Date.parse(time) - 60_000) });
  await page.clock.pauseAt(new Date(time));
  await open(path);
  await page.locator(".skeleton__card").first().waitFor({ state: "detached" });
  const end = async () => {
    await page.clock.resume();
    await finish();
  };
  return { page, finish: end };
}

/** The next session, as one line. */
const hero = async (page) => (await page.locator("section", { has: page.getByText(/^Your next session/) }).last().innerText()).replaceAll(/\s+/g, " ");

/** The phone comes back to the page in one of the ways a browser tells it. */
const comesBack = {
  "the page is seen again": () => document.dispatchEvent(new Event("visibilitychange")),
  "Back brings the page from the browser's memory": () => window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })),
  "the window has the focus again": () => window.dispatchEvent(new Event("focus")),
};

test("tomorrow becomes today at midnight, on a page that stays open", async () => {
  const { page, finish } = await phoneAt("2026-11-25T23:59:30+05:30", today);
  assert.match(await hero(page), /Thursday 26 November 2026 Tomorrow/);
  await page.clock.runFor(29_000);
  assert.match(await hero(page), /Tomorrow/);
  await page.clock.runFor(1_000);
  assert.match(await hero(page), /Thursday 26 November 2026 Today/);
  await finish();
});

test("a reload shows the day on either side of midnight", async () => {
  const { page, finish } = await phoneAt("2026-11-25T23:59:30+05:30", today);
  assert.match(await hero(page), /Tomorrow/);
  await page.clock.runFor(60_000);
  await page.reload();
  await page.getByText(/^Your next session/).waitFor();
  assert.match(await hero(page), /Today/);
  await finish();
});

test("the greeting changes at midday and in the evening, in heading and title", async () => {
  for (const [time, before, after] of [
    ["2026-11-22T11:59:30+05:30", "Good morning, Meera", "Good afternoon, Meera"],
    ["2026-11-22T16:59:30+05:30", "Good afternoon, Meera", "Good evening, Meera"],
    ["2026-11-23T03:59:30+05:30", "Good evening, Meera", "Good morning, Meera"],
  ]) {
    const { page, finish } = await phoneAt(time, today);
    const heading = page.getByRole("heading", { level: 1 });
    assert.equal(await heading.textContent(), before);
    await page.clock.runFor(30_000);
    assert.equal(await heading.textContent(), after);
    assert.ok((await page.title()).startsWith(after));
    await finish();
  }
});

for (const [how, tell] of Object.entries(comesBack)) {
  test(`a phone that slept over midnight shows the new day: ${how}`, async () => {
    const { page, finish } = await phoneAt("2026-11-25T18:00:00+05:30", today);
    // Asleep, no timer runs.
    await page.clock.setSystemTime(new Date("2026-11-26T08:00:00+05:30"));
    assert.match(await hero(page), /Tomorrow/);
    await page.evaluate(tell);
    assert.match(await hero(page), /Today/);
    await finish();
  });
}

test("a phone that woke up half a minute before midnight turns at midnight, not at its old minute", async () => {
  const { page, finish } = await phoneAt("2026-11-25T18:00:00+05:30", today);
  await page.clock.setSystemTime(new Date("2026-11-25T23:59:30+05:30"));
  await page.evaluate(comesBack["the page is seen again"]);
  await page.clock.runFor(30_000);
  assert.match(await hero(page), /Today/);
  await finish();
});

test("a phone whose clock is set back shows the earlier day within a minute", async () => {
  const { page, finish } = await phoneAt("2026-11-26T00:10:00+05:30", today);
  assert.match(await hero(page), /Today/);
  await page.clock.setSystemTime(new Date("2026-11-25T22:00:00+05:30"));
  await page.clock.runFor(60_000);
  assert.match(await hero(page), /Tomorrow/);
  await finish();
});

test("a phone whose clock is behind the end of the session is told to check it", async () => {
  const { page, finish } = await phoneAt(clock, "/sample/after-transplant/aftercare");
  await page.getByRole("timer").getByText("5 hours 20 minutes").waitFor();
  await page.clock.setSystemTime(new Date("2026-11-22T03:00:00+05:30"));
  await page.evaluate(comesBack["the page is seen again"]);
  await page.getByText("Your last session ends at 4:10am, says the record. If it is over, check the time on your phone.").waitFor();
  await finish();
});

test("a sample's dates stay on an open page when its week ends, and are of this week when it is opened again", async () => {
  const { page, finish } = await phoneAt("2026-11-26T23:59:30+05:30", sessions);
  const given = async () => {
    if ((await page.locator("details.folded[open]").count()) === 0) await page.locator("details.folded > summary").click();
    return (await page.locator(".folded__list .second").allInnerTexts()).at(0);
  };
  const question = page.getByText("It was booked for Thursday 26 November, 5pm.");
  assert.equal(await given(), "Thursday 19 November 2026");
  await question.waitFor();
  await page.getByText("around Thursday 3 December").waitFor();
  await page.clock.runFor(30_000);
  await page.getByText("around Friday 27 November").waitFor();
  await question.waitFor();
  assert.equal(await given(), "Thursday 19 November 2026");
  await page.reload();
  await page.getByText(/^Your next session/).waitFor();
  assert.equal(await given(), "Thursday 26 November 2026");
  assert.match(await hero(page), /5pm Thursday 3 December 2026 In 6 days/);
  await finish();
});

/** A session at 5pm in India, 11:30 in Greenwich, on the phones of the world in November. */
const elsewhere = [
  ["Asia/Kolkata", "5pm"],
  ["Asia/Colombo", "5pm"],
  ["Europe/London", "5pm clinic time (11:30am where your phone is)"],
  ["Asia/Kathmandu", "5pm clinic time (5:15pm where your phone is)"],
  ["Australia/Lord_Howe", "5pm clinic time (10:30pm where your phone is)"],
  ["America/St_Johns", "5pm clinic time (8am where your phone is)"],
  ["Pacific/Auckland", "5pm clinic time (12:30am on Friday where your phone is)"],
];

for (const [timezoneId, expected] of elsewhere) {
  test(`the next session on a phone in ${timezoneId}: ${expected}`, async () => {
    const { page, finish } = await phoneAt(clock, today, { timezoneId });
    await page.getByRole("heading", { level: 2, name: expected, exact: true }).waitFor();
    assert.match(await hero(page), /Thursday 26 November 2026 In 4 days/);
    await page.getByRole("navigation").getByRole("link", { name: "Sessions" }).click();
    await page.getByText(`Thursday 26 November, ${expected}`, { exact: true }).waitFor();
    await finish();
  });
}

test("on a phone that does not know its time zone the time is named as the clinic's", async () => {
  const { page, open, finish } = await portalPage({ clock, timezoneId: "UTC" });
  await page.addInitScript(() => {
    const { resolvedOptions } = Intl.DateTimeFormat.prototype;
    Intl.DateTimeFormat.prototype.resolvedOptions = function unknown() {
      return { ...resolvedOptions.call(this), timeZone: "Etc/Unknown" };
    };
  });
  await open(today);
  await page.getByRole("heading", { level: 2, name: "5pm clinic time", exact: true }).waitFor();
  await open("/sample/after-transplant/aftercare");
  await page.getByText("Times here are the clinic’s.", { exact: true }).waitFor();
  await finish();
});

test("aftercare on a phone elsewhere says whose times these are, and both where the patient waits for one", async () => {
  const { page, finish } = await phoneAt(clock, "/sample/after-transplant/aftercare", { timezoneId: "America/Los_Angeles" });
  await page.getByText("Times here are the clinic’s. Where your phone is, it is 13 hours 30 minutes earlier.").waitFor();
  const now = page.locator("[aria-current=step]");
  assert.match(await now.innerText(), /^Now, until 4:10pm clinic time \(2:40am where your phone is\)\n/);
  assert.match(await page.locator(".step--over").innerText(), /^Until 6:10am · over\n/);
  assert.match(await page.locator(".step:not(.step--over, .step--now)").first().innerText(), /^From 4:10pm · in 6 hours 40 minutes\n/);
  const wash = page.getByRole("listitem").filter({ hasText: /^Wash/i }).first();
  assert.match((await wash.innerText()).replaceAll("\n", " "), /Your phone: 2:40pm on Sunday until 4:10am on Monday/);
  await finish();
});

test("a phone that lands in another time zone says so when the patient comes back", async () => {
  const { page, finish } = await phoneAt(clock, today, { timezoneId: undefined });
  const phone = await page.context().newCDPSession(page);
  const land = async (timezoneId) => {
    await phone.send("Emulation.setTimezoneOverride", { timezoneId });
    await page.evaluate(comesBack["the page is seen again"]);
  };
  await land("Asia/Kolkata");
  await page.getByRole("heading", { level: 2, name: "5pm", exact: true }).waitFor();
  await land("Europe/London");
  await page.getByRole("heading", { level: 2, name: "5pm clinic time (11:30am where your phone is)", exact: true }).waitFor();
  await finish();
});
