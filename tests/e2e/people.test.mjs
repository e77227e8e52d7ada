// Several people's plans on one phone: whose is open, switching, deleting and replacing with Undo; and a phone that keeps nothing.

import assert from "node:assert/strict";
import { test } from "node:test";
import { arjun, askToDelete, choose, deletePlan, file, fileOf, keepTwo, main, show, toProfile } from "./screens.mjs";

const heading = (page, name) => page.getByRole("heading", { level: 1, name });
const plans = (page) => page.getByRole("main").getByRole("list").first();
const toast = (page, text) => page.getByRole("status").filter({ hasText: text });
const undo = (page) => page.getByRole("button", { name: "Undo" });

/** A phone with the plans of Meera and Arjun; Arjun's is open. */
const twoPeople = (phone) => show({ path: "/open", after: keepTwo }, phone);

/** Everything that the store holds, as text. */
const stored = (page) =>
  page.evaluate(async () => {
    const settled = (request) => new Promise((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: () => reject(request.error) }));
    const database = await settled(indexedDB.open("portal"));
    const read = (name) => settled(database.transaction(name).objectStore(name).getAll());
    const [records, choices] = [await read("records"), await read("choices")];
    database.close();
    const text = new TextDecoder();
    return { choices, records: records.map(({ id, version, bytes }) => ({ id, version, text: text.decode(bytes) })) };
  });

/** Fails unless the heading has the focus: what had it is gone. */
const assertAtHeading = (page) => page.locator("h1:focus").waitFor();

test("with two people on the phone the name is in view on every screen", async () => {
  const { page, finish } = await twoPeople();
  const bar = page.getByRole("banner");
  for (const path of ["today", "plan", "plan/ingredient/zinc", "plan/left-out", "sessions", "aftercare", "progress", "help", "profile", "open"]) {
    await page.goto(`/${path}`);
    await bar.getByText("Arjun", { exact: true }).waitFor();
    await bar.getByRole("link", { name: "AV, profile of Arjun Venkataraman Subramaniam Iyer" }).waitFor();
  }
  await page.goto(`/sample/${main.id}/plan`);
  await bar.getByText("Meera", { exact: true }).waitFor();
  await bar.getByText("sample", { exact: true }).waitFor();
  await page.goto("/profile");
  await plans(page).getByText("Arjun Venkataraman Subramaniam Iyer").waitFor();
  await finish();
});

test("with one person on the phone the bar has the initials alone", async () => {
  const { page, finish } = await show({ path: "/open" });
  await choose(file)(page);
  await page.getByRole("button", { name: "Keep it on this phone" }).click();
  const bar = page.getByRole("banner");
  await bar.getByRole("link", { name: "MN, profile of Meera Nair" }).waitFor();
  assert.equal(await bar.getByText("Meera", { exact: true }).count(), 0);
  await finish();
});

test("namesakes are told apart by their whole names", async () => {
  const { page, finish } = await show({ path: "/open" });
  const rao = fileOf({ id: "rao", name: [{ text: "Meera Rao", given: ["Meera"] }], birthDate: "1960-01-02" });
  for (const bytes of [file, rao]) {
    await page.goto("/open");
    await choose(bytes)(page);
    await page.getByRole("button", { name: "Keep it on this phone" }).click();
    await page.waitForURL("**/today");
  }
  await page.getByRole("banner").getByText("Meera Rao", { exact: true }).waitFor();
  await finish();
});

test("another person's plan is one tap away, and stays open after a reload", async () => {
  const { page, finish } = await twoPeople();
  await toProfile(page);
  assert.match(await plans(page).getByRole("listitem").filter({ hasText: "Arjun" }).innerText(), /open now/);
  await plans(page).getByRole("button", { name: /^Meera Nair/ }).click();
  await heading(page, "Good morning, Meera").waitFor();
  await page.reload();
  await heading(page, "Good morning, Meera").waitFor();
  await toProfile(page);
  assert.match(await plans(page).getByRole("listitem").filter({ hasText: "Meera" }).innerText(), /open now/);
  await finish();
});

test("a deleted plan is put back exactly as it was, and open if it was", async () => {
  for (const name of ["Arjun", "Meera"]) {
    const { page, finish } = await twoPeople();
    const before = await stored(page);
    await toProfile(page);
    await deletePlan(page, name);
    await assertAtHeading(page);
    assert.equal(await plans(page).getByRole("listitem").count(), 1);
    await plans(page).getByText("open now").waitFor();
    assert.equal((await stored(page)).records.length, 1);

    await page.getByRole("link", { name: "Back to Today" }).click();
    await heading(page, /^Good morning/).waitFor();
    await undo(page).click();
    await heading(page, "Good morning, Arjun").waitFor();
    await assertAtHeading(page);
    assert.equal(await undo(page).count(), 0);
    assert.deepEqual(await stored(page), before);
    await page.reload();
    await heading(page, "Good morning, Arjun").waitFor();
    await toProfile(page);
    assert.equal(await plans(page).getByRole("listitem").count(), 2);
    await finish();
  }
});

