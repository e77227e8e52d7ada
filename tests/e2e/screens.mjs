// Every screen of the portal with its states: the one list for the pictures and for the checks that hold everywhere.

import { readFileSync } from "node:fs";
import { bookTheRest, button, cancel, go, link, part, toast } from "./booking.mjs";
import { portalPage } from "./portal.mjs";

/** The phone's time, where a screen asks for no other: a Sunday morning of the week for which the samples are written. */
export const clock = "2026-11-22T09:30:00+05:30";

const folder = new URL("../../public/clinic/samples/", import.meta.url);
const read = (file) => JSON.parse(readFileSync(new URL(file, folder), "utf8"));

/** The sample patients, as the portal lists them. */
export const samples = read("index.json");

/** The one in the middle of the series, with the most to show. */
export const main = samples.find(({ id }) => id === "shedding-iron-zinc");

const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 24 * MS_PER_HOUR;
const later = (instant, hours) => new Date(Date.parse(instant) + hours * MS_PER_HOUR).toISOString();

const resources = (sample, type) => read(sample.file).entry.map(({ resource }) => resource).filter(({ resourceType }) => resourceType === type);

/** When a sample's sessions ended, as its file has them, oldest first. */
const ends = (sample) => resources(sample, "Procedure").flatMap(({ performedPeriod }) => performedPeriod?.end ?? []).sort();

/** When its booked session starts and ends. */
const booked = (sample) => resources(sample, "Appointment").find(({ status }) => status === "booked");

/** A sample is moved by whole weeks from its anchor: within that week its dates stand as its file has them. */
function isInItsWeek(sample, instant) {
  const since = Date.parse(instant) - Date.parse(`${sample.anchor}T00:00:00+05:30`);
  return since >= 0 && since < 7 * MS_PER_DAY;
}

/** A sample patient so many hours after a session, and the time at which that is so. */
export function afterSession(hours) {
  const found = samples.map((sample) => ({ sample, clock: later(ends(sample).at(-1) ?? 0, hours) }));
  return found.find(({ sample, clock }) => isInItsWeek(sample, clock));
}

const pages = ["today", "plan", "plan/left-out", "sessions", "aftercare", "progress"];
const ofEverySample = samples.flatMap(({ id }) => pages.map((page) => ({ name: `${id} ${page}`, path: `/sample/${id}/${page}` })));

const ofMain = ["plan/ingredient/zinc", "plan/ingredient/dutasteride", "plan/changes", "plan/tell", "plan/sheet", "outbox", "sessions/2", "sessions/5", "sessions/6", "sessions/40", "sessions/5/time", "sessions/6/time", "sessions/8/time", "sessions/away", "sessions/rest", "profile", "help", "treatment"].map((page) => ({ name: page, path: `/sample/${main.id}/${page}` }));

/** The sheet for another doctor, where there is no cocktail to show. */
const heldSheet = { name: "pregnant-held plan/sheet", path: "/sample/pregnant-held/plan/sheet" };

/** The booked session of the one in the middle. */
export const bookedOfMain = booked(main);
const { start, end } = bookedOfMain;

/** Today at each of its moments around the booked session. */
const moments = [
  ["a week before", later(start, -4 * 24)],
  ["preparation", later(start, -30)],
  ["session day", later(start, -5)],
  ["session going on", later(start, 0.6)],
  ["just over, not recorded", later(end, 1)],
]
  .filter(([, clock]) => isInItsWeek(main, clock))
  .map(([name, clock]) => ({ name: `today ${name}`, path: `/sample/${main.id}/today`, clock }));

/** The answer to whether a session happened. */
const answered = ["It happened", "It did not"].map((answer) => ({
  name: `today ${answer.toLowerCase()}`,
  path: `/sample/${main.id}/today`,
  clock: later(end, 1),
  after: async (page) => {
    await page.getByRole("button", { name: answer }).click();
    if (answer === "It happened") return page.getByRole("heading", { name: "When did it end?" }).waitFor();
    return page.getByRole("heading", { name: /^Did session/ }).waitFor({ state: "detached" });
  },
}));

const inTurn = (...acts) => async (page) => {
  for (const act of acts) await act(page);
};

