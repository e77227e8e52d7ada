// From the questions before a session to the last look twelve weeks after it: what is answered, noted and due, and what the phone keeps of it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { button, go, headed, line, link, offered, part, toast, undo } from "./booking.mjs";
import { clinicOf } from "./clinic.mjs";
import { ownServer, portalPage } from "./portal.mjs";
import { bookedOfMain, file, keep, main, show } from "./screens.mjs";

const reachable = await clinicOf({ "clinic.json": { phone: "+91 44 5550 0100", after_hours_phone: "+91 98765 00112" } });
const { start, end } = bookedOfMain;
const minutesAfter = (instant, minutes) => new Date(Date.parse(instant) + minutes * 60_000).toISOString();
const daysAfter = (instant, days) => minutesAfter(instant, days * 1440);
const of = (path) => `/sample/${main.id}/${path}`;
const day = minutesAfter(start, -5 * 60);
const come = { path: of("sessions/5/ready"), clock: day };
const tick = (page, question) => page.getByLabel(question).check();

/** The clock goes on to an instant, as for a phone that was away. */
async function goOn(page, instant) {
  await page.clock.setFixedTime(new Date(instant));
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
}

test("nothing speaks against a session: one tap from the questions, and it is kept with the session", async () => {
  const { page, finish } = await show(come);
  await button(page, "None of these").click();
  await page.getByRole("heading", { name: "You can come" }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "You can come");
  await go(page, "today");
  await link(page, /^Can I still come\? You can come/).waitFor();
  await go(page, "sessions/6/ready");
  await page.getByText("This session is not booked yet, so nothing is asked.").waitFor();
  await finish();
});

test("a fever holds the session, says from when on it may be, and how to ask for another time", async () => {
  const { page, finish } = await show(come);
  await tick(page, /^Have you had 38 °C or more/);
  await button(page, "That is all").click();
  await page.getByRole("heading", { name: "Not today" }).waitFor();
  await page.getByText("Come once you have been well for 72 hours.").waitFor();
  await page.getByText("The earliest day is Monday 30 November 2026.").waitFor();
  // The clinic's notice has begun: only the clinic can move it.
  await page.getByText(/When can I come instead\?$/).waitFor();
  assert.equal(await link(page, "Move this session").count(), 0);
  await page.reload();
  await page.getByRole("heading", { name: "Not today" }).waitFor();
  await button(page, "Change my answers").click();
  const fever = page.getByLabel(/^Have you had 38 °C or more/);
  assert.ok(await fever.isChecked());
  await fever.uncheck();
  await button(page, "None of these").click();
  await page.getByRole("heading", { name: "You can come" }).waitFor();
  await undo(page).click();
  await page.getByRole("heading", { name: "Not today" }).waitFor();
  await finish();
});

test("the worst answer decides, and what is urgent says whom to call", async () => {
  const rows = [
    [[/^Have you begun or changed a medicine/], "Talk to the clinic first"],
    [[/^Have you begun or changed a medicine/, /^Have you had 38 °C/], "Not today"],
    [[/^A drink in the last 24 hours/], "You can come"],
    [[/^Is there a lump/], "Get help first"],
  ];
  for (const [ticked, title] of rows) {
    const { page, finish } = await show(come, { at: reachable });
    for (const question of ticked) await tick(page, question);
    await button(page, "That is all").click();
    const verdict = page.locator("section", { has: page.getByRole("heading", { name: title }) }).last();
    await verdict.waitFor();
    assert.equal(await verdict.getByRole("link", { name: "Call Sapphire Roots" }).count(), title === "You can come" ? 0 : 1, title);
    await finish();
  }
});

test("what the record answers is not asked, and what does not concern the patient neither", async () => {
  const questions = async (sample, number) => {
    const { page, finish } = await show({ path: `/sample/${sample}/sessions/${number}/ready`, clock: day });
    const text = await page.getByRole("main").innerText();
    await finish();
    return text;
  };
  const woman = await questions(main.id, 5);
  assert.match(woman, /Are you pregnant/);
  assert.doesNotMatch(woman, /low mood/i);
  const { page, finish } = await show({ path: "/open", clock: day, after: keep(withMedicine("warfarin")) });
  await page.goto("/sessions/5/ready");
  const record = part(page, "From your record");
  await record.getByText(/Keep taking it, and do not stop it for the session/).waitFor();
  assert.equal(await page.getByText(/^Do you take a blood thinner/).count(), 0);
  await finish();
});

/** The main sample's record, with one medicine more. */
function withMedicine(name) {
  const record = JSON.parse(file);
  record.entry.push({ resource: { resourceType: "MedicationStatement", id: name, status: "active", medicationCodeableConcept: { coding: [{ system: "http://www.whocc.no/atc", code: "B01AA03" }], text: name } } });
  return Buffer.from(JSON.stringify(record));
}