test("a plan that was not put back is gone after a reload", async () => {
  const { page, finish } = await twoPeople();
  await toProfile(page);
  await deletePlan(page, "Arjun");
  await page.reload();
  await plans(page).getByText("Meera Nair").waitFor();
  assert.equal(await plans(page).getByRole("listitem").count(), 1);
  assert.equal(await undo(page).count(), 0);
  await finish();
});

test("a sheet closes by Escape, beside it and by its button, and nothing was deleted", async () => {
  const { page, finish } = await twoPeople();
  await toProfile(page);
  const closings = [() => page.keyboard.press("Escape"), () => page.mouse.click(180, 40), () => page.getByRole("button", { name: "Keep it" }).click()];
  for (const close of closings) {
    await askToDelete(page, "Meera");
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).overflowY), "hidden");
    await close();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Delete Meera’s plan" }).and(page.locator(":focus")).waitFor();
  }
  await askToDelete(page, "Meera");
  await page.goBack();
  await heading(page, "Good morning, Arjun").waitFor();
  assert.equal(await page.getByRole("dialog").count(), 0);
  assert.equal((await stored(page)).records.length, 2);
  await finish();
});

test("by keyboard alone: delete, undo, close", async () => {
  const { page, finish } = await twoPeople();
  await toProfile(page);
  const reach = async (target, key = "Tab") => {
    for (let presses = 0; presses < 40; presses += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press(key);
    }
    assert.fail("not reached");
  };
  const remove = async () => {
    await reach(page.getByRole("button", { name: "Delete Meera’s plan" }));
    await page.keyboard.press("Enter");
    await reach(page.getByRole("button", { name: "Delete this plan" }));
    await page.keyboard.press("Enter");
    await toast(page, "Plan deleted").waitFor();
    await assertAtHeading(page);
  };
  await remove();
  await reach(undo(page), "Shift+Tab");
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Delete Meera’s plan" }).waitFor();
  await assertAtHeading(page);
  await remove();
  await reach(page.getByRole("button", { name: "Close this message" }), "Shift+Tab");
  await page.keyboard.press("Enter");
  await assertAtHeading(page);
  assert.equal(await toast(page, "Plan deleted").count(), 0);
  await finish();
});

/** A newer file of Meera's, with another number of sessions given. */
const newer = () => {
  const record = JSON.parse(file);
  record.timestamp = "2026-11-22T08:00:00+05:30";
  const isLast = ({ resource }) => resource.resourceType === "Procedure";
  record.entry.splice(record.entry.findLastIndex(isLast), 1);
  return Buffer.from(JSON.stringify(record));
};

test("a file of somebody already kept takes the old one's place, and Undo puts that back", async () => {
  const { page, finish } = await twoPeople();
  const before = await stored(page);
  await page.goto("/open");
  await choose(newer())(page);
  await page.getByText("You already have Meera’s plan from 20 November 2026 on this phone.").waitFor();
  await page.getByRole("button", { name: "Replace it" }).click();
  await heading(page, "Good morning, Meera").waitFor();
  await toast(page, "Plan replaced").waitFor();
  const replaced = await stored(page);
  assert.equal(replaced.records.length, 2);
  assert.ok(replaced.records.some(({ text, version }) => text === newer().toString() && version === 2));

  await page.getByRole("navigation").getByRole("link", { name: "Sessions" }).click();
  await undo(page).click();
  await page.getByRole("banner").getByText("Arjun", { exact: true }).waitFor();
  await assertAtHeading(page);
  const after = await stored(page);
  assert.deepEqual(after.choices, before.choices);
  assert.deepEqual(after.records.map(({ text }) => text).sort(), before.records.map(({ text }) => text).sort());
  await page.reload();
  await page.getByRole("banner").getByText("Arjun", { exact: true }).waitFor();
  await finish();
});

test("both are kept where the patient says so", async () => {
  const { page, finish } = await twoPeople();
  await page.goto("/open");
  await choose(newer())(page);
  await page.getByRole("button", { name: "Keep both" }).click();
  await heading(page, "Good morning, Meera").waitFor();
  assert.equal((await stored(page)).records.length, 3);
  await page.goto("/open");
  await choose(file)(page);
  await page.getByText("You already have Meera’s plan from 22 November 2026 on this phone.").waitFor();
  await finish();
});

