// The calendar file as a calendar takes it in: what stands in it, and what a second file changes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { bookAt, bookTheRest, button, calendarFrom, cancel, go, headed, moveTo, toast, undo } from "./booking.mjs";
import { bookedOfMain, main, show } from "./screens.mjs";

const ofMain = (screen) => `/sample/${main.id}/${screen}`;

/** All sessions, as a file. */
async function all(page) {
  await go(page, "sessions");
  return calendarFrom(page, () => button(page, "All to my calendar").click());
}

/** A calendar: it knows an entry by its UID, and takes the higher SEQUENCE, or the same one again. */
function importer() {
  const entries = new Map();
  return {
    entries,
    take(file) {
      for (const entry of file.entries) {
        const known = entries.get(entry.uid);
        if (!known || entry.sequence >= known.sequence) entries.set(entry.uid, entry);
      }
    },
    /** What its owner sees, by the start. */
    shown: () => [...entries.values()].filter(({ status }) => status !== "CANCELLED").map(({ start }) => start).sort(),
  };
}

test("the file has each booked session once, with its reminders and the numbing cream", async () => {
  const { page, finish } = await show({ path: ofMain("sessions") });
  await bookTheRest(page);
  const { name, text, entries } = await all(page);
  assert.equal(name, "appointments.ics");
  assert.equal(new Set(entries.map(({ uid }) => uid)).size, 6);
  const [fifth, sixth] = entries;
  assert.deepEqual([fifth.uid, fifth.sequence], ["session_session-5-booked@sapphire-roots", 0]);
  assert.match(sixth.uid, /^session_told-.+@sapphire-roots$/);
  assert.deepEqual({ ...sixth, uid: "" }, {
    uid: "",
    sequence: 0,
    status: "CONFIRMED",
    start: "2026-12-03T12:15:00.000Z",
    end: "2026-12-03T13:45:00.000Z",
    summary: "Scalp session, Sapphire Roots",
    alarms: [
      { minutesBefore: 1440, text: "In 24 hours: Scalp session, Sapphire Roots" },
      { minutesBefore: 120, text: "In 2 hours: Scalp session, Sapphire Roots" },
      { minutesBefore: 0, text: "The numbing cream goes on now" },
    ],
  });
  for (const row of text.split("\r\n")) assert.ok(Buffer.byteLength(row) <= 75, row);
  assert.ok(!/[^\r]\n/.test(text), "every line ends with CRLF");
  await finish();
});

test("each session has the steps before it and the ends after it beside it, which leave the time free and do not ring", async () => {
  const { page, finish } = await show({ path: ofMain("sessions") });
  await bookTheRest(page);
  const { text, entries, beside } = await all(page);
  const hours = (one, other) => (Date.parse(one) - Date.parse(other)) / 3_600_000;
  for (const { uid, start, end } of entries) {
    const name = uid.slice("session_".length);
    const of = beside.filter((entry) => entry.uid.endsWith(`_${name}`));
    const at = (kind) => of.find((entry) => entry.uid.startsWith(`${kind}_`)) ?? assert.fail(`${kind} of ${uid}`);
    for (const [kind, before] of [["ready-week_before", 168], ["ready-three_days_before", 72], ["ready-day_before", 24]]) assert.equal(hours(start, at(kind).start), before, kind);
    // The day begins at midnight in the clinic's zone, half past six the evening before in UTC.
    const day = at("ready-the_day");
    assert.ok(day.start.endsWith("T18:30:00.000Z") && day.end === start, `${day.start} to ${day.end}`);
    for (const after of [12, 24, 48, 72, 168]) assert.equal(hours(at(`after-${after * 60}`).start, end), after);
    assert.equal(of.length, 9);
  }
  assert.equal(beside.length, 9 * entries.length);
  assert.ok(beside.every(({ alarms }) => alarms.length === 0));
  assert.equal(text.match(/TRANSP:TRANSPARENT/g).length, beside.length);
  assert.ok(beside.some(({ summary }) => summary === "Drink no alcohol") && beside.some(({ summary }) => summary.startsWith("Allowed again: Washing your hair · ")));
  await finish();
});

