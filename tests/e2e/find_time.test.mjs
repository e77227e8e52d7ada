// Find a time: how the free times are named and shown, and what is never among them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { button, calendarFrom, go, headed, kept, line, link, offered, part, slotName, toast } from "./booking.mjs";
import { portalPage } from "./portal.mjs";
import { bookedOfMain, clock, main, show } from "./screens.mjs";

const ofMain = (screen) => `/sample/${main.id}/${screen}`;
const { start } = bookedOfMain;
const before = (instant, minutes) => new Date(Date.parse(instant) - minutes * 60_000).toISOString();

/** How many rows of free times are on the screen. */
const rows = (page) => page.getByRole("main").getByRole("link").count();

test("each free time is named by its whole date, its time and “free”; no more than 200 rows stand on the screen", async () => {
  const { page, finish } = await show({ path: ofMain("sessions/6/time") });
  const names = [];
  for (;;) {
    const seen = await offered(page);
    const [suggested, listed] = [seen.filter((name) => /free\. /.test(name)), seen.filter((name) => !/free\. /.test(name))];
    assert.equal(suggested.length, 3);
    for (const name of [...suggested.map((name) => name.replace(/(?<=free)\. .*$/, "")), ...listed]) assert.match(name, slotName);
    assert.equal(await rows(page), seen.length);
    assert.ok(seen.length <= 200, `${seen.length} rows`);
    assert.ok((await page.getByRole("main").locator("*").count()) <= 400);
    names.push(...listed);
    if (!(await button(page, "Later times").isEnabled())) break;
    await button(page, "Later times").click();
    // The next screen of times has taken the place of this one.
    await page.getByRole("main").getByRole("link", { name: listed[0], exact: true }).waitFor({ state: "detached" });
  }
  assert.deepEqual(names, [...new Set(names)]);
  assert.ok(names.length > 900, `${names.length} times`);
  await finish();
});

test("what is earlier than the best is there too, behind its own button", async () => {
  const { page, finish } = await show({ path: ofMain("sessions/6/time") });
  const first = (await offered(page))[3];
  assert.match(first, /^Thursday 3 December 2026/);
  await button(page, "Earlier times").click();
  await page.getByRole("main").getByRole("link", { name: first, exact: true }).waitFor({ state: "detached" });
  await button(page, "Later times").click();
  await page.getByRole("main").getByRole("link", { name: first, exact: true }).waitFor();
  await finish();
});

test("a day of the month is named with its times that are free; choosing it shows them above the fold", async () => {
  const { page, finish } = await show({ path: ofMain("sessions/6/time") });
  const list = await offered(page);
  await page.getByRole("radio", { name: "Month" }).locator("xpath=..").click();
  await page.getByText("Choose a day. The small number says how many times are free.").waitFor();
  await button(page, "Saturday 5 December 2026, 10 times free").click();
  const day = page.getByRole("heading", { name: "Saturday 5 December 2026" }).and(page.locator(":focus"));
  await day.waitFor();
  const { y, height } = await page.locator(".card", { has: day }).boundingBox();
  assert.ok(y >= 0 && y + height <= 740, `from ${y} to ${y + height} of 740`);
  const isOfDay = (name) => name.startsWith("Saturday 5 December 2026") && !/free\. /.test(name);
  assert.deepEqual((await offered(page)).filter(isOfDay), list.filter(isOfDay));
  assert.equal(await button(page, "Saturday 5 December 2026, 10 times free").getAttribute("aria-pressed"), "true");
  await button(page, "Next month").click();
  await page.getByRole("heading", { name: "January 2027" }).waitFor();
  assert.equal(await page.getByRole("button", { name: /26 January 2027/ }).count(), 0, "a holiday has no times");
  await finish();
});

test("on a phone elsewhere each time says whose it is, and what it is there", async () => {
  const { page, finish } = await show({ path: ofMain("sessions/6/time") }, { timezoneId: "Europe/London" });
  const name = "Thursday 3 December 2026, 5:45pm clinic time (12:15pm where your phone is), free";
  for (const offer of await offered(page)) assert.match(offer, /clinic time \(.* where your phone is\), free/);
  assert.match(await line(page.getByRole("main")), /Thursday 3 December, 5:45pm clinic time \(12:15pm where your phone is\)/);
  await link(page, name).first().click();
  await part(page, "5:45pm clinic time (12:15pm where your phone is)").waitFor();
  await button(page, "Book Thursday 3 December").click();
  await headed(page, "Session 6");
  await part(page, "5:45pm clinic time (12:15pm where your phone is)").waitFor();
  await finish();
});

