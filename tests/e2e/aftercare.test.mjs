// The hours after a session: what may be done and from when on, what is noticed and how urgent it is, whom to call.

import assert from "node:assert/strict";
import { test } from "node:test";
import { button, calendarFrom, hands, headed, link, part, toast } from "./booking.mjs";
import { clinicOf } from "./clinic.mjs";
import { afterSession, bookedOfMain, file, keep, main, show } from "./screens.mjs";

const found = afterSession(6) ?? assert.fail("no sample patient has just had a session");
const { sample, clock } = found;
const of = (path) => `/sample/${sample.id}/${path}`;
const telephones = { phone: "+91 44 5550 0100", after_hours_phone: "+91 98765 00112" };
const reachable = await clinicOf({ "clinic.json": telephones });
const later = await clinicOf({ "aftercare.json": { about: { author: "Dr. Test", version: 7, date: "2026-11-20", signed_by: "Dr. Test" } } });

const answer = (page) => page.getByRole("region", { name: "How urgent it is" });
const notice = (page, symptom) => page.getByLabel(symptom, { exact: true });
const hoursAfter = (ended, hours) => new Date(Date.parse(ended) + hours * 3_600_000).toISOString();

/** The clock goes on to an instant, as for a phone that was away. */
async function goOn(page, instant) {
  await page.clock.setFixedTime(new Date(instant));
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
}

for (const [way, { tap, phone }] of Object.entries(hands)) {
  test(`J7 may I wear a helmet: two taps from Today, ${way}`, async () => {
    const { page, finish } = await show({ path: of("today"), clock }, phone);
    let taps = 0;
    const counted = (target) => (taps += 1, tap(target));
    await headed(page, "After your session");
    await counted(link(page, "Can I …?"));
    await headed(page, "Can I …?");
    await counted(link(page, /^Wear a helmet or tight cap/));
    await page.getByRole("heading", { name: "Not until 6pm on Sunday" }).waitFor();
    await page.getByText("Never ride without a helmet.").waitFor();
    assert.ok(taps <= 2, `${taps} taps`);
    await finish();
  });

  test(`J12 still red after five hours: one tap, and the clinic's call button at two, ${way}`, async () => {
    const { page, finish } = await show({ path: of("today"), clock }, { ...phone, at: reachable });
    let taps = 0;
    const counted = (target) => (taps += 1, tap(target));
    await headed(page, "After your session");
    await counted(link(page, "Not normal?"));
    await headed(page, "What do you notice?");
    await page.getByText("6 hours after your session. Choose all that fit.").waitFor();
    await page.getByText("Fading redness", { exact: true }).waitFor();
    assert.equal(await link(page, "Call Sapphire Roots").first().getAttribute("href"), `tel:${telephones.phone}`);
    assert.equal(taps, 1);
    await finish();
  });
}

test("the worst of what is noticed decides, and the answer changes with each choice", async () => {
  const { page, finish } = await show({ path: of("aftercare/notice"), clock }, { at: reachable });
  const steps = [
    ["My scalp is red", "check", "Look after it, and watch it", "Call Sapphire Roots"],
    ["I have hives (raised, itchy spots)", "check", "Call the clinic now", "After hours: +91 98765 00112", "My face and skin"],
    ["I feel dizzy", "check", "This is an emergency", "Ambulance, in many states: 108", "My head and senses"],
    ["I have hives (raised, itchy spots)", "uncheck", "Call the clinic now", "Call Sapphire Roots"],
    ["I feel dizzy", "uncheck", "Look after it, and watch it", "Call Sapphire Roots"],
  ];
  for (const [symptom, act, title, call, group] of steps) {
    if (group) await page.getByText(group, { exact: true }).click();
    await notice(page, symptom)[act]();
    await answer(page).getByRole("heading", { name: title }).waitFor();
    await answer(page).getByRole("link", { name: call }).waitFor();
  }
  await notice(page, "My scalp is red").uncheck();
  assert.equal(await answer(page).innerText(), "");
  await finish();
});

test("the same redness is more urgent the longer it stays", async () => {
  const { page, finish } = await show({ path: of("aftercare/notice"), clock });
  await notice(page, "My scalp is red").check();
  await answer(page).getByRole("heading", { name: "Look after it, and watch it" }).waitFor();
  await goOn(page, afterSession(25).clock);
  await answer(page).getByRole("heading", { name: "Speak with the clinic within 24 hours" }).waitFor();
  assert.ok(await notice(page, "My scalp is red").isChecked());
  await finish();
});

