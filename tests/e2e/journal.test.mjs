// Booking, moving and cancelling when the page is killed in the middle of it, and when two windows want the same time.

import assert from "node:assert/strict";
import { test } from "node:test";
import { bookAt, button, go, headed, kept, link, listed, moveTo, part, toast, undo } from "./booking.mjs";
import { main, show } from "./screens.mjs";

const ofMain = (screen) => `/sample/${main.id}/${screen}`;
const first = "Thursday 3 December 2026, 5:45pm, free";
const other = "Friday 4 December 2026, 9:30am, free";

/** A second window of the same phone. */
async function window(page, path) {
  const other = await page.context().newPage();
  await other.goto(path);
  await other.locator("#shell").waitFor({ state: "detached" });
  return other;
}

/**
 * On this page the n-th write to what booking is kept in, from now on, does not happen, nor does anything after it: the page waits for
 * an answer that never comes. `window.portalIsCut` says that it has come so far.
 */
const cutAt = (page, nth) =>
  page.evaluate((nth) => {
    const shelves = ["slots", "told", "journal"];
    let writes = 0;
    for (const name of ["put", "delete"]) {
      const write = IDBObjectStore.prototype[name];
      IDBObjectStore.prototype[name] = function cut(...what) {
        if (!shelves.includes(this.name)) return write.apply(this, what);
        writes += 1;
        if (writes < nth) return write.apply(this, what);
        for (const told of ["oncomplete", "onabort"]) Object.defineProperty(this.transaction, told, { set() {} });
        window.portalIsCut = true;
        return this.get("");
      };
    }
  }, nth);

/** What is kept after an act is done whole, and before. */
const booking = {
  name: "booking",
  async set(page) {
    await go(page, "sessions/6/time");
    await link(page, first).first().click();
  },
  act: (page) => button(page, "Book Thursday 3 December").click(),
  said: "Session booked",
  lawful: [
    { session: "planned", slots: [], appointments: [] },
    { session: "3 December, 5:45pm", slots: ["busy"], appointments: ["booked 2026-12-03T12:15:00.000Z"] },
  ],
};

const moving = {
  name: "moving",
  async set(page) {
    await bookAt(page, 6, first);
    await go(page, "sessions/6/time");
    await link(page, other).first().click();
  },
  act: (page) => button(page, "Move to Friday 4 December").click(),
  said: "Session moved",
  lawful: [
    { session: "3 December, 5:45pm", slots: ["busy"], appointments: ["booked 2026-12-03T12:15:00.000Z"] },
    { session: "4 December, 9:30am", slots: ["free", "busy"], appointments: ["booked 2026-12-04T04:00:00.000Z"] },
  ],
};

const cancelling = {
  name: "cancelling",
  async set(page) {
    await bookAt(page, 6, first);
    await button(page, "Cancel this session").click();
  },
  act: (page) => page.getByRole("dialog").getByRole("button", { name: "Cancel this session" }).click(),
  said: "Session cancelled",
  lawful: [
    { session: "3 December, 5:45pm", slots: ["busy"], appointments: ["booked 2026-12-03T12:15:00.000Z"] },
    { session: "planned", slots: ["free"], appointments: ["cancelled 2026-12-03T12:15:00.000Z"] },
  ],
};

/** What the phone keeps, so that two states can be told apart: slots by their start, and the appointments. */
async function standing(page) {
  const { slots, appointments, journal } = await kept(page);
  return {
    slots: Object.entries(slots).sort().map(([, status]) => status),
    appointments: appointments.map(({ status, start }) => `${status} ${start}`),
    journal,
  };
}

/** Waits until nothing is left to be gone on with. */
async function nothingLeft(page) {
  for (const end = Date.now() + 10_000; (await kept(page)).journal > 0; ) assert.ok(Date.now() < end, "the journal is not empty");
}

/** How many writes each act takes: the journal, the slots, the appointment, and the journal again. */
for (const [{ name, set, act, said, lawful }, writes] of [
  [booking, 4],
  [moving, 5],
  [cancelling, 4],
]) {
  for (let nth = 1; nth <= writes + 1; nth += 1) {
    const when = nth > writes ? "not at all" : `at write ${nth} of ${writes}`;
    test(`${name}, killed ${when}: afterwards it is done whole or not at all`, async () => {
      const { page, finish } = await show({ path: ofMain("sessions") });
      const killed = await window(page, ofMain("sessions"));
      await set(killed);
      await killed.locator(".skeleton__card").first().waitFor({ state: "detached" });
      await cutAt(killed, nth);
      await act(killed);
      // With one write more than there are the act is done: so many there are.
      if (nth > writes) await toast(killed, said);
      else await killed.waitForFunction(() => window.portalIsCut);
      await killed.close({ runBeforeUnload: false });

      await go(page, "sessions");
      await nothingLeft(page);
      const { slots, appointments, journal } = await standing(page);
      const [before, after] = lawful;
      // Before the journal is written nothing has begun; from then on it is gone on with.
      const { session, ...expected } = nth === 1 ? before : after;
      assert.deepEqual({ slots, appointments, journal }, { ...expected, journal: 0 });
      await listed(page, 6, session);
      await page.reload();
      await listed(page, 6, session);
      assert.deepEqual(await standing(page), { ...expected, journal: 0 });
      await finish();
    });
  }
}