test("on a phone elsewhere a row of bare times says whose they are", async () => {
  const { page, finish } = await show({ path: ofMain("sessions/6/time") }, { timezoneId: "Europe/London" });
  const times = page.getByRole("main").getByRole("link", { name: /, free$/ });
  const bare = (await times.allInnerTexts()).filter((time) => !/clinic time/.test(time));
  if (bare.length > 0) assert.match(await line(page.getByRole("main")), /Times here are the clinic’s/);
  await finish();
});

/** A phone whose time runs as the test lets it, on a screen of the patient who waits for a first session. */
async function phoneAt(time, path) {
  const { page, open, finish } = await portalPage({ serviceWorkers: "block" });
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

/** The instant that the name of a slot of the clinic says. */
function instantOf(name) {
  const [, date, hour, minutes = "00", half] = name.match(/^\w+ (\d+ \w+ \d+), (\d+)(?::(\d\d))?([ap])m/) ?? [];
  const noon = /^\w+ (\d+ \w+ \d+), midday/.exec(name);
  return Date.parse(noon ? `${noon[1]} 12:00 GMT+0530` : `${date} ${(Number(hour) % 12) + (half === "p" ? 12 : 0)}:${minutes} GMT+0530`);
}

const MS_PER_DAY = 86_400_000;

test("no time is offered that is past or inside the clinic's notice", async () => {
  for (const now of ["2026-11-22T09:30:00+05:30", "2026-11-22T23:59:30+05:30", "2026-11-23T12:30:00+05:30"]) {
    const { page, finish } = await show({ path: "/sample/aga-non-hormonal/sessions/1/time", clock: now });
    const early = (await offered(page)).filter((name) => instantOf(name) <= Date.parse(now) + MS_PER_DAY);
    assert.deepEqual(early, []);
    assert.equal(await button(page, "Earlier times").isEnabled(), false);
    await finish();
  }
});

test("a page left open over midnight: a time inside the notice by now is not booked, and others are offered", async () => {
  const { page, finish } = await phoneAt("2026-11-22T23:59:30+05:30", "/sample/aga-non-hormonal/sessions/1/time");
  const first = "Tuesday 24 November 2026, 9:30am, free";
  await link(page, first).first().waitFor();
  await page.clock.runFor(10 * 3_600_000);
  const still = (await offered(page)).filter((name) => instantOf(name) <= Date.parse("2026-11-23T09:59:30+05:30") + MS_PER_DAY);
  if (still.length > 0) {
    await link(page, first).first().click();
    await page.getByRole("alert").waitFor();
    assert.equal(await page.getByRole("button", { name: /^Book / }).count(), 0);
  }
  await link(page, "Wednesday 25 November 2026, 9:30am, free").first().waitFor();
  assert.deepEqual((await offered(page)).filter((name) => instantOf(name) <= Date.parse("2026-11-23T09:59:30+05:30") + MS_PER_DAY), []);
  await finish();
});

test("a time that came too near on its own page, or on Today, is not booked", async () => {
  for (const [path, tap] of [
    ["/sample/aga-non-hormonal/today", /^Book: Tuesday 24 November, 9:30am/],
    ["/sample/aga-non-hormonal/sessions/1/time", "Book Tuesday 24 November"],
  ]) {
    const { page, finish } = await phoneAt("2026-11-22T23:59:30+05:30", path);
    if (path.endsWith("time")) await link(page, "Tuesday 24 November 2026, 9:30am, free").first().click();
    const book = page.getByRole("button", { name: tap });
    await book.waitFor();
    await page.clock.runFor(10 * 3_600_000);
    // Either it is no longer offered, or the tap says why not.
    if (await book.isVisible()) {
      await book.click();
      await page.getByRole("status").filter({ hasText: /call the clinic|just gone/ }).waitFor();
    }
    const { appointments, slots } = await kept(page);
    assert.deepEqual([appointments, slots], [[], {}]);
    await finish();
  }
});

test("inside the notice a booked session can only be changed by a call", async () => {
  const closed = "It was free to move or cancel until 5pm yesterday. Now please call the clinic.";
  for (const [minutes, isOpen] of [
    [24 * 60 + 1, true],
    [24 * 60, false],
    [60, false],
  ]) {
    const { page, finish } = await show({ path: ofMain("sessions/5"), clock: before(start, minutes) });
    const [move, cancel] = [page.getByRole("main").getByRole("link", { name: "Move", exact: true }), button(page, "Cancel this session")];
    assert.deepEqual([await move.count(), await cancel.count()], isOpen ? [1, 1] : [0, 0], `${minutes} minutes before`);
    if (isOpen) await page.getByText("Free to move or cancel until 5pm.").waitFor();
    else await page.getByText(minutes === 60 ? closed : closed.replace(" yesterday", "")).waitFor();
    await go(page, "sessions/5/time");
    assert.equal((await offered(page)).length > 0, isOpen);
    if (!isOpen) await page.getByText(/Now please call the clinic\.$/).waitFor();
    await finish();
  }
});

test("inside the notice the session can still go into the calendar", async () => {
  const { page, finish } = await show({ path: ofMain("sessions/5"), clock: before(start, 60) });
  const { entries } = await calendarFrom(page, () => button(page, "To my calendar").click());
  assert.deepEqual(entries.map(({ start }) => start), ["2026-11-26T11:30:00.000Z"]);
  await finish();
});

test("the notice begins on an open page: the buttons go, and the reason comes", async () => {
  const { page, finish } = await phoneAt(before(start, 24 * 60 + 0.5), ofMain("sessions/5"));
  await button(page, "Cancel this session").waitFor();
  await page.clock.runFor(30_000);
  await page.getByText(/^It was free to move or cancel until 5pm/).waitFor();
  assert.equal(await button(page, "Cancel this session").count(), 0);
  assert.equal(await page.getByRole("link", { name: "Move", exact: true }).count(), 0);
  await finish();
});

test("what lies beyond the days that the clinic books says from when it can be booked", async () => {
  const { page, finish } = await show({ path: ofMain("sessions/rest") });
  const row = page.getByRole("listitem").filter({ hasText: "Session 11" });
  await row.getByText("Its time comes around 12 August. It can be booked from 24 January on.").waitFor();
  await button(page, "Book 5 sessions").click();
  await toast(page, "5 sessions booked");
  await go(page, "sessions/11/time");
  await page.getByText(/^Its time comes around \d+ August\. It can be booked from \d+ January on\.$/).waitFor();
  await finish();
});

test("Back names the screen that it leads to", async () => {
  for (const screen of ["sessions/6", "sessions/6/time", "sessions/6/time/29938335-2", "sessions/away", "sessions/rest"]) {
    const { page, finish } = await show({ path: ofMain(screen) });
    const back = page.getByRole("banner").getByRole("link", { name: /^Back to / });
    const [, name] = (await back.getAttribute("aria-label")).match(/^Back to (.*)$/);
    await back.click();
    assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), name, screen);
    await finish();
  }
});

test("no act is offered on a session that was given, or is none", async () => {
  for (const screen of ["sessions/2", "sessions/2/time", "sessions/40", "sessions/40/time", "sessions/2/time/29762715-1"]) {
    const { page, finish } = await show({ path: ofMain(screen), clock });
    assert.equal(await page.getByRole("link", { name: /^(Move|Find a time)$/ }).count(), 0, screen);
    assert.equal(await page.getByRole("button", { name: /^(Book|Move|Cancel)/ }).count(), 0, screen);
    assert.deepEqual(await offered(page), []);
    await finish();
  }
});

test("sessions are booked in their order: a later one says which comes first", async () => {
  for (const path of ["sessions/8/time", "sessions/8/time/29939280-1"]) {
    const { page, finish } = await show({ path: ofMain(path) });
    await page.getByText("Sessions are booked in their order. Session 6 is not booked yet, so it comes first.").waitFor();
    assert.deepEqual(await offered(page), []);
    await link(page, "Find a time for session 6").click();
    await headed(page, "Book session 6");
    await finish();
  }
});