test("once a session is over, the ends after it move to their true hours", async () => {
  const { page, finish } = await show({ path: ofMain("sessions") });
  const calendar = importer();
  const planned = await all(page);
  calendar.take({ entries: planned.beside });
  const { end } = bookedOfMain;
  await page.clock.setFixedTime(new Date(Date.parse(end) + 3_600_000));
  await go(page, "today");
  await button(page, "It happened").click();
  await page.getByLabel("The session ended at").selectOption("6pm");
  await button(page, "Save").click();
  await headed(page, "After your session");
  await bookAt(page, 6, "Thursday 3 December 2026, 5:45pm, free");
  const now = await all(page);
  const early = Date.parse(end) - Date.parse("2026-11-26T18:00:00+05:30");
  const after = (entries) => entries.filter(({ uid }) => uid.includes("session-5-booked") && uid.startsWith("after-"));
  assert.equal(after(now.beside).length, 5);
  for (const entry of after(now.beside)) {
    const before = after(planned.beside).find(({ uid }) => uid === entry.uid) ?? assert.fail(entry.uid);
    assert.equal(Date.parse(before.start) - Date.parse(entry.start), early);
    assert.ok(entry.sequence > before.sequence);
  }
  await finish();
});

test("a second file moves what was moved, strikes out what was cancelled, and doubles nothing", async () => {
  const { page, finish } = await show({ path: ofMain("sessions") });
  await bookTheRest(page);
  const calendar = importer();
  const before = await all(page);
  calendar.take(before);
  await moveTo(page, 6, "Friday 4 December 2026, 9:30am, free");
  await moveTo(page, 5, "Friday 27 November 2026, 12:30pm, free");
  await cancel(page, 7);
  const after = await all(page);
  calendar.take(after);

  const byUid = (file) => new Map(file.entries.map((entry) => [entry.uid, entry]));
  const [old, now] = [byUid(before), byUid(after)];
  assert.deepEqual([...now.keys()].sort(), [...old.keys()].sort());
  const changed = [...now.values()].filter(({ uid, sequence }) => sequence > old.get(uid).sequence);
  assert.deepEqual(
    changed.map(({ uid, start, status }) => [old.get(uid).start, start, status]).sort(),
    [
      ["2026-11-26T11:30:00.000Z", "2026-11-27T07:00:00.000Z", "CONFIRMED"],
      ["2026-12-03T12:15:00.000Z", "2026-12-04T04:00:00.000Z", "CONFIRMED"],
      ["2026-12-31T11:30:00.000Z", "2026-12-31T11:30:00.000Z", "CANCELLED"],
    ],
  );
  for (const { status, alarms } of changed) assert.equal(alarms.length, status === "CANCELLED" ? 0 : 3);
  assert.equal(calendar.entries.size, 6);
  assert.deepEqual(calendar.shown(), ["2026-11-27T07:00", "2026-12-04T04:00", "2027-01-28T11:30", "2027-02-25T11:30", "2027-05-20T11:30"].map((start) => `${start}:00.000Z`));
  await finish();
});

test("every entry names its session, and one that says something else is newer than the one before", async () => {
  const { page, finish } = await show({ path: ofMain("sessions") });
  await bookTheRest(page);
  const before = await all(page);
  await cancel(page, 7);
  const after = await all(page);
  const old = new Map(before.entries.map((entry) => [entry.uid, entry]));
  for (const entry of after.entries) assert.match(entry.summary, /^Scalp session, Sapphire Roots$/);
  const unchanged = after.entries.filter(({ uid, sequence }) => sequence === old.get(uid).sequence);
  assert.deepEqual(unchanged, unchanged.map(({ uid }) => old.get(uid)));
  await finish();
});

