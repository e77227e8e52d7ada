// Blood tests: what a value means and changes, and a result that the patient enters, seen, kept and withdrawn.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible } from "./checks.mjs";
import { clock, main, show, typeResult } from "./screens.mjs";

/** A patient whose zinc is as it should be. */
const arjun = "/sample/early-aga-man";

const title = (page, name) => page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
const tap = (page, name) => page.getByRole("button", { name, exact: true }).click();
const valueOf = (page, name) => page.locator("section", { has: page.getByRole("heading", { level: 2, name, exact: true }) }).last();
/** What stands there, a number and its unit with a plain space between. */
const plain = (text) => text.replaceAll("\u00a0", " ");
const said = async (target) => plain(await target.innerText());
const field = (page, name) => page.getByLabel(name);

const adding = () => show({ path: `${arjun}/plan/tests/add`, clock });

test("J9 my ferritin and what it changes: two taps", async () => {
  const { page, finish } = await show({ path: `/sample/${main.id}/today` });
  await page.getByRole("navigation").getByRole("link", { name: "Plan" }).click();
  await page.getByRole("link", { name: /^Blood tests/ }).click();
  await title(page, "Blood tests");
  const ferritin = valueOf(page, "Iron store (ferritin)");
  const bar = ferritin.getByRole("img");
  await bar.waitFor();
  assert.equal(
    plain(await bar.getAttribute("aria-label")),
    "18 ng/mL: Low. Below 15: Too low. From 15: Low. From 40: Borderline. From 70: Enough. Above 200: High.",
  );
  const text = await said(ferritin);
  assert.match(text, /Tested 12 September 2026\. It is fresh until 11 March 2027\./);
  assert.match(text, /Test it again by 21 January 2027\./);
  assert.match(text, /What it changes\s+Iron\s+In your cocktail, and this value is low\s+Vitamin C\s+In your cocktail/);
  const { y, height } = await bar.boundingBox();
  assert.ok(y >= 0 && y + height <= 740, "the bar is seen at once");
  await ferritin.getByRole("link", { name: /^Iron/ }).click();
  await title(page, "Iron");
  await finish();
});

test("a low zinc result: what it would change, kept, shown as mine, and withdrawn", async () => {
  const { page, finish } = await show({ path: `${arjun}/plan` });
  assert.equal(await page.getByText(/^Yours is low/).count(), 0);
  await page.getByRole("link", { name: /^Blood tests/ }).click();
  assert.match(await said(valueOf(page, "Zinc")), /92 µg\/dL/);
  await page.getByRole("link", { name: "Add a result" }).click();
  await title(page, "Add a result");
  await typeResult({ analyte: "Zinc", number: "55,5", unit: "µg/dL", day: "2026-11-20" })(page);

  const effect = valueOf(page, "What this would change");
  await effect.waitFor();
  await page.getByText("Zinc: 55.5 µg/dL, tested 20 November 2026.").waitFor();
  assert.match(await effect.innerText(), /Refill amount, because your blood test is low/);
  assert.match(await effect.innerText(), /Your zinc is low/);
  await assertAccessible(page);
  await tap(page, "Save it");

  await title(page, "Blood tests");
  const zinc = valueOf(page, "Zinc");
  await zinc.getByText("Entered by you, and not sent to the clinic yet.").waitFor();
  const text = await said(zinc);
  assert.match(text, /Low/);
  assert.match(text, /That is 8\.49 µmol\/L\./);
  assert.match(text, /20 November 2026\s+entered by you\s+55\.5 µg\/dL\s+2 November 2026\s+92 µg\/dL/);
  await assertAccessible(page);
  await page.goto(`${arjun}/plan`);
  await page.getByText("Yours is low: 55.5 µg/dL").waitFor();

  await page.goto(`${arjun}/plan/tests`);
  await zinc.getByRole("link", { name: /^Entered by you/ }).click();
  await title(page, "Not sent yet");
  await tap(page, "Withdraw");
  await page.getByText("Nothing waits here.").waitFor();
  await page.goto(`${arjun}/plan/tests`);
  await zinc.waitFor();
  assert.doesNotMatch(await said(zinc), /55\.5|entered by you/i);
  assert.match(await said(zinc), /92 µg\/dL/);
  await finish();
});

test("a slip of the unit is asked back, both readings stand there, and nothing is corrected by itself", async () => {
  for (const [says, expected] of [
    ["It says 12 µmol/L", "Zinc: 12 µmol/L, tested 20 November 2026."],
    ["It says 12 µg/dL", "Zinc: 12 µg/dL, tested 20 November 2026."],
  ]) {
    const { page, finish } = await adding();
    await typeResult({ analyte: "Zinc", number: "12", unit: "µg/dL", day: "2026-11-20" })(page);
    const asked = valueOf(page, "Are you sure?");
    await asked.getByText("Does it say 12 µg/dL or 12 µmol/L?").waitFor();
    assert.equal(await page.getByRole("button", { name: "Save it" }).count(), 0, "nothing can be saved before");
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Are you sure?");
    assert.equal(await field(page, "Unit").locator("option:checked").innerText(), "µg/dL");
    await tap(page, says);
    await page.getByText(expected).waitFor();
    assert.equal(await field(page, "Unit").locator("option:checked").innerText(), says.split(" ").at(-1));
    await finish();
  }
});