test("what to say to a hospital, how to lie, and who helps with thoughts of self-harm stand beside the emergency", async () => {
  const { page, finish } = await show({ path: of("aftercare/notice"), clock });
  await page.getByText("Breathing, throat and chest", { exact: true }).click();
  await notice(page, "My chest hurts").check();
  await answer(page).getByText("Tell the hospital: “I had scalp injections with biotin. Biotin can make blood tests wrong.”").waitFor();
  assert.equal(await answer(page).getByText("minoxidil").count(), 0);
  await notice(page, "My throat feels tight or swollen").check();
  await answer(page).getByText("Lie flat. If breathing is hard, sit up. If you are pregnant, lie on your left side.").waitFor();
  await page.getByText("How I feel", { exact: true }).click();
  await notice(page, "I think of harming myself").check();
  for (const number of ["14416", "1-800-891-4416"]) {
    assert.equal(await answer(page).getByRole("link", { name: `Tele-MANAS, for help with your mind: ${number}` }).getAttribute("href"), `tel:${number}`);
  }
  await finish();
});

test("the emergency number is one tap away on every screen after a session, and never dialled by itself", async () => {
  for (const path of ["today", "aftercare", "aftercare/can-i", "aftercare/can-i/wash", "aftercare/notice", "aftercare/weeks"]) {
    const { page, finish } = await show({ path: of(path), clock });
    const call = link(page, "Emergency: call 112").first();
    await call.waitFor();
    assert.equal(await call.getAttribute("href"), "tel:112", path);
    await finish();
  }
});

test("until it is said whether a session happened, aftercare counts as if it had, and asks", async () => {
  const { end } = bookedOfMain;
  for (const path of ["aftercare/can-i/wash", "aftercare/notice"]) {
    const { page, finish } = await show({ path: `/sample/${main.id}/${path}`, clock: hoursAfter(end, 1) });
    await page.getByRole("heading", { name: "Did session 5 happen?" }).waitFor();
    await page.getByText("These answers count as if it had.").waitFor();
    if (path.endsWith("wash")) await page.getByRole("heading", { name: "Not until 6:15pm tomorrow" }).waitFor();
    await finish();
  }
});

test("what may be done again gives way to the next session", async () => {
  const { start } = bookedOfMain;
  const rows = [
    ["alcohol", -30, "Yes"],
    ["alcohol", -20, "Not before your session: 5pm tomorrow"],
    ["straightener", -60, "Not before your session: 5pm on Thursday"],
  ];
  for (const [activity, hours, title] of rows) {
    const { page, finish } = await show({ path: `/sample/${main.id}/aftercare/can-i/${activity}`, clock: hoursAfter(start, hours) });
    await page.getByRole("heading", { name: title, exact: true }).waitFor();
    await finish();
  }
  const { page, finish } = await show({ path: of("aftercare/can-i/prp"), clock });
  await page.getByText("Before that you have your next session, at").waitFor();
  assert.equal(await button(page, "Add to calendar").count(), 0);
  await finish();
});

test("where the hour of a session is not known, nothing is taken for mild", async () => {
  const { page, finish } = await show({ path: "/sample/no-tests-yet/aftercare/notice" });
  await notice(page, "My scalp is red").check();
  await answer(page).getByRole("heading", { name: "Speak with the clinic within 24 hours" }).waitFor();
  await finish();
});

test("what is noticed stays noticed over midnight", async () => {
  const midnight = "2026-11-21T00:00:00+05:30";
  const { page, finish } = await show({ path: of("aftercare/notice"), clock: hoursAfter(midnight, -0.03) });
  await page.getByText("My face and skin", { exact: true }).click();
  await notice(page, "My eyelids are swollen").check();
  await goOn(page, midnight);
  await page.getByText(/^30 hours after your session/).waitFor();
  assert.ok(await notice(page, "My eyelids are swollen").isChecked());
  await answer(page).getByRole("heading", { name: "Speak with the clinic within 24 hours" }).waitFor();
  await finish();
});

test("an answer goes into the calendar at its own instant", async () => {
  const { page, finish } = await show({ path: of("aftercare/can-i/wash"), clock });
  await page.getByRole("heading", { name: "Not until 6pm" }).waitFor();
  await page.getByText("That is in 18 hours.").waitFor();
  const { entries, beside } = await calendarFrom(page, () => button(page, "Add to calendar").click());
  assert.deepEqual([...entries, ...beside].map(({ summary, start }) => [summary, start]), [["You may again: Wash my hair", hoursAfter(clock, 18)]]);
  await goOn(page, hoursAfter(clock, 18));
  await page.getByRole("heading", { name: "Yes", exact: true }).waitFor();
  assert.equal(await button(page, "Add to calendar").count(), 0);
  await finish();
});

test("where the clinic has no rule, it is to be asked, and no hour is made up", async () => {
  const { page, finish } = await show({ path: of("aftercare/can-i/fly"), clock });
  await page.getByRole("heading", { name: "Ask the clinic" }).waitFor();
  await page.getByText("The clinic’s telephone is not in this portal yet.").waitFor();
  assert.doesNotMatch(await page.getByRole("main").innerText(), /until/);
  await finish();
});