test("answers count for a day: what they mean is said at once, and they are asked again on the day, ticked as before", async () => {
  const { page, finish } = await show({ ...come, clock: minutesAfter(start, -36 * 60) });
  await tick(page, /^Have you begun or changed a medicine/);
  await button(page, "That is all").click();
  await page.getByRole("heading", { name: "Talk to the clinic first" }).waitFor();
  await page.getByText("You are asked again from 5pm on.").waitFor();
  await goOn(page, minutesAfter(start, -20 * 60));
  await page.getByText(/^Tick what is so/).waitFor();
  assert.ok(await page.getByLabel(/^Have you begun or changed a medicine/).isChecked());
  await page.getByLabel(/^Have you begun or changed a medicine/).uncheck();
  await button(page, "None of these").click();
  await page.getByRole("heading", { name: "You can come" }).waitFor();
  await finish();
});

test("what is urgent is said although it is told days before", async () => {
  const { page, finish } = await show({ ...come, clock: minutesAfter(start, -60 * 60) });
  await tick(page, /^Is there a lump/);
  await button(page, "That is all").click();
  await page.getByRole("heading", { name: "Get help first" }).waitFor();
  await finish();
});

test("a hold that is told in time leads to times that are late enough", async () => {
  const { page, finish } = await show({ ...come, clock: minutesAfter(start, -36 * 60) });
  await tick(page, /^Have you had 38 °C or more/);
  await button(page, "That is all").click();
  await page.getByRole("heading", { name: "Not today" }).waitFor();
  const said = await page.getByText(/^The earliest day is /).innerText();
  const [earliest] = said.match(/\d+ November/) ?? assert.fail(said);
  await link(page, "Move this session").click();
  await headed(page, "Move session 5");
  const [first] = await offered(page);
  const days = (text) => Number(text.match(/(\d+) (November|December)/)?.[1]) + (text.includes("December") ? 30 : 0);
  assert.ok(days(first) >= days(earliest), `${first} before ${earliest}`);
  await finish();
});

test("what is ticked stays ticked over midnight", async () => {
  const midnight = "2026-11-26T00:00:00+05:30";
  const { page, finish } = await show({ path: of("sessions/5/ready"), clock: minutesAfter(midnight, -2) });
  await tick(page, /^Have you had 38 °C or more/);
  await goOn(page, midnight);
  await page.getByText("Your session is at 5pm.").waitFor();
  assert.ok(await page.getByLabel(/^Have you had 38 °C or more/).isChecked());
  await button(page, "That is all").waitFor();
  await finish();
});

test("what is agreed to is read for the version that was signed, and kept with the session", async () => {
  const { page, finish } = await show({ path: of("sessions/5/consent"), clock: day });
  await part(page, "Which plan this belongs to").getByText("The plan that Dr. Ashwini signed on 20 October 2026.").waitFor();
  await page.getByText("Iron can leave a brown stain in the skin that does not go away.").waitFor();
  await button(page, "I have read this").click();
  await page.getByText("You read this on Thursday 26 November 2026. You sign it at the clinic.").waitFor();
  await go(page, "today");
  await link(page, /^What you agree to You have read it/).waitFor();
  await finish();
});

test("the numbing cream's minutes are right after the page was killed, and after a clock that went back", async () => {
  const on = minutesAfter(start, 2);
  const { page, open } = await portalPage({ clock: on, reducedMotion: "reduce" });
  await open(of("today"));
  await part(page, "Numbing cream").getByRole("button", { name: "The cream is on now" }).click();
  await part(page, "The cream is working").getByText("Ready at about 5:32pm, in 30 minutes.").waitFor();
  // Killed, not left: the page is told nothing.
  await page.close({ runBeforeUnload: false });
  const again = await page.context().newPage();
  await again.clock.setFixedTime(new Date(minutesAfter(on, 20)));
  await again.goto(of("today"));
  const working = part(again, "The cream is working");
  await working.getByRole("timer").filter({ hasText: "20 minutes" }).waitFor();
  await working.getByText("Ready at about 5:32pm, in 10 minutes.").waitFor();
  await goOn(again, minutesAfter(on, 30));
  await part(again, "Your skin is numb").getByRole("timer").filter({ hasText: "30 minutes" }).waitFor();
  await goOn(again, minutesAfter(on, 40));
  await part(again, "40 minutes are over").waitFor();
  await goOn(again, minutesAfter(on, -60));
  await part(again, "The clock of this phone went back").getByText(/^The cream went on at 5:02pm/).waitFor();
  await again.context().close();
});

test("cream that was noted late is put earlier, and one that is not on is taken back", async () => {
  const { page, finish } = await show({ path: of("today"), clock: minutesAfter(start, 10) });
  await button(page, "The cream is on now").click();
  await page.getByText("On since 5:10pm.").waitFor();
  await button(page, "5 minutes earlier").click();
  await page.getByText("On since 5:05pm.").waitFor();
  await button(page, "It is not on").click();
  await button(page, "The cream is on now").waitFor();
  await finish();
});

