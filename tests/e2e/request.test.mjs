// A plan of the patient's own, where no server of the clinic answers: a time is asked for by a message. And plans for which nothing can be booked.

import assert from "node:assert/strict";
import { test } from "node:test";
import { button, calendarFrom, headed, kept, line, link, listed, offered, part, toast, undo } from "./booking.mjs";
import { clinicOf } from "./clinic.mjs";
import { main, ownRecord, show } from "./screens.mjs";

const messages = { whatsapp: "+91 98765 43210", sms: "+919876543210", email: "desk@clinic.example" };
const at = await clinicOf({ "booking.json": { messages, map: "https://maps.example/clinic", price_per_session: "₹4,500", sessions_paid: 6 } });

const first = "Thursday 3 December 2026, 5:45pm, free";
const message = "Hello, this is Meera Nair. May I come on Thursday 3 December 2026 at 5:45pm?";
/** No word of these may reach another app. */
const health = /scalp|meso|session|hair|inject|numb|treat|plan|dose|zinc|iron|clinic|doctor|loading/i;

/** A patient with a plan of their own, who has asked for a time for session 6. */
async function asked(phone = {}) {
  const { page, finish } = await show(ownRecord, phone);
  await page.goto("/sessions/6/time");
  await link(page, first).first().click();
  await button(page, "Ask for Thursday 3 December").click();
  await toast(page, "Time noted");
  await headed(page, "Session 6");
  return { page, finish };
}

test("a time is asked for by a message without a word of health, until the clinic has agreed", async () => {
  const { page, finish } = await asked({ at });
  await part(page, "5:45pm").getByText("Asked for. The clinic has not answered yet.").waitFor();
  const request = part(page, "Ask the clinic for this time");
  await request.getByText(message, { exact: true }).waitFor();
  assert.doesNotMatch(message, health);
  await request.getByText("This opens another app. What it sends is the text above, and nothing else.").waitFor();
  const coded = encodeURIComponent(message);
  for (const [name, href] of [
    ["Message by WhatsApp", `https://wa.me/919876543210?text=${coded}`],
    ["Send as SMS", `sms:+919876543210?body=${coded}`],
    ["Send as e-mail", `mailto:desk@clinic.example?body=${coded}`],
  ]) {
    // Some letters may be coded or not; what counts is what the other app reads.
    assert.equal(decodeURIComponent(await link(request, name).getAttribute("href")), decodeURIComponent(href));
  }
  assert.deepEqual((await kept(page)).slots, {});

  await page.goto("/sessions");
  await listed(page, 6, "3 December, 5:45pm", "asked for");
  const { entries } = await calendarFrom(page, () => button(page, "All to my calendar").click());
  assert.deepEqual(entries.map(({ status }) => status), ["CONFIRMED", "TENTATIVE"]);
  await page.reload();
  await link(page, /^Session 6/).click();
  await button(page, "The clinic agreed").click();
  await toast(page, "Session booked");
  await part(page, "Ask the clinic for this time").waitFor({ state: "detached" });
  assert.equal(await page.getByText("Asked for.").count(), 0);
  await page.goto("/sessions");
  await listed(page, 6, "3 December, 5:45pm", "booked");
  assert.deepEqual((await kept(page)).appointments.map(({ status }) => status), ["booked"]);
  await finish();
});

test("the clinic's answer can be taken back: then the time is asked for again", async () => {
  const { page, finish } = await asked({ at });
  await button(page, "The clinic agreed").click();
  await toast(page, "Session booked");
  await undo(page).click();
  await toast(page, "As it was");
  await part(page, "Ask the clinic for this time").waitFor();
  await finish();
});

