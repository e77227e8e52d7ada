// How long a slow phone takes from a tap to the paint: the page of an ingredient, and with thousands of free times the page of the
// times, the month, and a day in it. `cargo xtask bench` runs it; it measures and prints, and fails only where nothing can be measured.

import { contentOf, publish } from "./clinic.mjs";
import { report, slowDown, tapAndPaint, watchTaps } from "./paint.mjs";
import { leave, portalPage } from "./portal.mjs";
import { clock, main } from "./screens.mjs";

const TAPS = 10;
/** Nobody taps sooner on a page that has just come. */
const GLANCE_MS = 1000;

/** The address of a clinic with so many chairs that thousands of times are free. */
function largeClinic() {
  const { chairs: [hours], taken_percent } = contentOf("booking.json");
  const minutes = (minutes) => `0${8 + Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`.slice(-5);
  const chairs = [0, 15, 30, 45, 60, 75].map((after, chair) => ({ ...hours, chair: chair + 1, from: minutes(after) }));
  return publish({ "booking.json": { chairs, taken_percent: { ...taken_percent, is: 30 } } });
}

/** A slow phone on a page, complete. */
async function slowPhone(path, at) {
  const { page, open, finish } = await portalPage({ hasTouch: true, isMobile: true, clock, ...(at && { at }) });
  await watchTaps(page);
  await open(path);
  await page.locator(".skeleton__card").first().waitFor({ state: "detached" });
  const session = await slowDown(page);
  return { page, finish: () => session.detach().then(() => finish()) };
}

{
  const { page, finish } = await slowPhone(`/sample/${main.id}/plan`);
  const ingredients = page.locator("a[href*='/plan/ingredient/']:visible");
  for (let tap = 0; tap < TAPS; tap += 1) {
    await ingredients.first().waitFor();
    await tapAndPaint(page, ingredients.nth(tap % (await ingredients.count())));
    await page.goBack();
  }
  await report(page, "A tap on an ingredient of the plan", 50);
  await finish();
}

{
  const { address, stop } = await largeClinic();
  const { page, finish } = await slowPhone(`/sample/${main.id}/sessions/6`, address);
  await page.evaluate(() => {
    window.sign = () => String(document.querySelectorAll("a.times__one").length > 0);
  });
  const find = page.getByRole("link", { name: "Find a time" });
  // What was worked out is used again for as long as nothing has changed, so the first tap is another matter: what it needs is worked
  // out while the page stands, which is for as long as a glance takes.
  await page.waitForTimeout(GLANCE_MS);
  await tapAndPaint(page, find);
  await report(page, "Opening Find a time for the first time", 100);
  await page.goBack();
  for (let tap = 0; tap < TAPS; tap += 1) {
    await tapAndPaint(page, find);
    await page.goBack();
  }
  await report(page, "Opening it again", 100);

  await find.tap();
  await page.locator("a.times__one").first().waitFor();
  const rows = await page.locator("#app *").count();
  await page.evaluate(() => {
    window.sign = () => document.querySelector("#main .card, #main .month")?.parentElement.innerText.slice(-400);
  });
  for (let tap = 0; tap < TAPS; tap += 1) {
    await tapAndPaint(page, page.getByRole("radio", { name: tap % 2 === 0 ? "Month" : "List" }));
  }
  await report(page, "A tap on List or Month", 50);
  await page.getByRole("radio", { name: "Month" }).tap();
  const days = page.locator("button.month__day");
  await days.first().waitFor();
  const free = await page.locator("button.month__day .small").allTextContents();
  await page.evaluate(() => {
    window.sign = () => document.querySelector("#chosen-day")?.textContent;
  });
  for (let tap = 0; tap < TAPS; tap += 1) await tapAndPaint(page, days.nth(tap));
  await report(page, "A tap on a day of the month", 50);
  const inMonth = free.reduce((sum, count) => sum + Number(count), 0);
  console.log(`  ${inMonth} times are free in the month shown; the list of the page had ${rows} elements of the document in all`);
  await finish();
  await stop();
}

await leave();