/** Tells the clinic, on the form for a kind of report. */
const report = (choice, { keep } = {}) => async (page) => {
  await page.getByLabel("What is it?").selectOption(choice);
  await page.getByRole("heading", { name: "What this would change" }).waitFor();
  if (keep) {
    await page.getByRole("button", { name: "Keep it for the clinic" }).click();
    await page.getByRole("heading", { level: 1, name: "Not sent yet" }).waitFor();
  }
};

const to = (path) => (page) => page.goto(`/sample/${main.id}/${path}`);

/** What the patient tells, and what becomes of the plan. */
const told = [
  { name: "a pregnancy, its effect", path: `/sample/${main.id}/plan/tell/pregnancy`, after: report("Pregnant") },
  { name: "an allergy, kept", path: `/sample/${main.id}/plan/tell/allergy`, after: report("Zinc", { keep: true }) },
  { name: "an allergy, plan", path: `/sample/${main.id}/plan/tell/allergy`, after: inTurn(report("Zinc", { keep: true }), to("plan")) },
  { name: "an allergy, zinc", path: `/sample/${main.id}/plan/tell/allergy`, after: inTurn(report("Zinc", { keep: true }), to("plan/ingredient/zinc")) },
  { name: "an allergy, today", path: `/sample/${main.id}/plan/tell/allergy`, after: inTurn(report("Zinc", { keep: true }), to("today")) },
  { name: "a pregnancy, plan", path: `/sample/${main.id}/plan/tell/pregnancy`, after: inTurn(report("Pregnant", { keep: true }), to("plan")) },
  { name: "tell, nothing filled in", path: `/sample/${main.id}/plan/tell/surgery`, after: (page) => page.getByRole("button", { name: "Keep it for the clinic" }).click() },
  { name: "the doctor’s choice", path: "/sample/after-transplant/plan/ingredient/growth_factors" },
  { name: "dutasteride, in", path: "/sample/early-aga-man/plan/ingredient/dutasteride" },
];

/** Types a result as a report has it, and asks what it changes. What is left out stays empty. */
export const typeResult = ({ analyte, number, unit, day, biotin } = {}) => async (page) => {
  if (analyte) await page.getByLabel("Which test").selectOption(analyte);
  if (number) await page.getByLabel("Number").fill(number);
  if (unit) await page.getByLabel("Unit").selectOption(unit);
  if (day) await page.getByLabel("Day of the blood test").fill(day);
  if (biotin) await page.getByLabel(biotin, { exact: true }).check();
  await page.getByRole("button", { name: "See what it changes" }).click();
};

const add = "/sample/early-aga-man/plan/tests/add";
const lowZinc = typeResult({ analyte: "Zinc", number: "55", unit: "µg/dL", day: "2026-11-20" });
const saveResult = async (page) => {
  await page.getByRole("button", { name: "Save it" }).click();
  await page.getByRole("heading", { level: 1, name: "Blood tests" }).waitFor();
};

/** Blood tests, and a result that the patient enters. */
const bloodTests = [
  ...[main.id, "no-tests-yet", "pregnant-held"].map((id) => ({ name: `${id} blood tests`, path: `/sample/${id}/plan/tests` })),
  { name: "add a result", path: add },
  { name: "add a result, faults", path: add, after: typeResult({ analyte: "Iron store (ferritin)", number: "6,2.1" }) },
  { name: "add a result, are you sure", path: add, after: typeResult({ analyte: "Zinc", number: "12", unit: "µg/dL", day: "2026-11-20" }) },
  { name: "add a result, cannot be", path: add, after: typeResult({ analyte: "Haemoglobin", number: "140", unit: "g/dL", day: "2026-11-20" }) },
  { name: "add a result, its effect", path: add, after: lowZinc },
  { name: "a result saved", path: add, after: inTurn(lowZinc, saveResult) },
];

/** The hours after a session. */
const hours = [1, 6, 20, 40, 70, 24 * 6].flatMap((hours) => {
  const found = afterSession(hours);
  if (!found) return [];
  const { sample, clock } = found;
  return ["today", "aftercare"].map((page) => ({ name: `${page} ${hours} h after`, path: `/sample/${sample.id}/${page}`, clock }));
});

/** Chooses a file from the clinic. */
export const choose = (bytes) => async (page) => {
  await page.getByLabel("Choose the file").setInputFiles({ name: "record.json", mimeType: "application/json", buffer: Buffer.from(bytes) });
  await page.getByRole("main").getByRole("status").locator("h2").first().waitFor();
};