test("a number that cannot be is refused with the unit that it was probably read in", async () => {
  const { page, finish } = await adding();
  await typeResult({ analyte: "Haemoglobin", number: "140", unit: "g/dL", day: "2026-11-20" })(page);
  await page.getByText("140 g/dL cannot be right. Does your report say 140 g/L?").waitFor();
  assert.equal(await field(page, "Number").getAttribute("aria-invalid"), "true");
  await tap(page, "It says 140 g/L");
  await page.getByText("Haemoglobin: 140 g/L, tested 20 November 2026.").waitFor();
  await finish();
});

test("what is wrong is said beside its field and above the form, and nothing typed is lost", async () => {
  const { page, finish } = await adding();
  await typeResult({ analyte: "Iron store (ferritin)", number: "1.2,3", day: "2026-11-23" })(page);
  const summary = page.getByRole("alert");
  await summary.getByRole("heading", { name: "4 things are not right yet" }).waitFor();
  await page.waitForFunction(() => document.activeElement?.id === "faults");
  const faults = {
    Number: "Type at most one comma or point.",
    Unit: "Choose the unit from your report.",
    "Day of the blood test": "This day is still to come. Choose the day of the blood test.",
  };
  for (const [name, fault] of Object.entries(faults)) {
    const control = field(page, name);
    assert.equal(await control.getAttribute("aria-invalid"), "true", name);
    const [, id] = (await control.getAttribute("aria-describedby")).split(" ");
    assert.equal(await page.locator(`#${id}`).innerText(), fault);
    await summary.getByRole("button", { name: fault }).click();
    await page.waitForFunction((id) => document.activeElement?.id === id, await control.getAttribute("id"));
  }
  await page.getByRole("group", { name: /^Did you have biotin in the 3 days before/ }).waitFor();
  assert.equal(await field(page, "Number").inputValue(), "1.2,3");
  assert.equal(await field(page, "Which test").locator("option:checked").innerText(), "Iron store (ferritin)");
  assert.equal(await field(page, "Day of the blood test").inputValue(), "2026-11-23");

  // One after the other is mended; what stays wrong stays said.
  await field(page, "Number").fill("82,5");
  await field(page, "Unit").selectOption("ng/mL");
  await tap(page, "See what it changes");
  await summary.getByRole("heading", { name: "2 things are not right yet" }).waitFor();
  await field(page, "Day of the blood test").fill("2026-11-21");
  await page.getByLabel("No", { exact: true }).check();
  await tap(page, "See what it changes");
  await page.getByText("Iron store (ferritin): 82.5 ng/mL, tested 21 November 2026.").waitFor();
  await page.getByText("By the clinic’s rules nothing changes.").waitFor();
  assert.equal(await summary.count(), 0);

  // What was worked out for other answers does not stay.
  await field(page, "Number").fill("9");
  assert.equal(await page.getByRole("button", { name: "Save it" }).count(), 0);
  assert.equal(await page.getByLabel("No", { exact: true }).isChecked(), true);
  await finish();
});

test("another test takes no unit over from the one before", async () => {
  const { page, finish } = await adding();
  await field(page, "Which test").selectOption("Zinc");
  await field(page, "Unit").selectOption("µmol/L");
  await field(page, "Which test").selectOption("Thyroid signal (TSH)");
  assert.equal(await field(page, "Unit").locator("option:checked").innerText(), "Choose");
  assert.deepEqual(await field(page, "Unit").locator("option").allInnerTexts(), ["Choose", "mIU/L", "µIU/mL"]);
  await finish();
});

test("a test taken after biotin is kept and says that it cannot be used", async () => {
  const { page, finish } = await adding();
  await typeResult({ analyte: "Iron store (ferritin)", number: "20", unit: "ng/mL", day: "2026-11-20", biotin: "Yes" })(page);
  await page.getByText("Taken too soon after biotin").first().waitFor();
  await tap(page, "Save it");
  await title(page, "Blood tests");
  const ferritin = valueOf(page, "Iron store (ferritin)");
  await ferritin.getByText("Taken too soon after biotin").first().waitFor();
  await ferritin.getByText("Until you test again, the rules use your result of 2 November 2026.").waitFor();
  await finish();
});

test("without any result the page says which tests the plan needs", async () => {
  const { page, finish } = await show({ path: "/sample/no-tests-yet/plan/tests" });
  await page.getByRole("heading", { name: "There are no results yet." }).waitFor();
  const needed = page.locator("section", { has: page.getByRole("heading", { name: "Not tested yet" }) }).last();
  assert.equal(await needed.getByRole("listitem").count(), 6);
  await finish();
});
