// A patient tells that something changed: the effect first, then kept on the phone, then withdrawn.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible } from "./checks.mjs";
import { publish } from "./clinic.mjs";
import { portalPage } from "./portal.mjs";
import { clock, main, show } from "./screens.mjs";

const PHONE = "+91 98450 12345";

/** The portal of a clinic whose telephone is known. */
const withPhone = () => publish({ "clinic.json": { phone: PHONE } });

const tab = (page, name) => page.getByRole("navigation").getByRole("link", { name }).click();
const title = (page, name) => page.getByRole("heading", { level: 1, name }).waitFor();
const sectionOf = (page, heading) => page.locator("section", { has: page.getByRole("heading", { name: heading }) }).last();

/** From the plan to the form for a kind of report. */
async function tell(page, kind) {
  await tab(page, "Plan");
  await page.getByRole("link", { name: /^Something changed/ }).click();
  await title(page, "Something changed");
  await page.getByRole("link", { name: kind }).click();
  await title(page, kind);
}

test("a pregnancy holds a signed plan and closes booking until it is withdrawn, with the server gone", async () => {
  const server = await withPhone();
  const { page, open, finish } = await portalPage({ at: server.address, clock });
  await open(`/sample/${main.id}/plan`);
  await page.getByText("Signed by Dr. Ashwini, 20 October 2026").waitFor();
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated");
  await server.stop();

  await tell(page, "Pregnancy or breastfeeding");
  await page.getByLabel("What is it?").selectOption("Pregnant");
  const effect = sectionOf(page, "What this would change");
  await effect.waitFor();
  assert.match(await effect.innerText(), /Your plan waits\. You are pregnant/);
  assert.match(await effect.innerText(), /No session can be booked/);
  assert.match(await effect.innerText(), /The plan that Dr\. Ashwini signed stays/);
  await assertAccessible(page);
  await page.getByRole("button", { name: "Keep it for the clinic" }).click();

  await title(page, "Not sent yet");
  await page.getByRole("status").filter({ hasText: "Kept on this phone, not sent yet" }).waitFor();
  await page.getByRole("heading", { name: "Pregnancy or breastfeeding: pregnant" }).waitFor();

  for (const name of ["Plan", "Today", "Sessions"]) {
    await page.goto(`/sample/${main.id}/${name.toLowerCase()}`);
    const held = sectionOf(page, "Your plan waits");
    await held.waitFor();
    assert.match(await held.innerText(), /You are pregnant/, name);
    assert.match(await held.innerText(), /Booking is closed until the doctor has decided/, name);
    assert.match(await held.innerText(), /The plan that Dr\. Ashwini signed on 20 October 2026 rests/, name);
    assert.equal(await held.getByRole("link", { name: /^Call/ }).getAttribute("href"), `tel:${PHONE}`, name);
  }

  await page.goto(`/sample/${main.id}/today`);
  await page.getByRole("link", { name: /^Not sent yet/ }).click();
  await page.getByRole("button", { name: "Withdraw" }).click();
  await page.getByText("Nothing waits here.").waitFor();
  await page.goto(`/sample/${main.id}/plan`);
  await page.getByRole("heading", { name: "Your cocktail" }).waitFor();
  assert.equal(await page.getByRole("heading", { name: "Your plan waits" }).count(), 0);
  await finish();
});

test("what was withdrawn comes back with Undo", async () => {
  const { page, finish } = await show({ path: `/sample/${main.id}/plan` });
  await tell(page, "A new allergy");
  await page.getByLabel("What is it?").selectOption("Zinc");
  await page.getByRole("button", { name: "Keep it for the clinic" }).click();
  await page.getByRole("button", { name: "Withdraw" }).click();
  await page.getByText("Nothing waits here.").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("heading", { name: "A new allergy: zinc" }).waitFor();
  await finish();
});

test("an allergy to what was signed asks before the next session and changes nothing silently", async () => {
  const { page, finish } = await show({ path: `/sample/${main.id}/plan` });
  await tell(page, "A new allergy");
  await page.getByLabel("What is it?").selectOption("Zinc");
  await page.getByRole("button", { name: "Keep it for the clinic" }).click();
  await title(page, "Not sent yet");
  await page.getByRole("link", { name: "Back to Plan" }).click();
  const asks = sectionOf(page, "Ask before your next session");
  await asks.waitFor();
  assert.match(await asks.innerText(), /Zinc is in your signed plan\. Today the rules would leave it out\. You have an allergy/);
  await page.getByRole("link", { name: /^Zinc/ }).click();
  await title(page, "Zinc");
  const why = sectionOf(page, "Why for you");
  assert.match(await why.innerText(), /It is in the plan that Dr\. Ashwini signed on 20 October 2026/);
  assert.match(await why.innerText(), /Ask the clinic before your next session/);
  await page.goto(`/sample/${main.id}/today`);
  await page.getByRole("link", { name: /^Ask before your next session/ }).waitFor();
  await finish();
});

test("what is missing is said, and nothing typed is lost", async () => {
  const { page, finish } = await show({ path: `/sample/${main.id}/plan/tell/allergy` });
  await page.getByRole("button", { name: "Keep it for the clinic" }).click();
  await page.getByRole("alert").getByText(/nothing is chosen yet/).waitFor();
  await page.getByLabel("What is it?").selectOption("Something else");
  await page.getByRole("alert").getByText(/nothing is written yet/).waitFor();
  await page.getByLabel("In your own words").fill("Kiwi");
  await sectionOf(page, "What this would change").waitFor();
  assert.equal(await page.getByLabel("In your own words").inputValue(), "Kiwi");
  await page.getByRole("button", { name: "Keep it for the clinic" }).click();
  await page.getByRole("heading", { name: "A new allergy: Kiwi" }).waitFor();
  await finish();
});

test("a planned blood test takes biotin out of the proposal until it is over", async () => {
  const { page, finish } = await show({ path: `/sample/early-aga-man/plan/tell/blood_test` });
  await page.getByRole("button", { name: "Keep it for the clinic" }).click();
  await page.getByRole("alert").getByText(/a day is missing/).waitFor();
  await page.getByLabel(/On which day/).fill("2026-11-20");
  await page.getByRole("alert").getByText(/this day is over/).waitFor();
  await page.getByLabel(/On which day/).fill("2026-11-24");
  const effect = sectionOf(page, "What this would change");
  assert.match(await effect.innerText(), /Biotin would go out\./);
  await finish();
});

test("a man is not asked whether he is pregnant, a woman not about her partner", async () => {
  const offered = async (sample) => {
    const { page, finish } = await show({ path: `/sample/${sample}/plan/tell/pregnancy` });
    const options = await page.getByLabel("What is it?").getByRole("option").allInnerTexts();
    await finish();
    return options;
  };
  assert.ok(!(await offered("early-aga-man")).includes("Pregnant"));
  assert.ok((await offered(main.id)).includes("Pregnant"));
});
