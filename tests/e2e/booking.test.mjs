// Booking, moving, cancelling and being away: the taps that each costs from Today, what is said before, and what is left after.

import assert from "node:assert/strict";
import { test } from "node:test";
import { bookAt, bookTheRest, button, calendarFrom, cancel, go, hands, headed, kept, line, link, listed, moveTo, offered, part, tab, toast, undo } from "./booking.mjs";
import { clock, main, show } from "./screens.mjs";

const ofMain = (screen) => `/sample/${main.id}/${screen}`;
const later = "Thursday 3 December 2026, 5:45pm, free";

/** A patient on a screen of a sample, who counts taps. `before` comes on another screen first, and costs none. */
async function patient({ hand = hands["by touch"], sample = main.id, at = clock, screen = "today", before } = {}) {
  const { page, finish } = await show({ path: `/sample/${sample}/${screen}`, clock: at }, hand.phone);
  if (before) {
    await before(page);
    await go(page, screen);
  }
  let taps = 0;
  return {
    page,
    finish,
    async tap(target) {
      taps += 1;
      await hand.tap(target);
    },
    taps: () => taps,
  };
}

const day = (name) => (page) => page.getByRole("button", { name: new RegExp(`^${name},`) });

for (const [how, hand] of Object.entries(hands)) {
  test(`J2 book the next session, ${how}: two taps at most`, async () => {
    const { page, tap, taps, finish } = await patient({ hand, sample: "aga-non-hormonal" });
    await tap(button(page, "Book: Monday 23 November, 12:30pm"));
    await toast(page, "Session booked");
    assert.ok(taps() <= 2, `${taps()} taps`);
    await page.getByText("Your next session · Loading 1 of 10").waitFor();
    assert.match(await line(part(page, "12:30pm")), / Monday 23 November 2026 Tomorrow Be there at 12:20pm\./);
    await page.reload();
    await part(page, "12:30pm").waitFor();
    await finish();
  });

  test(`J2 book another of the best times, ${how}: two taps at most`, async () => {
    const { page, tap, taps, finish } = await patient({ hand, sample: "aga-non-hormonal" });
    await tap(link(page, /^Tuesday 24 November 2026, 9:30am, free/));
    await tap(button(page, "Book Tuesday 24 November"));
    await toast(page, "Session booked");
    assert.ok(taps() <= 2, `${taps()} taps`);
    await headed(page, "Session 1");
    await part(page, "9:30am").getByText("Tuesday 24 November 2026").waitFor();
    await page.reload();
    await part(page, "9:30am").waitFor();
    await finish();
  });

  test(`J3 move one session, ${how}: three taps at most`, async () => {
    const { page, tap, taps, finish } = await patient({ hand });
    await tap(link(page, "Move"));
    await tap(link(page, /^Friday 27 November 2026, 12:30pm, free/).first());
    await tap(button(page, "Move to Friday 27 November"));
    await toast(page, "Session moved");
    assert.ok(taps() <= 3, `${taps()} taps`);
    await headed(page, "Session 5");
    await part(page, "12:30pm").getByText("Friday 27 November 2026").waitFor();
    await page.reload();
    await part(page, "12:30pm").waitFor();
    await finish();
  });

  test(`J4 cancel, with regret, ${how}: three taps at most, and Undo`, async () => {
    const { page, tap, taps, finish } = await patient({ hand });
    await tap(link(page, "Get ready"));
    await tap(button(page, "Cancel this session"));
    await tap(page.getByRole("dialog", { name: "Cancel session 5?" }).getByRole("button", { name: "Cancel this session" }));
    await toast(page, "Session cancelled");
    assert.ok(taps() <= 3, `${taps()} taps`);
    await headed(page, "Sessions");
    await listed(page, 5, "planned");
    await tap(undo(page));
    await toast(page, "As it was");
    await listed(page, 5, "Thursday 26 November, 5pm", "booked");
    await page.reload();
    await listed(page, 5, "Thursday 26 November, 5pm", "booked");
    await finish();
  });

  for (const [where, at, first, last] of [
    ["in one month", "2026-12-01T09:30:00+05:30", "Wednesday 2 December 2026", "Tuesday 15 December 2026"],
    ["across two months", undefined, "Thursday 26 November 2026", "Wednesday 9 December 2026"],
  ]) {
    test(`J5 away for two weeks ${where}: shift what is booked, ${how}: five taps at most`, async () => {
      const { page, tap, taps, finish } = await patient({ hand, at, before: bookTheRest });
      const before = (await kept(page)).appointments.filter(({ status }) => status === "booked").length;
      await tap(tab(page, "Sessions"));
      await tap(link(page, /^I am away/));
      await tap(day(first)(page));
      // A month further on costs a tap where the day is not on the screen.
      if ((await day(last)(page).count()) === 0) await tap(button(page, "Next month"));
      await tap(day(last)(page));
      await part(page, "What this does").waitFor();
      await tap(page.getByRole("button", { name: /^Move \d+ sessions?$/ }));
      await toast(page, /sessions? moved$/);
      const { appointments, journal } = await kept(page);
      const from = new Date(`${first} 00:00 GMT+0530`);
      const until = new Date(`${last} 24:00 GMT+0530`);
      const among = appointments.filter(({ status, start }) => status === "booked" && from <= new Date(start) && new Date(start) < until);
      assert.deepEqual([among, journal], [[], 0]);
      // The one that the clinic had booked is the patient's now too.
      assert.equal(appointments.filter(({ status }) => status === "booked").length, before + 1);
      assert.ok(taps() <= 5, `${taps()} taps`);
      await finish();
    });
  }

  test(`J6 all sessions into my calendar, ${how}: two taps at most`, async () => {
    const { page, tap, taps, finish } = await patient({ hand, before: bookTheRest });
    await tap(tab(page, "Sessions"));
    const { name, entries } = await calendarFrom(page, () => tap(button(page, "All to my calendar")));
    assert.ok(taps() <= 2, `${taps()} taps`);
    assert.equal(name, "appointments.ics");
    assert.deepEqual(
      entries.map(({ start, status, alarms }) => [start, status, alarms.map(({ minutesBefore }) => minutesBefore)]),
      ["2026-11-26T11:30", "2026-12-03T12:15", "2026-12-31T11:30", "2027-01-28T11:30", "2027-02-25T11:30", "2027-05-20T11:30"].map((start) => [`${start}:00.000Z`, "CONFIRMED", [1440, 120, 0]]),
    );
    await toast(page, "Calendar file saved");
    await finish();
  });
}