test("moved and taken back, cancelled and put back: each file is newer than the one before", async () => {
  const { page, finish } = await show({ path: ofMain("sessions") });
  const calendar = importer();
  const sequences = [];
  const take = async () => {
    const file = await all(page);
    assert.equal(file.entries.length, 1);
    sequences.push(file.entries[0].sequence);
    calendar.take(file);
    return calendar.shown();
  };
  const [thursday, friday] = ["2026-11-26T11:30:00.000Z", "2026-11-27T07:00:00.000Z"];
  assert.deepEqual(await take(), [thursday]);
  await moveTo(page, 5, "Friday 27 November 2026, 12:30pm, free");
  await undo(page).click();
  await toast(page, "As it was");
  assert.deepEqual(await take(), [thursday]);
  await moveTo(page, 5, "Friday 27 November 2026, 12:30pm, free");
  assert.deepEqual(await take(), [friday]);
  await cancel(page, 5);
  assert.deepEqual(await take(), []);
  await button(page, "Put it back").click();
  await toast(page, "Session is back");
  assert.deepEqual(await take(), [friday]);
  assert.deepEqual(sequences, [...new Set(sequences)].sort((one, other) => one - other));
  assert.equal(calendar.entries.size, 1);
  await finish();
});

test("one session alone goes into the calendar under the name that it has in the file of all", async () => {
  const { page, finish } = await show({ path: ofMain("sessions") });
  await bookTheRest(page);
  const { entries } = await all(page);
  await go(page, "sessions/6");
  const one = await calendarFrom(page, () => button(page, "To my calendar").click());
  assert.deepEqual(one.entries, [entries[1]]);
  await finish();
});

test("discreet titles say nothing of health, and the choice is kept", async () => {
  const { page, finish } = await show({ path: ofMain("sessions") });
  await bookTheRest(page);
  await go(page, "sessions");
  await page.getByLabel("Discreet titles").check();
  await go(page, "sessions");
  assert.ok(await page.getByLabel("Discreet titles").isChecked());
  const { name, text, entries, beside } = await all(page);
  assert.ok(beside.length > 0 && beside.every(({ summary }) => summary === "Reminder"));
  for (const { summary, alarms } of entries) {
    assert.equal(summary, "Appointment");
    assert.deepEqual(alarms.map(({ text }) => text), ["In 24 hours: Appointment", "In 2 hours: Appointment", "Appointment"]);
  }
  // UIDs are not shown, and the name of the product that wrote the file is not either.
  const seen = text.replaceAll(/\r\n /g, "").split("\r\n").filter((row) => !/^(UID|PRODID)/.test(row)).join("\n");
  assert.doesNotMatch(`${name} ${seen}`, /scalp|meso|session|hair|numb|cream|clinic|sapphire|inject|doctor|treat/i);
  await go(page, "sessions/6");
  const one = await calendarFrom(page, () => button(page, "To my calendar").click());
  assert.deepEqual(one.entries.map(({ summary }) => summary), ["Appointment"]);
  await finish();
});

test("the file is handed to another app where the phone can, and saved where it cannot", async () => {
  const before = (page) =>
    page.addInitScript(() => {
      navigator.canShare = ({ files }) => files?.[0].type === "text/calendar";
      navigator.share = async ({ files: [file] }) => {
        window.portalShared = { name: file.name, text: await file.text() };
      };
    });
  for (const can of [true, false]) {
    const { page, finish } = await show({ path: ofMain("sessions"), before: can ? before : undefined });
    const share = () => button(page, "Share the file").click();
    if (can) {
      await share();
      await page.waitForFunction(() => window.portalShared);
      const { name, text } = await page.evaluate(() => window.portalShared);
      assert.equal(name, "appointments.ics");
      assert.match(text, /^BEGIN:VCALENDAR\r\n/);
    } else {
      assert.equal((await calendarFrom(page, share)).entries.length, 1);
    }
    await finish();
  }
});

test("where nothing is booked there is nothing to add, and that is said", async () => {
  const { page, finish } = await show({ path: "/sample/aga-non-hormonal/sessions" });
  await headed(page, "Sessions");
  await page.getByText("No session is booked, so there is nothing to add yet.").waitFor();
  assert.equal(await button(page, "All to my calendar").count(), 0);
  await finish();
});