test("what another window has changed is not written over", async () => {
  const { page, finish } = await twoPeople();
  await page.goto("/open");
  await choose(newer())(page);
  await page.getByRole("button", { name: "Replace it" }).waitFor();
  const other = await page.context().newPage();
  await other.goto("/open");
  await choose(newer())(other);
  await other.getByRole("button", { name: "Replace it" }).click();
  await heading(other, "Good morning, Meera").waitFor();
  const before = await stored(page);
  await page.getByRole("button", { name: "Replace it" }).click();
  await page.getByRole("alert").filter({ hasText: "changed in another window" }).waitFor();
  assert.deepEqual(await stored(page), before);
  await finish();
});

test("deleting everything leaves nothing, and says so", async () => {
  const { page, finish } = await twoPeople();
  await toProfile(page);
  await page.getByRole("radio", { name: "Dark" }).check();
  await deletePlan(page, "Meera");
  await page.getByRole("button", { name: "Delete everything on this phone" }).click();
  const sheet = page.getByRole("dialog", { name: "Delete everything on this phone?" });
  assert.match(await sheet.innerText(), /every plan and the appearance you chose/);
  await sheet.getByRole("button", { name: "Delete everything" }).click();
  await heading(page, "Your treatment plan").waitFor();
  await toast(page, "Everything deleted").waitFor();
  assert.equal(await undo(page).count(), 0);
  assert.deepEqual(await stored(page), { choices: [], records: [] });
  assert.deepEqual(await page.evaluate(() => [localStorage.length, document.documentElement.dataset.theme]), [0, "system"]);
  await finish();
});

test("a phone that keeps nothing says so, and the opened plan is not lost", async () => {
  const before = (page) => page.addInitScript(() => delete window.indexedDB);
  const { page, finish } = await show({ path: "/open", before });
  await choose(file)(page);
  await page.getByRole("button", { name: "Keep it on this phone" }).click();
  await page.getByRole("alert").filter({ hasText: "This browser keeps nothing on this phone." }).waitFor();
  await page.getByRole("main").getByRole("status").getByText("Meera Nair").waitFor();
  await page.goto(`/sample/${main.id}/profile`);
  await page.getByRole("alert").filter({ hasText: "allow site data, then try again" }).waitFor();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText("It failed again.").waitFor();
  await finish();
});

/** From now on the phone has no room. */
const fill = (page) =>
  page.evaluate(() => {
    window.roomy = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });

const makeRoom = (page) => page.evaluate(() => void (IDBObjectStore.prototype.put = window.roomy));

test("a full phone says so, and nothing is lost: neither the file nor what was kept nor Undo", async () => {
  const { page, finish } = await twoPeople();
  const before = await stored(page);
  await toProfile(page);
  await page.getByRole("link", { name: "Open another plan" }).click();
  await fill(page);
  await choose(newer())(page);
  for (const name of ["Replace it", "Keep both"]) {
    await page.getByRole("button", { name }).click();
    await page.getByRole("alert").filter({ hasText: "This phone is full" }).waitFor();
  }
  assert.deepEqual(await stored(page), before);
  await makeRoom(page);

  await page.getByRole("link", { name: "Back to Profile" }).click();
  await deletePlan(page, "Meera");
  await fill(page);
  await undo(page).click();
  await toast(page, "This phone is full").waitFor();
  await makeRoom(page);
  await undo(page).click();
  await page.getByRole("button", { name: "Delete Meera’s plan" }).waitFor();
  assert.deepEqual(await stored(page), before);
  await finish();
});

test("a newer version in another window is told, and nothing goes on here", async () => {
  const { page, finish } = await twoPeople();
  const other = await page.context().newPage();
  await other.goto("/icons/portal.svg");
  const opened = await other.evaluate(
    () => new Promise((resolve) => Object.assign(indexedDB.open("portal", 99), { onsuccess: () => resolve("opened"), onblocked: () => resolve("blocked") })),
  );
  assert.equal(opened, "opened");
  await page.getByRole("alert").filter({ hasText: "renewed in another window" }).waitFor();
  await toProfile(page);
  await plans(page).getByRole("button", { name: /^Meera Nair/ }).click();
  await page.getByRole("main").getByRole("alert").filter({ hasText: "Open it again here" }).waitFor();
  // The same old version cannot read what the newer one has made.
  await page.reload();
  await page.getByRole("alert").filter({ hasText: "renewed in another window" }).waitFor();
  await finish();
});