test("killed while the rest is booked: the sessions that were begun are booked, each once", async () => {
  const { page, finish } = await show({ path: ofMain("sessions") });
  const killed = await window(page, ofMain("sessions"));
  await go(killed, "sessions/rest");
  // Journal, slot and appointment of the first two, and the journal of the third.
  await cutAt(killed, 8);
  await button(killed, "Book 5 sessions").click();
  await killed.waitForFunction(() => window.portalIsCut);
  await killed.close({ runBeforeUnload: false });
  await go(page, "sessions");
  await nothingLeft(page);
  for (const number of [6, 7, 8, 9, 10]) await listed(page, number, "booked");
  const { slots, appointments, journal } = await standing(page);
  assert.deepEqual(slots, Array(5).fill("busy"));
  assert.equal(new Set(appointments).size, 5);
  assert.equal(journal, 0);
  await finish();
});

test("a journal that cannot be read keeps nobody from booking", async () => {
  const { page, finish } = await show({ path: ofMain("sessions") });
  await page.evaluate(async () => {
    const settled = (request) => new Promise((resolve) => Object.assign(request, { onsuccess: () => resolve(request.result) }));
    const database = await settled(indexedDB.open("portal"));
    const bytes = new TextEncoder().encode("{not a journal");
    await settled(database.transaction("journal", "readwrite").objectStore("journal").put({ id: "sample/x/1", version: 1, bytes }));
    database.close();
  });
  await page.reload();
  await bookAt(page, 6, first);
  await go(page, "sessions");
  await listed(page, 6, "3 December, 5:45pm", "booked");
  await finish();
});

const gone = (page) => page.getByRole("alert").getByRole("heading", { name: "That time has just gone" }).waitFor();

for (const isAtOnce of [false, true]) {
  const when = isAtOnce ? "at the same moment" : "one after the other";

  test(`two people want the same time, ${when}: one has it, the other is offered the nearest`, async () => {
    const { page: karthik, finish } = await show({ path: "/sample/aga-non-hormonal/today" });
    const lakshmi = await window(karthik, "/sample/no-tests-yet/today");
    const time = "Book: Monday 23 November, 12:30pm";
    for (const page of [karthik, lakshmi]) await button(page, time).waitFor();
    if (isAtOnce) {
      await Promise.all([button(karthik, time).click(), button(lakshmi, time).click()]);
    } else {
      await button(karthik, time).click();
      await toast(karthik, "Session booked");
      await button(lakshmi, time).click();
    }
    const booked = (page) => toast(page, "Session booked").then(() => page);
    const winner = await Promise.any([booked(karthik), booked(lakshmi)]);
    const loser = winner === karthik ? lakshmi : karthik;
    await gone(loser);
    const alert = loser.getByRole("alert");
    await alert.getByText("Monday 23 November, 12:30pm is no longer free. Nothing was changed for this session. These are the nearest free times.").waitFor();
    const nearest = await alert.getByRole("link").evaluateAll((links) => links.map((link) => link.querySelector(".unseen").textContent));
    assert.equal(nearest.length, 3);
    assert.ok(!nearest.some((name) => name.startsWith("Monday 23 November 2026, 12:30pm")), nearest.join());
    await loser.getByRole("heading", { name: "That time has just gone" }).and(loser.locator(":focus")).waitFor();
    await nothingLeft(loser);
    const { slots, appointments } = await kept(loser);
    assert.deepEqual([Object.values(slots), appointments.length], [["busy"], 1]);

    await alert.getByRole("link").first().click();
    await loser.getByRole("button", { name: /^Book / }).click();
    await toast(loser, "Session booked");
    assert.equal((await kept(loser)).appointments.length, 2);
    await finish();
  });

  test(`two windows of one patient book the same time, ${when}: it is booked once`, async () => {
    const { page: one, finish } = await show({ path: ofMain("sessions/6/time") });
    await link(one, first).first().click();
    const book = (page) => button(page, "Book Thursday 3 December");
    await book(one).waitFor();
    const two = await window(one, one.url());
    await book(two).waitFor();
    if (isAtOnce) {
      await Promise.all([book(one).click(), book(two).click()]);
    } else {
      await book(one).click();
      await toast(one, "Session booked");
      await book(two).click();
    }
    for (const page of [one, two]) await part(page, "5:45pm").getByRole("button", { name: "Cancel this session" }).waitFor();
    await nothingLeft(one);
    const { slots, appointments } = await kept(one);
    assert.deepEqual([Object.values(slots), appointments.length], [["busy"], 1]);
    await finish();
  });
}

