// What the treatment is, in pictures: the ways to it, and where a patient stands in it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { main, show } from "./screens.mjs";

const toPictures = async (page) => {
  await page.getByRole("link", { name: "The treatment in pictures" }).click();
  await page.getByRole("heading", { level: 1, name: "What it is" }).waitFor();
  await page.getByRole("heading", { name: "Who it is for" }).waitFor();
};

/** Whom it is for, as far as that is marked as in the patient's record. */
const marked = (page) => page.getByRole("listitem").filter({ hasText: "In your record" }).locator(".row__name").allTextContents();

test("a patient reaches the pictures from Help, finds their own type in them, and goes back", async () => {
  const { page, finish } = await show({ path: `/sample/${main.id}/help` });
  await toPictures(page);
  assert.deepEqual(await marked(page), ["Shedding", "Low iron, zinc or B vitamins"]);
  await page.getByRole("link", { name: "Back to Help" }).click();
  await page.getByRole("heading", { level: 1, name: "Help" }).waitFor();
  await finish();
});

test("before any plan is open the first screen leads to the pictures, and nothing in them is marked", async () => {
  const { page, finish } = await show({ path: "/" });
  await toPictures(page);
  assert.deepEqual(await marked(page), []);
  for (const [name, words] of [
    [/^The scalp cut through, .* 2 to 4 mm deep/, "Where the needle ends: 2 to 4 mm deep"],
    [/^The head seen from above\. .* 1 to 1\.5 cm apart/, "One point every 1 to 1.5 cm, in even rows."],
    [/^An example of the sessions as a line/, "Month 2 to 4: results usually show"],
  ]) {
    await page.getByRole("img", { name }).waitFor();
    await page.getByText(words, { exact: true }).waitFor();
  }
  await finish();
});
