// The sheet for another doctor, on paper: A4, at most two pages, black on white, with the name on each, for every sample and for a long record.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { extractText, getDocumentProxy } from "unpdf";
import { fileOf, main, samples, show } from "./screens.mjs";

const content = (file) => JSON.parse(readFileSync(new URL(`../../public/clinic/${file}`, import.meta.url), "utf8"));
const { words } = content("text/en.json");
const sheet = (id) => ({ path: `/sample/${id}/plan/sheet` });

/** Text in one line, with one sign for micro: a PDF has the other one. */
const read = (text) => text.normalize("NFKC").replaceAll(/\s+/g, " ");

const MM_PER_POINT = 25.4 / 72;

/** The pages of the screen as it is printed, each its text in one line and its size in millimetres. */
async function printed(page) {
  const pdf = await getDocumentProxy(new Uint8Array(await page.pdf({ preferCSSPageSize: true })));
  const { text } = await extractText(pdf, { mergePages: false });
  const sized = text.map(async (lines, index) => {
    const [left, bottom, right, top] = (await pdf.getPage(index + 1)).view;
    const size = [right - left, top - bottom].map((points) => Math.round(points * MM_PER_POINT));
    return { text: read(lines), size };
  });
  return Promise.all(sized);
}

/** What is on paper though it can only be tapped, and every colour that is not black, white or grey. */
const tappedOrColoured = (page) =>
  page.evaluate(() => {
    const shown = [...document.querySelectorAll("body *")].filter((element) => element.checkVisibility());
    const tapped = shown.filter((element) => element.matches("a, button, input, summary, .topbar, .tabbar, .toast"));
    const isGrey = (colour) => {
      const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
      return alpha === 0 || (red === green && green === blue);
    };
    const coloured = shown.filter((element) => {
      const { color, backgroundColor } = getComputedStyle(element);
      return color !== "rgb(0, 0, 0)" || !isGrey(backgroundColor);
    });
    const ground = getComputedStyle(document.documentElement).backgroundColor;
    return [...tapped, ...coloured].map((element) => element.outerHTML.slice(0, 120)).concat(ground === "rgb(255, 255, 255)" ? [] : [ground]);
  });

/** Fails unless the screen is printed as a sheet: so many pages at most, of A4, each with the name. */
async function assertSheet(page, name) {
  const pages = await printed(page);
  assert.ok(pages.length <= 2, `${name}: ${pages.length} pages`);
  for (const { text, size } of pages) {
    assert.deepEqual(size, [210, 297], name);
    assert.ok(text.includes(`${name} · born `), `${name} is not on: ${text.slice(0, 80)}`);
  }
  await page.emulateMedia({ media: "print" });
  assert.deepEqual(await tappedOrColoured(page), [], name);
  return pages.map(({ text }) => text).join(" ");
}

const resources = (file) => content(`samples/${file}`).entry.map(({ resource }) => resource);
const nameOf = (file) => {
  const [{ text, given, family }] = resources(file).find(({ resourceType }) => resourceType === "Patient").name;
  return text ?? [...given, family].join(" ");
};

for (const sample of samples) {
  test(`the sheet of ${sample.id} is printed on two pages at most, from the dark too`, async () => {
    const { page, finish } = await show(sheet(sample.id), { colorScheme: "dark" });
    const said = await assertSheet(page, nameOf(sample.file));
    // How far the plan goes, in words: what was signed, or what the rules say.
    const status = Object.keys(words).filter((key) => /^(status\.\w+\.title|ui\.sheet\.(signed|changed))$/.test(key) && said.includes(`${words["ui.sheet.status"]} ${words[key]}`));
    assert.equal(status.length, 1, said);
    const measured = resources(sample.file).find(({ resourceType, valueQuantity }) => resourceType === "Observation" && valueQuantity);
    if (measured) assert.match(said, new RegExp(`${words["analyte.ferritin"].replaceAll(/[()]/g, "\\$&")} [\\d.]+ ng/mL`));
    else assert.ok(said.includes(words["ui.sheet.no_tests"]));
    const shows = !["status.hold.title", "status.refer.title"].includes(status[0]);
    const zinc = `${words["ingredient.zinc.name"]} ${words["ingredient.zinc.medical"]} `;
    assert.equal(said.includes(zinc), shows);
    assert.equal(said.includes(words["ui.sheet.no_cocktail"]), !shows);
    assert.ok(said.includes(words["ui.profile.sample"]));
    await finish();
  });
}

test("the sheet says who signed, what was given and what the rules rest on", async () => {
  const { page, finish } = await show(sheet(main.id));
  const said = await assertSheet(page, nameOf(main.file));
  for (const expected of [
    "Status Signed, and in use Signature Signed by Dr. Ashwini, 20 October 2026",
    "Course 6 loading sessions, 7 days apart",
    "Thursday 26 November 2026, 5pm clinic time",
    "Allergies None known",
    `Zinc Mineral · zinc salt ${words["tier.repletion"]} ${words["confidence.seed"]}`,
    `Minoxidil ${words["ingredient.minoxidil.medical"]} ${words["reason.NOT_INDICATED_FOR_TYPE"]}`,
    "Zinc 62 µg/dL 12 September 2026 Can be used",
    "Session 3 12 November 2026 Vitamin B1, ",
    "Methionine (batch SAMPLE-2210); Iron (batch SAMPLE",
    words["flag.BIOTIN_TELL_LAB"],
    "Printed 22 November 2026",
    "Version 1, 22 November 2026: The clinic, Ingredients, ",
    "not yet signed by a doctor",
  ]) {
    assert.ok(said.includes(read(expected)), `“${expected}” is not in\n${said}`);
  }
  await finish();
});