test("a phone in another zone shows both clocks, and the hours gone by stay what they are", async () => {
  const { page, finish } = await show({ path: of("aftercare/can-i/wash"), clock }, { timezoneId: "America/New_York" });
  await page.getByRole("heading", { name: "Not until 6pm clinic time (7:30am where your phone is)" }).waitFor();
  await page.getByText("That is in 18 hours.").waitFor();
  await finish();
});

test("a clock that goes back is noticed, and the end of the session asked for again", async () => {
  const { start, end } = bookedOfMain;
  const { page, finish } = await show({ path: `/sample/${main.id}/today`, clock: hoursAfter(end, 3) });
  await button(page, "It happened").click();
  await page.getByLabel("The session ended at").selectOption("6pm");
  await button(page, "Save").click();
  await headed(page, "After your session");
  assert.equal(await page.getByText("The clock of this phone went back").count(), 0);
  await goOn(page, hoursAfter(end, 1));
  const asked = part(page, "The clock of this phone went back");
  await asked.waitFor();
  await page.reload();
  await asked.getByLabel("The session ended at").selectOption("5:40pm");
  await asked.getByRole("button", { name: "Save" }).click();
  await asked.waitFor({ state: "detached" });
  await page.getByText("ended 5:40pm").waitFor();
  await page.reload();
  await page.getByText("ended 5:40pm").waitFor();
  assert.equal(await page.getByText("The clock of this phone went back").count(), 0);
  await finish();
});

test("a clock that the network sets by a few minutes is let be", async () => {
  const { page, finish } = await show({ path: of("today"), clock });
  await goOn(page, hoursAfter(clock, -0.1));
  await page.getByText("5 hours 54 minutes").waitFor();
  assert.equal(await page.getByText("The clock of this phone went back").count(), 0);
  await finish();
});

test("what clinics write after the session is told apart from what was in force then", async () => {
  const { page, finish } = await show({ path: of("aftercare"), clock }, { at: later });
  await page.getByText("Version 7, 20 November 2026. Dr. Test. Signed by Dr. Test.").waitFor();
  await page.getByText(/^These rules are newer than your session\./).waitFor();
  await finish();
});

/** A phone with these voices; what it reads is kept in `window.portalReads`. */
const voices = (...voices) => (page) =>
  page.addInitScript((voices) => {
    window.portalReads = [];
    const speech = {
      getVoices: () => voices,
      speak: (sentence) => window.portalReads.push({ text: sentence.text, voice: sentence.voice?.name }),
      cancel: () => (window.portalReads = []),
    };
    Object.defineProperty(window, "speechSynthesis", { value: speech });
    window.SpeechSynthesisUtterance = class extends EventTarget {
      constructor(text) {
        super();
        this.text = text;
      }
    };
  }, voices);
const own = { name: "own", lang: "en-IN", localService: true };
const network = { name: "network", lang: "en-GB", localService: false };

test("aftercare is read aloud by a voice of the phone, until the page is hidden or left", async () => {
  const { page, finish } = await show({ path: of("aftercare"), clock, before: voices(network, own) });
  const reads = () => page.evaluate(() => window.portalReads);
  await button(page, "Read aloud").click();
  const read = await reads();
  assert.ok(read.some(({ text }) => text === "Leave your scalp dry") && read.every(({ voice }) => voice === "own"), JSON.stringify(read));
  await button(page, "Stop reading").click();
  assert.deepEqual(await reads(), []);
  await button(page, "Read aloud").click();
  await page.evaluate(() => {
    Object.defineProperty(document, "hidden", { value: true, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await button(page, "Read aloud").waitFor();
  assert.deepEqual(await reads(), []);
  await page.evaluate(() => Object.defineProperty(document, "hidden", { value: false, configurable: true }));
  await button(page, "Read aloud").click();
  assert.notDeepEqual(await reads(), []);
  await link(page, "Can I …?").click();
  await headed(page, "Can I …?");
  assert.deepEqual(await reads(), []);
  await finish();
});

test("no voice of the network is used", async () => {
  const { page, finish } = await show({ path: of("aftercare"), clock, before: voices(network) });
  await button(page, "Read aloud").click();
  await page.getByText("This phone has no voice of its own").waitFor();
  assert.deepEqual(await page.evaluate(() => window.portalReads), []);
  await finish();
});

test("of a session whose end is not recorded nothing is allowed too early, and that is said", async () => {
  const withoutEnd = JSON.parse(file);
  for (const { resource } of withoutEnd.entry) {
    if (resource.resourceType === "Procedure" && resource.performedPeriod) {
      resource.performedDateTime = resource.performedPeriod.end.slice(0, 10);
      delete resource.performedPeriod;
    }
  }
  const { page, finish } = await show({ path: "/open", after: keep(Buffer.from(JSON.stringify(withoutEnd))), clock: "2026-11-20T12:00:00+05:30" });
  await page.goto("/aftercare/can-i/wash");
  await page.getByText("The record does not say when your session ended").waitFor();
  await page.getByRole("heading", { name: /^Not until / }).waitFor();
  await finish();
});
