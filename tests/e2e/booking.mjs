// What a patient does with sessions, by touch or by keyboard alone, and what the phone keeps of it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { parsed } from "./calendar.mjs";

/** So many stops has no screen. */
const MOST_STOPS = 120;

/** Goes on with a key until the target has the focus. */
export async function reach(target, key = "Tab") {
  await target.waitFor();
  for (let presses = 0; presses < MOST_STOPS; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await target.page().keyboard.press(key);
  }
  assert.fail(`not reached: ${target}`);
}

/** Of a choice only one way is a stop; the arrows go from one to the other. */
async function byKeyboard(target) {
  await target.waitFor();
  const way = target.page().locator(`input[name="${await target.getAttribute("name")}"]`);
  if ((await target.getAttribute("type")) !== "radio") {
    await reach(target);
    return target.page().keyboard.press("Enter");
  }
  await reach(way.and(target.page().locator(":checked")));
  return reach(target, "ArrowRight");
}

/** What stands for a choice is tapped, not the choice itself. */
async function byTouch(target) {
  const isChoice = (await target.getAttribute("type")) === "radio";
  return (isChoice ? target.locator("xpath=..") : target).tap();
}

/** Both ways of using the portal: how each taps, and the phone that it takes. */
export const hands = {
  "by touch": { tap: byTouch, phone: { hasTouch: true } },
  "by keyboard alone": { tap: byKeyboard, phone: {} },
};

export const headed = (page, name) => page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
export const button = (page, name) => page.getByRole("button", { name, exact: true });
export const link = (page, name) => page.getByRole("link", { name });
export const tab = (page, name) => page.getByRole("navigation").getByRole("link", { name });

/** What the message above the tabs says. */
export const toast = (page, text) => page.getByRole("region", { name: "Message" }).getByRole("status").filter({ hasText: text }).waitFor();
export const undo = (page) => button(page, "Undo");

/** What stands there, as one line. */
export const line = async (target) => (await target.innerText()).replaceAll(/\s+/g, " ");

/** The card, or the part of the screen, with that heading. */
export const part = (page, name) => page.locator("section", { has: page.getByRole("heading", { level: 2, name, exact: true }) }).last();

/** Waits until the list of Sessions says so of a session: its day and time, then the word for how sure it is. */
export const listed = (page, number, ...says) => link(page, new RegExp(`^Session ${number}\\b.*${says.join(".*")}`)).waitFor();

/** Whose screen it is: `/sample/shedding-iron-zinc`, empty for a plan of the patient's own. */
const whose = (page) => new URL(page.url()).pathname.match(/^\/sample\/[^/]+/)?.[0] ?? "";

/** Goes to another screen of the same patient, or of the one told. */
export async function go(page, screen, of = whose(page)) {
  await page.goto(`${of}/${screen}`);
  await page.locator("#shell").waitFor({ state: "detached" });
  await page.locator(".skeleton__card").first().waitFor({ state: "detached" });
}

/** Books every session that is not booked yet. */
export async function bookTheRest(page) {
  await go(page, "sessions/rest");
  await page.getByRole("button", { name: /^Book \d+ sessions$/ }).click();
  await toast(page, /^\d+ sessions booked$/);
}

/** Books a session at the free time with that name. */
export async function bookAt(page, number, time) {
  await go(page, `sessions/${number}/time`);
  await link(page, time).first().click();
  await page.getByRole("button", { name: /^Book / }).click();
  await toast(page, "Session booked");
}

/** Moves a session to the free time with that name. */
export async function moveTo(page, number, time) {
  await go(page, `sessions/${number}/time`);
  await link(page, time).first().click();
  await page.getByRole("button", { name: /^Move to / }).click();
  await toast(page, "Session moved");
}

/** Cancels a session. */
export async function cancel(page, number) {
  await go(page, `sessions/${number}`);
  await button(page, "Cancel this session").click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel this session" }).click();
  await toast(page, "Session cancelled");
}

/** All free times that the screen offers, by their names. */
export const offered = (page) => page.getByRole("main").getByRole("link", { name: /, free\b/ }).evaluateAll((links) =>
  links.map((link) => link.getAttribute("aria-label") ?? [".unseen", ".second"].flatMap((part) => link.querySelector(part)?.textContent ?? []).join(". ")),
);

/** The whole of a slot's name: “Thursday 3 December 2026, 5:45pm, free”. */
export const slotName = /^(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d{1,2} [A-Z][a-z]+ \d{4}, (\d{1,2}(:\d\d)?[ap]m|midday), free$/;

/**
 * What the phone keeps of it: `slots` with the status of each, the `appointments` as `{ id, status, start, slot }`, and how many
 * acts the `journal` has.
 */
export const kept = (page) =>
  page.evaluate(async () => {
    const settled = (request) => new Promise((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: () => reject(request.error) }));
    const database = await settled(indexedDB.open("portal"));
    const text = new TextDecoder();
    const read = async (name) => (await settled(database.transaction(name).objectStore(name).getAll())).map(({ id, bytes }) => ({ id, resource: JSON.parse(text.decode(bytes)) }));
    const [slots, told, journal] = [await read("slots"), await read("told"), await read("journal")];
    database.close();
    const resources = told.flatMap(({ resource }) => resource.entry.map(({ resource }) => resource));
    const appointments = resources.filter(({ resourceType }) => resourceType === "Appointment");
    return {
      slots: Object.fromEntries(slots.map(({ id, resource }) => [id, resource.status])),
      appointments: appointments.map(({ id, status, start, slot }) => ({ id, status, start: new Date(start).toISOString(), slot: slot?.[0].reference.replace("Slot/", "") })),
      journal: journal.length,
    };
  });

/**
 * Taps what saves a file, and gives back what it is: `{ name, text, entries, beside }` of a calendar, the sessions and what stands
 * beside them.
 */
export async function calendarFrom(page, save) {
  const [download] = await Promise.all([page.waitForEvent("download"), save()]);
  const text = await readFile(await download.path(), "utf8");
  const all = parsed(text);
  const isSession = ({ uid }) => uid.startsWith("session_");
  return { name: download.suggestedFilename(), text, entries: all.filter(isSession), beside: all.filter((entry) => !isSession(entry)) };
}