test("the sheet says where the doctor chose otherwise than the rules", async () => {
  const { page, finish } = await show(sheet("after-transplant"));
  const said = await assertSheet(page, "Vikram Shetty");
  const chosen = `Growth factors ${words["ingredient.growth_factors.medical"]} ${words["ui.sheet.chosen"]}`;
  assert.ok(said.includes(chosen), said);
  await finish();
});

/** A long record: every blood value of the panel, one of them too old, twenty sessions, an allergy, and a name that is long. */
function longRecord() {
  const record = JSON.parse(fileOf({ name: [{ text: "Arjun Venkataraman Subramaniam Iyer" }], gender: "male", birthDate: "1991-02" }));
  const of = (type) => record.entry.filter(({ resource }) => resource.resourceType === type);
  const [measured] = of("Observation").filter(({ resource }) => resource.valueQuantity);
  const [session] = of("Procedure");
  const injected = of("MedicationAdministration").filter(({ resource }) => resource.partOf[0].reference === session.fullUrl);
  const unbroken = new Set(of("Observation").flatMap(({ resource }) => resource.code.coding.map(({ code }) => code)));
  const panel = content("labs.json").analytes.filter(({ loinc }) => !loinc.some((code) => unbroken.has(code)));
  for (const { id, loinc, unit, sure } of panel) {
    const effectiveDateTime = id === "crp" ? "2020-01-01" : "2026-11-10";
    const code = { coding: [{ system: "http://loinc.org", code: loinc[0] }] };
    const valueQuantity = { value: Number(sure.to), unit, system: "http://unitsofmeasure.org", code: unit };
    record.entry.push({ resource: { ...measured.resource, id, code, effectiveDateTime, valueQuantity } });
  }
  for (let week = 1; week <= 16; week += 1) {
    const day = new Date(Date.parse("2026-10-22") - week * 7 * 86_400_000).toISOString().slice(0, 10);
    const performedPeriod = { start: `${day}T17:00:00+05:30`, end: `${day}T17:40:00+05:30` };
    const fullUrl = `urn:uuid:00000000-0000-4000-8000-${String(week).padStart(12, "0")}`;
    record.entry.push({ fullUrl, resource: { ...session.resource, id: `earlier-${week}`, performedPeriod } });
    for (const { resource } of injected) record.entry.push({ resource: { ...resource, id: `${resource.id}-${week}`, partOf: [{ reference: fullUrl }], effectiveDateTime: performedPeriod.end } });
  }
  const none = record.entry.find(({ resource }) => resource.resourceType === "AllergyIntolerance");
  none.resource.code = { coding: [{ system: "https://sapphireroots.example/fhir/CodeSystem/portal", code: "latex" }] };
  return Buffer.from(JSON.stringify(record));
}

test("a long record is printed on two pages too, and says what it leaves out", async () => {
  const { page, finish } = await show({ path: "/open" });
  await page.getByLabel("Choose the file").setInputFiles({ name: "record.json", mimeType: "application/json", buffer: longRecord() });
  await page.getByRole("button", { name: "Keep it on this phone" }).click();
  await page.waitForURL("**/today");
  await page.goto("/plan/sheet");
  await page.locator(".leaf").waitFor();
  const said = await assertSheet(page, "Arjun Venkataraman Subramaniam Iyer");
  for (const expected of ["Born February 1991", "Age 35", "14 sessions before these are not listed.", `Allergies ${words["allergy.latex"]}`, "Too old to use"]) {
    assert.ok(said.includes(expected), `“${expected}” is not in\n${said}`);
  }
  for (const { id } of content("labs.json").analytes) assert.ok(said.includes(words[`analyte.${id}`]), id);
  assert.ok(!said.includes(words["ui.profile.sample"]));
  await finish();
});

test("the sheet says where the signed plan no longer fits", async () => {
  const { page, finish } = await show(sheet("late-in-maintenance"));
  const said = await assertSheet(page, "Sarita Kulkarni");
  const adds = words["ui.drift.add"].replace("{name}", words["ingredient.iron.name"]);
  for (const expected of [words["ui.sheet.changed"], `${words["drift.mention.title"]} ${adds} ${words["reason.IRON_LOW"]}`]) {
    assert.ok(said.includes(expected), `“${expected}” is not in\n${said}`);
  }
  await finish();
});

test("the button prints, and is the only one of the sheet", async () => {
  const before = (page) =>
    page.addInitScript(() => {
      window.times = 0;
      window.print = () => (window.times += 1);
    });
  const { page, finish } = await show({ ...sheet(main.id), before });
  await page.getByRole("main").getByRole("button").click();
  assert.equal(await page.evaluate(() => window.times), 1);
  await finish();
});