/** The bytes of a file from the clinic: the main sample's record. */
export const file = readFileSync(new URL(main.file, folder));

/** The same plan for somebody else, or the sample's own with other facts of the person. */
export function fileOf(person) {
  const record = read(main.file);
  Object.assign(record.entry.find(({ resource }) => resource.resourceType === "Patient").resource, person);
  return Buffer.from(JSON.stringify(record));
}

/** A second person on the phone, whose name is long. */
export const arjun = { id: "arjun", name: [{ text: "Arjun Venkataraman Subramaniam Iyer", given: ["Arjun"] }], gender: "male", birthDate: "1991-02-03" };

/** Keeps the plan of a file on the phone, and opens it. */
export const keep = (bytes = file) => async (page) => {
  await choose(bytes)(page);
  await page.getByRole("button", { name: "Keep it on this phone" }).click();
  await page.waitForURL("**/today");
};

/** Opens the profile by its link. */
export async function toProfile(page) {
  await page.getByRole("link", { name: /, profile of / }).click();
  await page.getByRole("heading", { level: 1, name: "Profile" }).waitFor();
}

/** Keeps two people's plans; the second is open then. */
export async function keepTwo(page) {
  await keep()(page);
  await toProfile(page);
  await page.getByRole("link", { name: "Open another plan" }).click();
  await keep(fileOf(arjun))(page);
  await page.getByRole("banner").getByText("Arjun", { exact: true }).waitFor();
}

/** Asks, on the profile, to delete a person's plan. */
export async function askToDelete(page, name) {
  await page.getByRole("button", { name: `Delete ${name}’s plan` }).click();
  await page.getByRole("dialog", { name: `Delete ${name}’s plan from this phone?` }).waitFor();
}

/** Deletes it. */
export async function deletePlan(page, name) {
  await askToDelete(page, name);
  await page.getByRole("button", { name: "Delete this plan" }).click();
  await page.getByRole("status").filter({ hasText: "Plan deleted" }).waitFor();
}

const firstFree = (page) => page.locator(".times").getByRole("link").first().click();
const way = (name) => (page) => page.getByRole("radio", { name }).locator("xpath=..").click();
const then = (screen) => (page) => go(page, screen);
/** Chooses days, by how they begin. */
const days = (...names) => async (page) => {
  for (const name of names) await page.getByRole("button", { name: new RegExp(`^${name}`) }).click();
};
const away = inTurn(days("Thursday 26 November", "Next month", "Wednesday 9 December"), (page) => page.getByRole("button", { name: "Choose other days" }).waitFor());
/** A day on the clinic’s clock as the name of a time of its first chair. */
const timeAt = (instant) => `${Date.parse(instant) / 60_000}-1`;
const ask = (page) => button(page, "Cancel this session").click();
const asked = inTurn(
  keep(),
  (page) => page.goto("/sessions/6/time"),
  firstFree,
  (page) => page.getByRole("button", { name: /^Ask for / }).click(),
  (page) => part(page, "Ask the clinic for this time").waitFor(),
);