test("cancelling what was asked for withdraws it, and it can be put back", async () => {
  const { page, finish } = await asked({ at });
  await button(page, "Cancel this session").click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel this session" }).click();
  await toast(page, "Session cancelled");
  await listed(page, 6, "planned");
  assert.deepEqual((await kept(page)).appointments.map(({ status }) => status), ["cancelled"]);
  await page.reload();
  await button(page, "Put it back").click();
  await toast(page, "Session is back");
  await listed(page, 6, "3 December, 5:45pm", "asked for");
  await finish();
});

test("what the clinic has booked is moved once it has agreed: until then its old time stays", async () => {
  const { page, finish } = await show(ownRecord, { at });
  await page.goto("/sessions/5/time");
  await link(page, "Friday 27 November 2026, 12:30pm, free").first().click();
  const ask = part(page, "Ask the clinic first");
  const text = "Hello, this is Meera Nair. May I move my appointment from Thursday 26 November 2026 at 5pm to Friday 27 November 2026 at 12:30pm?";
  await ask.getByText(text, { exact: true }).waitFor();
  assert.doesNotMatch(text, health);
  assert.equal(new URL(await link(ask, "Message by WhatsApp").getAttribute("href")).searchParams.get("text"), text);
  assert.deepEqual((await kept(page)).appointments, []);
  await button(page, "The clinic agreed: Move to Friday 27 November").click();
  await toast(page, "Session moved");
  await headed(page, "Session 5");
  await part(page, "12:30pm").getByText("Friday 27 November 2026").waitFor();
  assert.deepEqual((await kept(page)).appointments.map(({ status }) => status), ["booked"]);
  await undo(page).click();
  await toast(page, "As it was");
  await part(page, "5pm").getByText("Thursday 26 November 2026").waitFor();
  await finish();
});

test("what the clinic has booked is cancelled once it knows; then the next one is asked for in one tap from Today", async () => {
  const { page, finish } = await show(ownRecord, { at });
  await page.goto("/sessions/5");
  await button(page, "Cancel this session").click();
  const sheet = page.getByRole("dialog");
  await sheet.getByText("I cannot come on Thursday 26 November 2026 at 5pm. Please cancel my appointment.").waitFor();
  await sheet.getByRole("button", { name: "Keep it" }).click();
  assert.deepEqual((await kept(page)).appointments, []);
  await button(page, "Cancel this session").click();
  await sheet.getByRole("button", { name: "The clinic knows: cancel" }).click();
  await toast(page, "Session cancelled");
  await page.goto("/today");
  await page.getByRole("button", { name: /^Ask for it: / }).click();
  await headed(page, "Session 5");
  await part(page, "Ask the clinic for this time").waitFor();
  await finish();
});

test("where no number is known, that is said, and the message can still be taken along", async () => {
  const { page, finish } = await asked();
  const request = part(page, "Ask the clinic for this time");
  await request.getByText("The clinic’s numbers are not in this portal yet. They are on your appointment card.").waitFor();
  assert.equal(await request.getByRole("link").count(), 0);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await request.getByRole("button", { name: "Share the message" }).click();
  await toast(page, "Message copied");
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), message);
  await finish();
});

test("price, what is paid, and the way to the clinic with a word before the portal is left", async () => {
  const { page, finish } = await show({ path: `/sample/${main.id}/sessions/5` }, { at });
  const where = part(page, "Where");
  assert.match(await line(where), /Price of a session: ₹4,500\. 6 sessions are paid\./);
  await where.getByRole("button", { name: "Directions" }).click();
  const sheet = page.getByRole("dialog", { name: "Open the map?" });
  const way = sheet.getByRole("link", { name: "Open the map" });
  assert.deepEqual([await way.getAttribute("href"), await way.getAttribute("rel")], ["https://maps.example/clinic", "noreferrer"]);
  await sheet.getByRole("button", { name: "Stay here" }).click();
  await sheet.waitFor({ state: "detached" });
  await finish();
});

/** Screens on which something could be booked. */
const closed = ["today", "sessions", "sessions/1", "sessions/1/time", "sessions/1/time/29938335-2", "sessions/rest", "sessions/away"];