test("what a change does is said before the tap that makes it, and both buttons say what they do", async () => {
  const { page, finish } = await show({ path: ofMain("sessions/6/time") });
  const verbs = async () => [...(await page.getByRole("main").locator(".actions a, .actions button").allInnerTexts())];
  const effects = async () => line(part(page, "What this does"));

  await link(page, "Friday 4 December 2026, 9:30am, free").first().click();
  assert.match(await effects(), /8 days since the session before\. The gap is fine, and your plan goes on as it is\./);
  assert.deepEqual(await verbs(), ["Book Friday 4 December", "Not this time"]);
  await bookTheRest(page);

  await go(page, "sessions/6/time");
  await link(page, "Monday 7 December 2026, 3:30pm, free").first().click();
  assert.match(await effects(), /11 days since the session before/);
  await page.getByText("Your old time is kept until the new one is certain.").waitFor();
  assert.deepEqual(await verbs(), ["Move to Monday 7 December", "Keep 3 December"]);
  await page.getByRole("radio", { name: "The rest too" }).locator("xpath=..").click();
  await button(page, "Move 5 sessions").waitFor();
  assert.deepEqual(await verbs(), ["Move 5 sessions", "Keep 3 December"]);
  assert.match(await line(part(page, "Your later sessions")), /Session 7 31 Dec → \d+ Jan .* Session 10 20 May → /);

  await go(page, "sessions/6");
  await button(page, "Cancel this session").click();
  const sheet = page.getByRole("dialog", { name: "Cancel session 6?" });
  await sheet.getByRole("heading", { name: "What this does" }).waitFor();
  assert.deepEqual(await sheet.getByRole("button").allInnerTexts(), ["Cancel this session", "Keep it"]);
  await button(page, "Keep it").click();
  await sheet.waitFor({ state: "detached" });
  await part(page, "5:45pm").waitFor();
  await finish();
});

test("after a move the old time is free again and the new one is not; Undo gives both back", async () => {
  const { page, finish } = await show({ path: ofMain("sessions/6/time") });
  const other = "Friday 4 December 2026, 9:30am, free";
  // Somebody else looks at the same clinic.
  const somebody = await page.context().newPage();
  await somebody.clock.setFixedTime(new Date(clock));
  const free = async () => {
    await go(somebody, "sessions/1/time", "/sample/aga-non-hormonal");
    const all = new Set(await offered(somebody));
    while (![...all].some((name) => name.startsWith("Saturday 5 December"))) {
      await button(somebody, "Later times").click();
      for (const name of await offered(somebody)) all.add(name);
    }
    return [all.has(later), all.has(other)];
  };
  assert.deepEqual(await free(), [true, true]);
  await bookAt(page, 6, later);
  const booked = await kept(page);
  assert.deepEqual(await free(), [false, true]);
  await moveTo(page, 6, other);
  const moved = await kept(page);
  await undo(page).click();
  await toast(page, "As it was");
  const back = await kept(page);

  assert.deepEqual(Object.values(booked.slots), ["busy"]);
  assert.deepEqual(Object.values(moved.slots).sort(), ["busy", "free"]);
  const [slot] = Object.keys(booked.slots);
  assert.equal(moved.slots[slot], "free");
  assert.equal(back.slots[slot], "busy");
  assert.equal(Object.values(back.slots).filter((status) => status === "busy").length, 1);
  assert.deepEqual(back.appointments, booked.appointments);
  assert.equal(back.journal, 0);
  assert.deepEqual(await free(), [false, true]);
  await moveTo(page, 6, other);
  assert.deepEqual(await free(), [true, false]);
  await finish();
});