/** Booking, moving, being away and cancelling, with what each says before and after. */
const booking = [
  { name: "find a time, month", path: "sessions/6/time", after: way("Month") },
  { name: "find a time, a day chosen", path: "sessions/6/time", after: inTurn(way("Month"), days("Saturday 5 December"), (page) => page.getByRole("heading", { name: "Saturday 5 December 2026" }).waitFor()) },
  { name: "find a time, elsewhere", path: "sessions/6/time", phone: { timezoneId: "Pacific/Auckland" } },
  { name: "book preview", path: "sessions/6/time", after: firstFree },
  { name: "book preview, too close", path: "sessions/6/time", after: inTurn((page) => button(page, "Earlier times").click(), firstFree) },
  { name: "session booked", path: "sessions/6/time", after: inTurn(firstFree, (page) => page.getByRole("button", { name: /^Book / }).click(), (page) => toast(page, "Session booked")) },
  { name: "move preview", path: "sessions/5/time", after: firstFree },
  { name: "move preview, only this one", path: "sessions/rest", after: inTurn(bookTheRest, then("sessions/6/time"), (page) => link(page, /^Monday 7 December/).first().click(), (page) => button(page, "Move to Monday 7 December").waitFor()) },
  {
    name: "move preview, the rest too",
    path: "sessions/rest",
    after: inTurn(bookTheRest, then("sessions/6/time"), (page) => link(page, /^Monday 7 December/).first().click(), way("The rest too"), (page) => button(page, "Move 5 sessions").waitFor()),
  },
  { name: "the rest booked", path: "sessions/rest", after: inTurn(bookTheRest, (page) => link(page, /^Session 10 .*booked/).waitFor()) },
  { name: "the rest booked, nothing left to book", path: "sessions/rest", after: inTurn(bookTheRest, then("sessions/rest")) },
  { name: "find a time, too far ahead", path: "sessions/rest", after: inTurn(bookTheRest, then("sessions/11/time")) },
  { name: "away, days kept", path: "sessions/away", after: inTurn(days("Friday 27 November", "Monday 30 November"), (page) => button(page, "Keep these days").click(), (page) => toast(page, "Days kept"), then("sessions/away")) },
  { name: "away, one day chosen", path: "sessions/away", after: inTurn(days("Thursday 26 November"), (page) => page.getByText(/^Away from/).waitFor()) },
  { name: "away, its effect", path: "sessions/away", after: away },
  { name: "away, its effect on all", path: "sessions/rest", after: inTurn(bookTheRest, then("sessions/away"), away) },
  { name: "away, nothing to move", path: "sessions/away", after: inTurn(days("Friday 27 November", "Monday 30 November"), (page) => page.getByText("Nothing has to move.").waitFor()) },
  { name: "cancel a session", path: "sessions/5", after: inTurn(ask, (page) => page.getByRole("dialog").getByRole("heading", { name: "What this does" }).waitFor()) },
  { name: "session cancelled", path: "sessions/5", after: inTurn((page) => cancel(page, 5), (page) => part(page, "You cancelled this one").waitFor()) },
  { name: "session cancelled, today", path: "sessions/5", after: inTurn((page) => cancel(page, 5), then("today"), (page) => page.getByRole("button", { name: /^Book: / }).waitFor()) },
  { name: "a time that has gone", path: `sessions/6/time/${timeAt("2026-12-03T17:00:00+05:30")}` },
  { name: "session 5, closed by the notice", path: "sessions/5", clock: later(start, -20) },
  { name: "find a time, closed by the notice", path: "sessions/5/time", clock: later(start, -20) },
  { name: "find a time, plan held", path: "sessions/1/time", sample: "pregnant-held" },
].map(({ path, sample = main.id, ...screen }) => ({ ...screen, path: `/sample/${sample}/${path}` }));

/** A time that is asked for by a message. */
const requests = [
  { name: "a time asked for", path: "/open", after: asked },
  { name: "a time asked for, sessions", path: "/open", after: inTurn(asked, (page) => page.goto("/sessions"), (page) => link(page, /^Session 6 .*asked for/).waitFor()) },
  { name: "the clinic asked to move", path: "/open", after: inTurn(keep(), (page) => page.goto("/sessions/5/time"), firstFree, (page) => page.getByRole("heading", { name: "Ask the clinic first" }).waitFor()) },
  { name: "the clinic asked to cancel", path: "/open", after: inTurn(keep(), (page) => page.goto("/sessions/5"), ask, (page) => page.getByRole("button", { name: "The clinic knows: cancel" }).waitFor()) },
  { name: "a time asked for, ask preview", path: "/open", after: inTurn(keep(), (page) => page.goto("/sessions/6/time"), firstFree, (page) => page.getByRole("button", { name: /^Ask for / }).waitFor()) },
];

/** A plan of the patient's own; `choose` chooses its file once more. */
export const ownRecord = { name: "own record", path: "/open", after: keep(), choose: choose(file) };

const tickAll = (...questions) => async (page) => {
  for (const question of questions) await page.getByLabel(question).check();
};
const notices = (group, symptom) => async (page) => {
  if (group) await page.getByText(group, { exact: true }).click();
  await page.getByLabel(symptom, { exact: true }).check();
  await page.getByRole("region", { name: "How urgent it is" }).getByRole("heading").waitFor();
};
const creamOn = (minutes) => async (page) => {
  await page.getByRole("button", { name: "The cream is on now" }).click();
  await page.getByText(/^On since/).waitFor();
  await page.clock.setFixedTime(new Date(later(start, minutes / 60)));
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
};