test("how comfortable it was is one tap, and another number takes its place", async () => {
  const { page, finish } = await show({ path: of("today"), clock: minutesAfter(end, 60) });
  await button(page, "It happened").click();
  await button(page, "Save").click();
  const scale = page.getByRole("group", { name: "How comfortable was your session?" });
  for (const number of [7, 9]) {
    await scale.getByRole("button", { name: `${number} of 10` }).click();
    await scale.getByRole("button", { name: `${number} of 10`, pressed: true }).waitFor();
    assert.equal(await scale.getByRole("button", { pressed: true }).count(), 1);
  }
  await go(page, "outbox");
  await page.getByText(/^How comfortable your session on .* was: 9 of 10$/).waitFor();
  await finish();
});

test("the weekly look is due, put off until tomorrow, done for a week, or given up", async () => {
  const { page, finish } = await show({ path: "/open", after: keep(), clock: "2026-11-22T09:30:00+05:30" });
  const look = part(page, "Look for lumps, bald spots and stains");
  const on = (day) => goOn(page, `2026-11-${day}T09:30:00+05:30`);
  await look.getByRole("button", { name: "Tomorrow" }).click();
  await look.waitFor({ state: "detached" });
  await on(23);
  await look.getByRole("button", { name: "I looked, all is fine" }).click();
  await look.waitFor({ state: "detached" });
  await page.goto("/aftercare/weeks");
  await page.getByText("Nothing is due now.").waitFor();
  await page.getByText("Done on Monday 23 November 2026").waitFor();
  await on(30);
  await look.getByRole("button", { name: "Not for me" }).click();
  await look.waitFor({ state: "detached" });
  await page.clock.setFixedTime(new Date("2026-12-20T09:30:00+05:30"));
  await page.reload();
  await page.getByText("Nothing is due now.").waitFor();
  await finish();
});

test("from the chair to week 12, without a network from the start of the session on", async () => {
  const server = await ownServer();
  const { page, open, finish } = await portalPage({ at: server.address, clock: day, reducedMotion: "reduce" });
  await open("/open");
  await keep()(page);
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated");
  await page.goto("/sessions/5/ready");
  await button(page, "None of these").click();
  await page.getByRole("heading", { name: "You can come" }).waitFor();

  // The server is killed: a browser's switch for the network may not reach its worker.
  await server.stop();
  await page.clock.setFixedTime(new Date(start));
  await page.goto("/today");
  await headed(page, "Your session is today");
  await button(page, "The cream is on now").click();
  await part(page, "The cream is working").waitFor();
  await goOn(page, minutesAfter(start, 65));
  await button(page, "My session is over").click();
  await page.getByLabel("The session ended at").selectOption("6pm");
  await button(page, "Save").click();
  await headed(page, "After your session");
  const ended = minutesAfter(start, 60);
  await page.getByRole("button", { name: "8 of 10" }).click();

  const hours = [
    [0.02, "Press with gauze", "Not until 6pm tomorrow"],
    [3, "Leave your scalp dry", "Not until 6pm tomorrow"],
    [13, "Keep your scalp dry a little longer", "Not until 6pm"],
    [25, "Wash gently with lukewarm water", "Yes"],
    [49, "Sleep with your head raised", "Yes"],
    [24 * 9, "Look at your scalp once a week", "Yes"],
    [24 * 7 * 11, "Look at your scalp once a week", "Yes"],
  ];
  for (const [after, now, wash] of hours) {
    await page.clock.setFixedTime(new Date(minutesAfter(ended, after * 60)));
    await page.goto("/aftercare");
    await page.locator("[aria-current=step]").getByRole("heading", { name: now }).waitFor();
    await link(page, "Emergency: call 112").waitFor();
    await page.goto("/aftercare/can-i/wash");
    await page.getByRole("heading", { name: wash, exact: true }).waitFor();
  }
  await page.goto("/aftercare/notice");
  await page.getByLabel("There is a lump at an injection point").check();
  await page.getByRole("region", { name: "How urgent it is" }).getByRole("heading", { name: "Speak with the clinic within 24 hours" }).waitFor();
  await page.goto("/aftercare/weeks");
  await part(page, "Look for lumps, bald spots and stains").getByRole("button", { name: "I looked, all is fine" }).click();
  await toast(page, "Answer saved");
  await page.clock.setFixedTime(new Date(daysAfter(ended, 84)));
  await page.goto("/aftercare");
  await page.getByText(/^Aftercare is over\./).waitFor();
  await link(page, "Emergency: call 112").waitFor();
  assert.match(await line(page.getByRole("main")), /nothing to avoid/);
  await finish();
});