test("two windows of one patient book two times for one session at the same moment: it has one of them", async () => {
  const { page: one, finish } = await show({ path: ofMain("sessions/6/time") });
  await link(one, first).first().click();
  const two = await window(one, ofMain("sessions/6/time"));
  await link(two, other).first().click();
  const books = [button(one, "Book Thursday 3 December"), button(two, "Book Friday 4 December")];
  for (const book of books) await book.waitFor();
  await Promise.all(books.map((book) => book.click()));
  for (const page of [one, two]) await page.getByRole("region", { name: "Message" }).or(page.getByRole("alert")).first().waitFor();
  await nothingLeft(one);
  const { slots, appointments } = await kept(one);
  assert.deepEqual([appointments.length, Object.values(slots).filter((status) => status === "busy").length], [1, 1]);
  await finish();
});

test("a window in which the time was booked meanwhile by another says so, and shows the session", async () => {
  const { page: one, finish } = await show({ path: ofMain("sessions/6/time") });
  await link(one, first).first().click();
  const book = (page) => button(page, "Book Thursday 3 December");
  await book(one).waitFor();
  const two = await window(one, one.url());
  await book(two).waitFor();
  await book(one).click();
  await toast(one, "Session booked");
  await book(two).click();
  await part(two, "5:45pm").waitFor();
  await headed(two, "Session 6");
  await toast(two, /^Something was changed meanwhile/);
  await finish();
});

test("two windows of one patient take one time for two sessions: it goes to one of them, and the other window says so", async () => {
  const { page: one, finish } = await show({ path: ofMain("sessions/6/time") });
  await bookAt(one, 6, first);
  const two = await window(one, ofMain("sessions/7/time"));
  await link(two, "Thursday 31 December 2026, 5pm, free").first().click();
  const [mine, theirs] = [button(one, "Move to Thursday 31 December"), button(two, "Book Thursday 31 December")];
  await go(one, new URL(two.url()).pathname.replace(/^.*sessions\/7/, "sessions/6"));
  await theirs.waitFor();
  await mine.click();
  await toast(one, "Session moved");
  await theirs.click();
  await toast(two, /^Something was changed meanwhile/);
  const { appointments, journal } = await kept(two);
  assert.deepEqual([appointments.length, journal], [1, 0]);
  await finish();
});

test("what another window has changed meanwhile is shown, and nothing is written over it", async () => {
  const { page: one, finish } = await show({ path: ofMain("sessions/6/time") });
  await bookAt(one, 6, first);
  const two = await window(one, ofMain("sessions/6"));
  await button(two, "Cancel this session").waitFor();
  await moveTo(one, 6, other);
  const before = await kept(one);
  await button(two, "Cancel this session").click();
  await two.getByRole("dialog").getByRole("button", { name: "Cancel this session" }).click();
  await toast(two, /^Something was changed meanwhile/);
  await part(two, "9:30am").waitFor();
  assert.deepEqual(await kept(two), before);
  await finish();
});

test("Undo after another window has changed it changes nothing", async () => {
  const { page: one, finish } = await show({ path: ofMain("sessions/6/time") });
  await bookAt(one, 6, first);
  const two = await window(one, ofMain("sessions"));
  await moveTo(two, 6, other);
  const before = await kept(two);
  await undo(one).click();
  await toast(one, /^Something was changed meanwhile/);
  await part(one, "9:30am").waitFor();
  assert.deepEqual(await kept(one), before);
  await finish();
});

test("a full phone says so, and nothing was booked, moved or cancelled", async () => {
  const { page, finish } = await show({ path: ofMain("sessions/6/time") });
  await bookAt(page, 6, first);
  const before = await kept(page);
  const full = () =>
    page.evaluate(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
  await go(page, "sessions/6/time");
  await link(page, other).first().click();
  await button(page, "Move to Friday 4 December").waitFor();
  await full();
  await button(page, "Move to Friday 4 December").click();
  await toast(page, "This phone is full");
  await go(page, "sessions/6");
  await button(page, "Cancel this session").waitFor();
  await full();
  await button(page, "Cancel this session").click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel this session" }).click();
  await toast(page, "This phone is full");
  await part(page, "5:45pm").waitFor();
  assert.deepEqual(await kept(page), before);
  await finish();
});