/** Before a session and on its day: what is asked, what is agreed to, and the cream. */
const sessionDay = [
  { name: "can I still come", path: "sessions/5/ready", clock: later(start, -5) },
  { name: "can I still come, yes", path: "sessions/5/ready", clock: later(start, -5), after: (page) => page.getByRole("button", { name: "None of these" }).click() },
  { name: "can I still come, not today", path: "sessions/5/ready", clock: later(start, -5), after: async (page) => { await tickAll(/^Have you had 38 °C/)(page); await page.getByRole("button", { name: "That is all" }).click(); } },
  { name: "can I still come, get help", path: "sessions/5/ready", clock: later(start, -5), after: async (page) => { await tickAll(/^Is there a lump/)(page); await page.getByRole("button", { name: "That is all" }).click(); } },
  { name: "can I still come, mood", path: "sessions/5/ready", sample: "early-aga-man" },
  { name: "can I still come, not booked", path: "sessions/6/ready" },
  { name: "what you agree to", path: "sessions/5/consent", clock: later(start, -5) },
  { name: "what you agree to, read", path: "sessions/5/consent", clock: later(start, -5), after: (page) => page.getByRole("button", { name: "I have read this" }).click() },
  { name: "cream working", path: "today", clock: start, after: creamOn(12) },
  { name: "cream ready", path: "today", clock: start, after: creamOn(33) },
  { name: "cream on too long", path: "today", clock: start, after: creamOn(45) },
].map(({ path, sample = main.id, ...screen }) => ({ ...screen, path: `/sample/${sample}/${path}` }));

/** After a session: what may be done, what is noticed, what is due. */
const sixHours = afterSession(6);
const afterwards = [
  { name: "can I", path: "aftercare/can-i" },
  { name: "can I wash", path: "aftercare/can-i/wash" },
  { name: "can I have a blood test", path: "aftercare/can-i/blood_test" },
  { name: "can I fly", path: "aftercare/can-i/fly" },
  { name: "can I, elsewhere", path: "aftercare/can-i/sun", phone: { timezoneId: "Pacific/Auckland" } },
  { name: "can I do what is not known", path: "aftercare/can-i/juggle" },
  { name: "notice", path: "aftercare/notice" },
  { name: "notice, watch", path: "aftercare/notice", after: notices(undefined, "My scalp is red") },
  { name: "notice, expected", path: "aftercare/notice", after: notices(undefined, "My scalp feels tight or tender") },
  { name: "notice, now", path: "aftercare/notice", after: notices("My body", "I have a fever (38 °C or more)") },
  { name: "notice, emergency", path: "aftercare/notice", after: notices("Breathing, throat and chest", "My chest hurts") },
  { name: "notice, self-harm", path: "aftercare/notice", after: notices("How I feel", "I think of harming myself") },
  { name: "the weeks after", path: "aftercare/weeks", clock },
  { name: "the weeks after, nothing due", path: "aftercare/weeks", clock, after: (page) => page.getByRole("button", { name: "Not for me" }).click() },
].map(({ path, ...screen }) => ({ clock: sixHours.clock, ...screen, path: `/sample/${sixHours.sample.id}/${path}` }));

/** Nothing given yet, and a plan that rests. */
const none = ["aftercare/can-i", "aftercare/notice", "aftercare/weeks", "sessions/1/ready", "sessions/1/consent"].flatMap((path) =>
  ["no-tests-yet", "pregnant-held"].map((id) => ({ name: `${id} ${path}`, path: `/sample/${id}/${path}` })),
);

/** Hours after a session that the patient has told of. */
const lateHours = [[1 / 60, "a minute"], [3, "3 h"], [13, "13 h"], [25, "25 h"], [49, "49 h"], [24 * 9, "9 days"], [24 * 77, "11 weeks"]].flatMap(([hours, name]) =>
  ["/today", "/aftercare"].map((path) => ({
    name: `${path.slice(1)} ${name} after, told`,
    path: "/open",
    clock: later(end, 1),
    after: async (page) => {
      await keep()(page);
      await page.getByRole("button", { name: "It happened" }).click();
      await page.getByLabel("The session ended at").selectOption("6pm");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByRole("heading", { level: 1, name: "After your session" }).waitFor();
      await page.clock.setFixedTime(new Date(later("2026-11-26T18:00:00+05:30", hours)));
      await page.evaluate(() => localStorage.removeItem("latest"));
      await page.goto(path);
    },
  })),
);

