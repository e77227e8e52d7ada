// The patient's own file: chosen, looked at, kept or not; and what is said of a file that is none.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { main, show } from "./screens.mjs";

const file = readFileSync(new URL(`../../public/clinic/samples/${main.file}`, import.meta.url));
const bundle = () => JSON.parse(file);
const resources = (record, type) => record.entry.map(({ resource }) => resource).filter(({ resourceType }) => resourceType === type);

const choose = async (page, bytes) => {
  const record = { name: "record.json", mimeType: "application/json", buffer: Buffer.from(bytes) };
  await page.getByLabel("Choose the file").setInputFiles(record);
  await page.getByRole("main").getByRole("status").locator("h2").first().waitFor();
};

test("a file is shown first and kept only when the patient says so", async () => {
  const { page, finish } = await show({ path: "/open" });
  await choose(page, file);
  const preview = page.getByRole("main").getByRole("status");
  assert.match(await preview.innerText(), /This is the plan of\s+Meera Nair/);
  assert.match(await preview.innerText(), /4 sessions given/);
  await page.goto("/today");
  await page.getByText("There is no plan on this phone").waitFor();

  await page.goto("/open");
  await choose(page, file);
  await page.getByRole("button", { name: "Keep it on this phone" }).click();
  await page.waitForURL("**/today");
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "Good morning, Meera" }).waitFor();

  await page.getByRole("navigation").getByRole("link", { name: "Plan" }).click();
  await page.getByRole("link", { name: /^Zinc\s+Yours is low: 62 µg\/dL/ }).waitFor();
  await page.getByRole("link", { name: /^Left out/ }).click();
  await page.getByRole("heading", { name: "Minoxidil" }).waitFor();
  await page.getByRole("link", { name: /^Back to Plan/ }).click();
  await page.getByRole("navigation").getByRole("link", { name: "Sessions" }).click();
  await page.getByText("Thursday 26 November, 5pm").waitFor();
  await page.getByRole("navigation").getByRole("link", { name: "Today" }).click();
  await page.getByRole("link", { name: /^Aftercare/ }).click();
  await page.getByText("2 days 15 hours").waitFor();
  await finish();
});

const refusals = [
  ["no JSON", "{ \"resourceType\": ", /damaged at line 1/],
  ["no Bundle", JSON.stringify({ resourceType: "Patient" }), /We found: Patient/],
  ["no Patient", JSON.stringify({ resourceType: "Bundle", entry: [] }), /does not say whose plan it is/],
  ["two Patients", JSON.stringify({ ...bundle(), entry: [...bundle().entry, { resource: { resourceType: "Patient", id: "another" } }] }), /holds 2 patients/],
  ["20 MB", " ".repeat(20_000_000), /too large/],
  ["no text", Buffer.from([0xff, 0xfe, 0x00]), /cannot be read as text/],
];

test("a file that is no record is refused in one sentence, and what was there stays", async () => {
  const { page, finish } = await show({ path: "/open" });
  await choose(page, file);
  await page.getByRole("button", { name: "Keep it on this phone" }).click();
  await page.waitForURL("**/today");
  for (const [what, bytes, expected] of refusals) {
    await page.goto("/open");
    await choose(page, bytes);
    const said = await page.getByRole("main").getByRole("status").innerText();
    assert.match(said, /There is a problem with this file/, what);
    assert.match(said, expected, what);
    assert.equal(await page.getByRole("button", { name: "Keep it on this phone" }).count(), 0, what);
  }
  await page.goto("/today");
  await page.getByRole("heading", { level: 1, name: "Good morning, Meera" }).waitFor();
  await finish();
});

test("what is not understood in a file is listed before it is kept", async () => {
  const record = bundle();
  const [first, second, third, fourth, fifth] = resources(record, "Observation").filter(({ valueQuantity }) => valueQuantity);
  delete first.valueQuantity.unit;
  delete first.valueQuantity.code;
  Object.assign(second.valueQuantity, { unit: "furlong", code: "[fur_us]" });
  third.valueQuantity.value = 99999;
  fourth.effectiveDateTime = "2031-01-01";
  fifth.status = "entered-in-error";
  resources(record, "Condition")[0].code = { coding: [{ system: "http://hl7.org/fhir/sid/icd-10", code: "L67.9" }], text: "Hair shaft trouble" };
  const { page, finish } = await show({ path: "/open" });
  await choose(page, JSON.stringify(record));
  await page.getByRole("main").getByRole("status").locator("summary").click();
  const listed = await page.getByRole("main").getByRole("status").locator("li").allInnerTexts();
  const expected = [/unit/i, /fur_us|furlong/, /99999/, /2031-01-01|future/, /error/i, /L67\.9|Hair shaft trouble/];
  for (const pattern of expected) assert.ok(listed.some((line) => pattern.test(line)), `${pattern} in\n${listed.join("\n")}`);
  await finish();
});

test("content that arrives broken is said plainly, and can be tried again", async () => {
  let broken = true;
  const before = (page) =>
    page.route(/\/clinic-[0-9a-f]{16}\./, (route) => (broken ? route.fulfill({ body: "torn", contentType: "application/octet-stream" }) : route.continue()));
  const { page, finish } = await show({ path: "/", before, provoked: [/digest|integrity|could not be fetched|damaged/i] });
  await page.getByRole("heading", { level: 1, name: /^There is a problem/ }).waitFor();
  broken = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { level: 1, name: "Your treatment plan" }).waitFor();
  await finish();
});
