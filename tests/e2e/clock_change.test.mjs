// Nights on which the clinic's clock changes, a year end and a leap day: the portal published for clinics elsewhere, with a record of the patient's own.

import assert from "node:assert/strict";
import { test } from "node:test";
import { clinicOf } from "./clinic.mjs";
import { portalPage } from "./portal.mjs";
import { file as record } from "./screens.mjs";

const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 24 * MS_PER_HOUR;

const clinics = {};
for (const zone of ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo"]) clinics[zone] = await clinicOf({ "clinic.json": { time_zone: zone } });

/** The main sample's record, moved by whole days so that its last session lies about where it is wanted, with that session's end and the booked start as told. */
function recordWith(ended, booked) {
  const days = Math.round((Date.parse(ended) - Date.parse("2026-11-19T12:30:00Z")) / MS_PER_DAY);
  const moved = (day) => new Date(Date.parse(day) + days * MS_PER_DAY).toISOString().slice(0, 10);
  const bundle = JSON.parse(record, (name, value) =>
    typeof value === "string" && name !== "birthDate" && /^\d{4}-\d\d-\d\d(T|$)/.test(value) ? moved(value.slice(0, 10)) + value.slice(10) : value,
  );
  const resource = (wanted) => bundle.entry.find(({ resource }) => resource.id === wanted).resource;
  resource("session-4").performedPeriod = { start: new Date(Date.parse(ended) - MS_PER_HOUR).toISOString(), end: ended };
  Object.assign(resource("session-5-booked"), { start: booked, end: new Date(Date.parse(booked) + MS_PER_HOUR).toISOString() });
  return JSON.stringify(bundle);
}

/** A phone that keeps a record at a clinic, at an instant; its time runs as the test lets it. */
async function patientOf(zone, { now, ended, booked, phone = zone }) {
  const { page, open, finish } = await portalPage({ serviceWorkers: "block", at: clinics[zone], timezoneId: phone });
  await page.clock.install({ time: new Date(Date.parse(now) - 60_000) });
  await page.clock.pauseAt(new Date(now));
  await open("/open");
  const file = { name: "record.json", mimeType: "application/json", buffer: Buffer.from(recordWith(ended, booked)) };
  await page.getByLabel("Choose the file").setInputFiles(file);
  await page.getByRole("button", { name: "Keep it on this phone" }).click();
  await page.getByText(/^Your next session/).waitFor();
  const end = async () => {
    await page.clock.resume();
    await finish();
  };
  return { page, finish: end };
}

const hero = async (page) => (await page.locator("section", { has: page.getByText(/^Your next session/) }).last().innerText()).replaceAll(/\s+/g, " ");

async function aftercare(page) {
  await page.getByRole("link", { name: /aftercare/i }).click();
  await page.getByRole("timer").waitFor();
  const wash = page.getByRole("listitem").filter({ hasText: /^Wash/i });
  return { elapsed: await page.getByRole("timer").innerText(), wash: (await wash.count()) ? await wash.first().innerText() : "" };
}

/** What a clock on the wall shows, by Node's own time zones: “5pm”, “6:30pm”. */
function wallClock(zone, instant) {
  const shown = new Intl.DateTimeFormat("en-US", { timeZone: zone, hour: "numeric", minute: "2-digit", hour12: true }).format(new Date(instant));
  return shown.replace(":00", "").replace(/\s([AP])M/, (_, half) => `${half.toLowerCase()}m`);
}

/** The day on a calendar on that wall: `2026-10-25`. */
const dayOf = (zone, instant) => new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(new Date(instant));

/**
 * A session that ended at 6pm on the Saturday, the next one booked for 10am on the Sunday. From the time zone database: the offset
 * on either side of the night, how long it is from 6pm to 6pm, and what the clock shows 24 hours after 6pm.
 */
const nights = [
  ["Europe/London", "2026-10-24", "+01:00", "2026-10-25", "+00:00", "25 hours", "5pm"],
  ["Europe/London", "2027-03-27", "+00:00", "2027-03-28", "+01:00", "23 hours", "7pm"],
  ["America/New_York", "2026-10-31", "-04:00", "2026-11-01", "-05:00", "25 hours", "5pm"],
  ["America/New_York", "2027-03-13", "-05:00", "2027-03-14", "-04:00", "23 hours", "7pm"],
  ["Australia/Lord_Howe", "2026-10-03", "+10:30", "2026-10-04", "+11:00", "23 hours 30 minutes", "6:30pm"],
  ["Australia/Lord_Howe", "2027-04-03", "+11:00", "2027-04-04", "+10:30", "24 hours 30 minutes", "5:30pm"],
  // On this night there is no midnight: after 11:59pm comes 1am.
  ["Africa/Cairo", "2027-04-29", "+02:00", "2027-04-30", "+03:00", "23 hours", "7pm"],
];

for (const [zone, saturday, before, sunday, behind, length, dayAfter] of nights) {
  const ended = `${saturday}T18:00:00${before}`;
  const booked = `${sunday}T10:00:00${behind}`;
  const night = (now) => patientOf(zone, { now, ended, booked });

  test(`${zone}, the night to ${sunday}: a session at 10am is at 10am, before and after the change`, async () => {
    assert.equal(wallClock(zone, booked), "10am");
    const { page, finish } = await night(`${saturday}T21:00:00${before}`);
    assert.match(await hero(page), /^Your next session · Loading 5 of 6 .* 10am .* Tomorrow /);
    await page.clock.runFor(Date.parse(`${sunday}T09:00:00${behind}`) - Date.parse(`${saturday}T21:00:00${before}`));
    assert.match(await hero(page), / 10am .* Today /);
    await finish();
  });

  test(`${zone}, the night to ${sunday}: aftercare counts the hours that pass`, async () => {
    assert.equal(wallClock(zone, Date.parse(ended) + MS_PER_DAY), dayAfter);
    const { page, finish } = await night(`${saturday}T21:00:00${before}`);
    const evening = await aftercare(page);
    assert.equal(evening.elapsed, "3 hours");
    assert.ok(evening.wash.endsWith(`until ${dayAfter} tomorrow`), evening.wash);
    await page.getByRole("link", { name: "Can I …?" }).click();
    await page.getByRole("link", { name: `Massage my scalp Not until ${dayAfter} tomorrow` }).waitFor();
    await page.goBack();
    await page.clock.runFor(Date.parse(`${sunday}T18:00:00${behind}`) - Date.parse(`${saturday}T21:00:00${before}`));
    assert.equal(await page.getByRole("timer").innerText(), length);
    const isOver = Date.parse(`${sunday}T18:00:00${behind}`) - Date.parse(ended) >= MS_PER_DAY;
    const wash = page.getByRole("listitem").filter({ hasText: /^Wash.*until/is });
    assert.equal(await wash.count(), isOver ? 0 : 1);
    if (!isOver) assert.ok((await wash.innerText()).endsWith(`until ${dayAfter}`));
    await finish();
  });

  test(`${zone}, the night to ${sunday}: today turns at the clinic's midnight`, async () => {
    // The first instant of the day: the old offset still holds until then.
    const midnight = Date.parse(`${sunday}T00:00:00${before}`);
    assert.deepEqual([dayOf(zone, midnight - 1), dayOf(zone, midnight)], [saturday, sunday]);
    const { page, finish } = await night(new Date(midnight - 30_000).toISOString());
    assert.match(await hero(page), / Tomorrow /);
    await page.clock.runFor(30_000);
    assert.match(await hero(page), / Today /);
    await finish();
  });
}

for (const [what, now, booked, day, ahead] of [
  ["the year ends", "2027-12-31T23:59:30+00:00", "2028-01-01T10:00:00+00:00", /Saturday 1 January 2028/, /Saturday 1 January 2028 Today/],
  ["the leap day begins", "2028-02-28T23:59:30+00:00", "2028-02-29T10:00:00+00:00", /Tuesday 29 February 2028/, /Tuesday 29 February 2028 Today/],
  ["the leap day ends", "2028-02-29T23:59:30+00:00", "2028-03-01T10:00:00+00:00", /Wednesday 1 March 2028/, /Wednesday 1 March 2028 Today/],
]) {
  test(`${what}: tomorrow becomes today`, async () => {
    const ended = new Date(Date.parse(now) - 47 * MS_PER_HOUR).toISOString();
    const { page, finish } = await patientOf("Europe/London", { now, ended, booked });
    assert.match(await hero(page), day);
    assert.match(await hero(page), / Tomorrow /);
    await page.clock.runFor(30_000);
    assert.match(await hero(page), ahead);
    assert.equal((await aftercare(page)).elapsed, "47 hours");
    await finish();
  });
}

for (const [what, now, booked, expected] of [
  ["agrees now and not then", "2027-03-27T21:00:00+00:00", "2027-03-28T10:00:00+01:00", "10am clinic time (9am where your phone is)"],
  ["agrees then and not now", "2026-10-24T21:00:00+01:00", "2026-10-25T10:00:00+00:00", "10am"],
]) {
  test(`a phone in Abidjan ${what} with a clinic in London`, async () => {
    const ended = new Date(Date.parse(now) - 3 * MS_PER_HOUR).toISOString();
    const { page, finish } = await patientOf("Europe/London", { now, ended, booked, phone: "Africa/Abidjan" });
    await page.getByRole("heading", { level: 2, name: expected, exact: true }).waitFor();
    await aftercare(page);
    const notice = page.getByText(/^Times here are the clinic’s\./);
    const whose = "Times here are the clinic’s.";
    assert.equal(await notice.innerText(), expected === "10am" ? `${whose} Where your phone is, it is 1 hour earlier.` : whose);
    await finish();
  });
}