/** A clock that went back. */
const clockBack = {
  name: "clock went back",
  path: `/sample/${main.id}/today`,
  clock: later(end, 3),
  after: async (page) => {
    await page.getByRole("button", { name: "It happened" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { level: 1, name: "After your session" }).waitFor();
    await page.clock.setFixedTime(new Date(later(end, 1)));
    await page.reload();
  },
};

/** What needs no patient, and what fails or waits. `before` prepares the phone, `after` acts on the open screen. */
const others = [
  { name: "first run", path: "/" },
  { name: "open", path: "/open" },
  { name: "open a file", path: "/open", after: choose(file) },
  { name: "open a wrong file", path: "/open", after: choose("not a record") },
  ownRecord,
  { name: "several people", path: "/open", after: inTurn(keepTwo, toProfile) },
  { name: "several people, today", path: "/open", after: keepTwo },
  { name: "delete a plan", path: "/open", after: inTurn(keepTwo, toProfile, (page) => askToDelete(page, "Meera")) },
  { name: "plan deleted", path: "/open", after: inTurn(keepTwo, toProfile, (page) => deletePlan(page, "Meera")) },
  {
    name: "plan deleted, today",
    path: "/open",
    after: inTurn(keepTwo, toProfile, (page) => deletePlan(page, "Meera"), (page) => page.getByRole("link", { name: "Back to Today" }).click()),
  },
  {
    name: "already kept",
    path: "/open",
    after: inTurn(keep(), toProfile, (page) => page.getByRole("link", { name: "Open another plan" }).click(), choose(file)),
  },
  {
    name: "sample beside own plans",
    path: "/open",
    after: inTurn(keepTwo, (page) => page.goto(`/sample/${main.id}/plan/ingredient/zinc`), (page) => page.getByRole("banner").getByText("Meera", { exact: true }).waitFor()),
  },
  {
    name: "nothing can be kept",
    path: `/sample/${main.id}/profile`,
    before: (page) => page.addInitScript(() => delete window.indexedDB),
  },
  { name: "nothing open", path: "/today" },
  { name: "treatment, nothing open", path: "/treatment" },
  { name: "not found", path: "/no-such-page" },
  {
    name: "delete everything",
    path: `/sample/${main.id}/profile`,
    after: async (page) => {
      await page.getByRole("button", { name: /^Delete/ }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "waiting",
    path: `/sample/${main.id}/today`,
    waits: true,
    before: (page) => page.route("**/clinic/samples/**", () => {}),
  },
  {
    name: "sample failed",
    path: `/sample/${main.id}/today`,
    before: (page) => page.route("**/clinic/samples/**", (route) => route.abort()),
    provoked: [/Failed to load resource/],
  },
  {
    name: "details failed",
    path: `/sample/${main.id}/plan/left-out`,
    before: (page) => page.route(/\/details-[0-9a-f]{16}\./, (route) => route.abort()),
    provoked: [/Failed to load resource/],
  },
  {
    name: "without content",
    path: "/",
    before: (page) => page.route(/\/clinic-[0-9a-f]{16}\./, (route) => route.abort()),
    provoked: [/Failed to load resource|could not be fetched/],
  },
];

/** All of them: `{ name, path, clock?, phone?, before?, after?, waits?, provoked? }`. */
export const screens = [...others, ...ofEverySample, ...ofMain, heldSheet, ...told, ...bloodTests, ...booking, ...requests, ...moments, ...answered, ...hours, ...sessionDay, ...afterwards, ...none, ...lateHours, clockBack];

/** A fresh phone that shows a screen, complete. The worker is kept out: what it keeps would hide what a screen is told to miss. */
export async function show(screen, phone = {}) {
  const { page, open, finish } = await portalPage({ clock: screen.clock ?? clock, reducedMotion: "reduce", serviceWorkers: "block", ...screen.phone, ...phone });
  await screen.before?.(page);
  await open(screen.path);
  const ready = async () => {
    await page.getByRole("heading", { level: 1 }).waitFor();
    if (!screen.waits) await page.locator(".skeleton__card").first().waitFor({ state: "detached" });
  };
  await ready();
  if (screen.after) {
    await screen.after(page);
    await ready();
  }
  return { page, finish: () => finish({ provoked: screen.provoked }) };
}
