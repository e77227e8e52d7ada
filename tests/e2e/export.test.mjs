// The record as a file of the patient's own: saved, everything deleted, opened again, and the plan is the same.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { choose, clock, file, ownRecord, samples, show, toProfile } from "./screens.mjs";

/** Saves the record that is open, on the profile: the file's name and its text. */
async function saved(page) {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save my record as a file" }).click();
  const begun = await download;
  return { name: begun.suggestedFilename(), text: await readFile(await begun.path(), "utf8") };
}

/** What the plan and the sessions say. */
async function plan(page) {
  const said = [];
  for (const path of ["/plan", "/plan/left-out", "/sessions", "/sessions/4", "/plan/sheet"]) {
    await page.goto(path);
    await page.locator(".card, .list").first().waitFor();
    await page.locator(".skeleton__card").first().waitFor({ state: "detached" });
    said.push(await page.getByRole("main").innerText());
  }
  return said;
}

/** After the booked session, which the patient says has happened. */
const told = {
  path: "/open",
  clock: "2026-11-26T20:30:00+05:30",
  after: async (page) => {
    await ownRecord.after(page);
    await page.getByRole("button", { name: "It happened" }).click();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("status").filter({ hasText: "Answer saved" }).waitFor();
  },
};

test("a saved record opens again with the same plan after everything was deleted", async () => {
  const { page, finish } = await show(told);
  const before = await plan(page);
  await page.goto("/today");
  await toProfile(page);
  const { name, text } = await saved(page);
  assert.equal(name, "record-2026-11-26.json");
  const entries = JSON.parse(text).entry;
  assert.equal(entries.length, JSON.parse(file).entry.length + 1);
  assert.match(entries.at(-1).resource.id, /^told-/);

  await page.getByRole("button", { name: "Delete everything on this phone" }).click();
  await page.getByRole("button", { name: "Delete everything", exact: true }).click();
  await page.getByRole("status").filter({ hasText: "Everything deleted" }).waitFor();
  await page.goto("/open");
  await choose(Buffer.from(text))(page);
  assert.match(await page.getByRole("main").getByRole("status").innerText(), /5 sessions given/);
  await page.getByRole("button", { name: "Keep it on this phone" }).click();
  await page.waitForURL("**/today");
  assert.deepEqual(await plan(page), before);

  // What was told is still the patient's own to take back.
  await page.goto("/outbox");
  await page.getByRole("main").getByRole("button").first().waitFor();
  await page.goto("/profile");
  assert.equal((await saved(page)).text, text);
  await finish();
});

test("every sample is saved as a record that can be opened", async () => {
  for (const { id } of samples) {
    const { page, finish } = await show({ path: `/sample/${id}/profile`, clock });
    await page.getByRole("heading", { name: "Your record as a file" }).waitFor();
    const { text } = await saved(page);
    const holds = page.getByText("It is not protected: anybody who gets the file can read it.");
    await holds.waitFor();
    await page.goto("/open");
    await choose(Buffer.from(text))(page);
    await page.getByRole("button", { name: "Keep it on this phone" }).waitFor();
    await finish();
  }
});