test("the rest never moves without being asked, and all of it where it is", async () => {
  const { page, finish } = await show({ path: ofMain("sessions/rest") });
  await bookTheRest(page);
  const starts = async () => (await kept(page)).appointments.map(({ start }) => start);
  const before = await starts();
  await moveTo(page, 6, "Friday 4 December 2026, 9:30am, free");
  const after = await starts();
  assert.deepEqual(after.slice(1), before.slice(1));
  assert.equal(after[0], "2026-12-04T04:00:00.000Z");

  await go(page, "sessions/6/time");
  await link(page, "Monday 7 December 2026, 3:30pm, free").first().click();
  await page.getByRole("radio", { name: "The rest too" }).locator("xpath=..").click();
  await button(page, "Move 5 sessions").click();
  await toast(page, "5 sessions moved");
  const all = await starts();
  assert.equal(all.length, after.length);
  for (const [index, start] of all.entries()) assert.ok(start > after[index], `${start} is not later than ${after[index]}`);
  await undo(page).click();
  await toast(page, "As it was");
  assert.deepEqual(await starts(), after);
  await finish();
});

test("cancelled, and put back after a reload", async () => {
  const { page, finish } = await show({ path: ofMain("sessions/6/time") });
  await bookAt(page, 6, later);
  const before = await kept(page);
  await cancel(page, 6);
  assert.deepEqual(Object.values((await kept(page)).slots), ["free"]);
  await page.reload();
  assert.equal(await undo(page).count(), 0);
  assert.match(await line(part(page, "You cancelled this one")), /Thursday 3 December, 5:45pm\. As long as nobody else has the time, you can have it back\./);
  await button(page, "Put it back").click();
  await toast(page, "Session is back");
  await listed(page, 6, "Thursday 3 December, 5:45pm", "booked");
  const { slots, appointments, journal } = await kept(page);
  assert.deepEqual({ slots, appointments, journal }, before);
  assert.equal(await part(page, "You cancelled this one").count(), 0);
  await finish();
});

test("what was cancelled cannot be put back once somebody else has the time", async () => {
  const { page, finish } = await show({ path: ofMain("sessions/6/time") });
  await bookAt(page, 6, later);
  await cancel(page, 6);
  await go(page, "sessions/1/time", "/sample/aga-non-hormonal");
  while ((await page.getByRole("main").getByRole("link", { name: later }).count()) === 0) await button(page, "Later times").click();
  await link(page, later).click();
  await button(page, "Book Thursday 3 December").click();
  await toast(page, "Session booked");
  await go(page, "sessions", `/sample/${main.id}`);
  const before = await kept(page);
  await button(page, "Put it back").click();
  await page.getByRole("alert").getByRole("heading", { name: "That time has just gone" }).waitFor();
  assert.deepEqual(await kept(page), before);
  await finish();
});

test("the clinic's own booking, cancelled and put back after a reload", async () => {
  const { page, finish } = await show({ path: ofMain("sessions/5") });
  await cancel(page, 5);
  await page.reload();
  await button(page, "Put it back").click();
  await toast(page, "Session is back");
  await listed(page, 5, "Thursday 26 November, 5pm", "booked");
  await finish();
});

test("a session is moved three times at most, and can still be cancelled", async () => {
  const { page, finish } = await show({ path: ofMain("sessions/5") });
  for (const time of ["Friday 27 November 2026, 12:30pm, free", "Friday 27 November 2026, 3:30pm, free", "Saturday 28 November 2026, 9:30am, free"]) await moveTo(page, 5, time);
  await page.getByText("It was moved 3 times, which is the most. To change it again, call the clinic.").waitFor();
  assert.equal(await page.getByRole("link", { name: "Move", exact: true }).count(), 0);
  await go(page, "sessions/5/time");
  await page.getByText("It was moved 3 times, which is the most.").waitFor();
  assert.deepEqual(await offered(page), []);
  await cancel(page, 5);
  await finish();
});

test("what was booked is shown when it is said, however slow the network is", async () => {
  const { page, finish } = await show({ path: "/sample/aga-non-hormonal/today" });
  const book = button(page, "Book: Monday 23 November, 12:30pm");
  await book.waitFor();
  await page.route("**/clinic/samples/**", () => {});
  await book.click();
  await toast(page, "Session booked");
  await page.getByText(/^Your next session/).waitFor();
  assert.equal(await book.count(), 0);
  await finish();
});

test("a time that was booked twice by a double tap is booked once", async () => {
  const { page, finish } = await show({ path: "/sample/aga-non-hormonal/today" });
  await button(page, "Book: Monday 23 November, 12:30pm").dblclick();
  await toast(page, "Session booked");
  const { appointments, slots } = await kept(page);
  assert.equal(appointments.length, 1);
  assert.deepEqual(Object.values(slots), ["busy"]);
  await finish();
});