for (const [sample, why] of [
  ["pregnant-held", "You are pregnant."],
  ["round-patches-referred", "You have patchy hair loss"],
]) {
  for (const screen of closed) {
    test(`${sample}, ${screen}: nothing can be booked, and why and whom to ask is said`, async () => {
      const { page, finish } = await show({ path: `/sample/${sample}/${screen}` });
      if (!["sessions/1"].includes(screen)) {
        await page.getByText(why).first().waitFor();
        await page.getByText(/The clinic’s telephone is not in this portal yet|Call Sapphire Roots/).first().waitFor();
      }
      assert.deepEqual(await offered(page), []);
      assert.equal(await page.getByRole("button", { name: /^(Book|Ask for|Move|All to my)/ }).count(), 0);
      assert.equal(await page.getByRole("link", { name: /^(Find a time|Move|Other times|Book the rest|I am away)/ }).count(), 0);
      await finish();
    });
  }
}

/** Tells a pregnancy on the main sample. */
const pregnant = {
  path: `/sample/${main.id}/plan/tell/pregnancy`,
  after: async (page) => {
    await page.getByLabel("What is it?").selectOption("Pregnant");
    await button(page, "Keep it for the clinic").click();
    await headed(page, "Not sent yet");
  },
};

test("what the patient tells closes booking at once: why is said, and what is booked is shown", async () => {
  const { page, finish } = await show(pregnant);
  for (const screen of ["today", "sessions", "sessions/5/time", "sessions/6/time", "sessions/6/time/29938335-2", "sessions/rest", "sessions/away"]) {
    await page.goto(`/sample/${main.id}/${screen}`);
    await page.getByText("You are pregnant.").first().waitFor();
    assert.deepEqual(await offered(page), [], screen);
    assert.equal(await page.getByRole("button", { name: /^(Book|Ask for|Move)/ }).count(), 0, screen);
    assert.equal(await page.getByRole("main").getByRole("link", { name: /^(Find a time|Move|Other times|Book the rest|I am away)/ }).count(), 0, screen);
  }
  await page.goto(`/sample/${main.id}/today`);
  await page.getByText("A session is still booked for Thursday 26 November, 5pm. You can cancel it here, or ask the clinic.").waitFor();
  await finish();
});

test("a session that is booked is shown although the plan waits", async () => {
  const { page, finish } = await show(pregnant);
  const still = "A session is still booked for Thursday 26 November, 5pm. You can cancel it here, or ask the clinic.";
  for (const screen of ["sessions", "sessions/5"]) {
    await page.goto(`/sample/${main.id}/${screen}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.locator(".skeleton__card").first().waitFor({ state: "detached" });
    assert.match(await line(page.getByRole("main")), /Thursday 26 November/, screen);
  }
  await page.goto(`/sample/${main.id}/sessions`);
  await page.getByText(still).waitFor();
  await finish();
});

test("how to reach the clinic is said once where booking is closed", async () => {
  for (const screen of ["sessions", "sessions/1/time", "sessions/rest", "sessions/away"]) {
    const { page, finish } = await show({ path: `/sample/pregnant-held/${screen}` });
    await page.getByText(/^The clinic’s telephone/).first().waitFor();
    assert.equal(await page.getByText(/^The clinic’s telephone/).count(), 1, screen);
    await finish();
  }
});

test("what is told in another window closes a time that is about to be booked", async () => {
  const { page, finish } = await show({ path: `/sample/${main.id}/sessions/6/time` });
  await link(page, first).first().click();
  await button(page, "Book Thursday 3 December").waitFor();
  const other = await page.context().newPage();
  await other.goto(pregnant.path);
  await pregnant.after(other);
  await button(page, "Book Thursday 3 December").click();
  await page.getByText(/You are pregnant\./).first().waitFor();
  const { appointments, slots, journal } = await kept(page);
  assert.deepEqual([appointments, slots, journal], [[], {}, 0]);
  await finish();
});
