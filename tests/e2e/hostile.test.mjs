// A file that means harm: it is shown as text, or not at all. No script of it runs, nothing is asked of elsewhere, nothing is made of
// it but text, and the words beside it stay where they are.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { tooWide } from "./checks.mjs";
import { portalPage } from "./portal.mjs";
import { choose, file, show } from "./screens.mjs";

/** Every element of it carries a mark, and every script leaves one. */
const markup = (where) =>
  `<img data-hostile src="x" onerror="window.hostile='${where}'"><script data-hostile>window.hostile='${where}';alert(1)</script><a data-hostile href="javascript:window.hostile='${where}'">${where}</a><iframe data-hostile src="https://elsewhere.example/"></iframe><style data-hostile>*{display:none}</style>`;
const address = "javascript:window.hostile='address'";
const narrative = { status: "additional", div: `<div xmlns="http://www.w3.org/1999/xhtml" onclick="window.hostile=1">${markup("narrative")}</div>` };

/** The sample's record with members put into every resource; \`more\` are resources of its own. */
function hostile(person = {}, more = []) {
  const record = JSON.parse(file);
  for (const { resource } of record.entry) {
    Object.assign(resource, { text: narrative, language: address });
    resource.meta = { ...resource.meta, source: address, profile: [address], PROTOTYPE: { hostile: true } };
    if (resource.resourceType === "Patient") Object.assign(resource, person);
    if (resource.resourceType === "CarePlan") resource.title = `${markup("title")} (sample)`;
  }
  record.entry.push(...more.map((resource) => ({ fullUrl: address, link: [{ relation: "self", url: address }], resource })));
  // As a key in the text of a file it is a member like any other; in JavaScript it would be what all objects inherit from.
  return Buffer.from(JSON.stringify({ ...record, PROTOTYPE: { hostile: true }, link: [{ relation: "next", url: address }] }).replaceAll("PROTOTYPE", "__proto__"));
}

const subject = { reference: `Patient/${JSON.parse(file).entry.find(({ resource }) => resource.resourceType === "Patient").resource.id}` };
const coded = (text) => ({ coding: [{ system: address, code: text, display: text, userSelected: true }], text });

/** Resources that the portal lists with words of their own, each of which is an address or has markup in it. */
const listed = [
  { resourceType: "Condition", id: markup("id"), subject, code: coded(markup("code")) },
  { resourceType: "Observation", status: markup("status"), subject, code: coded(address) },
  { resourceType: "Observation", status: "final", subject, code: { coding: [{ system: "http://loinc.org", code: "2276-4" }] }, effectiveDateTime: markup("date"), valueQuantity: { value: 40, unit: markup("unit") } },
  { resourceType: "Procedure", implicitRules: address, status: "completed", subject, code: coded("session") },
  { resourceType: "MedicationStatement", status: "active", subject, medicationReference: { reference: address, display: markup("medicine") } },
  { resourceType: "AllergyIntolerance", patient: subject, code: coded(markup("allergy")) },
  { resourceType: "DiagnosticReport", status: "final", subject, code: coded("report"), presentedForm: [{ contentType: "text/html", url: address, title: markup("form") }] },
  { resourceType: "DocumentReference", status: "current", subject, content: [{ attachment: { url: address } }] },
  { resourceType: markup("type"), subject },
  { resourceType: "Appointment", status: "booked", start: "2026-12-03T17:00:00+05:30", end: "2026-12-03T18:00:00+05:30", participant: [{ actor: { reference: address, display: markup("actor") } }], serviceType: [coded(markup("service"))] },
];

const person = {
  name: [{ text: `Meera ${markup("name")}`, given: [markup("given")] }],
  photo: [{ contentType: "image/svg+xml", url: address, title: markup("photo") }],
  telecom: [{ system: "url", value: address }],
  address: [{ text: markup("address"), line: [address] }],
  identifier: [{ system: address, value: address }],
};

const everyScreen = ["today", "plan", "plan/left-out", "plan/ingredient/zinc", "plan/tests", "plan/tests/add", "plan/changes", "plan/tell", "plan/tell/allergy", "plan/sheet", "outbox", "treatment", "sessions", "sessions/2", "sessions/5", "aftercare", "progress", "help", "profile", "open"];

/** All that has come of the file but text. */
const harm = (page) =>
  page.evaluate(() => {
    const addresses = [...document.querySelectorAll("*")].flatMap((element) => [...element.attributes].filter(({ name, value }) => /^\s*javascript:/i.test(value) || /^on/i.test(name)));
    return [
      ...[...document.querySelectorAll("[data-hostile]")].map((element) => `an element: ${element.outerHTML.slice(0, 80)}`),
      ...addresses.map(({ name, value }) => `an attribute: ${name}=${value.slice(0, 80)}`),
      ...(window.hostile === undefined ? [] : [`a script has run: ${window.hostile}`]),
      ...({}.hostile === undefined ? [] : ["all objects have inherited a member"]),
    ];
  });

/** A phone with the file chosen, which notes every dialog that opens. */
async function opened(bytes) {
  const dialogs = [];
  const before = (page) =>
    page.on("dialog", async (dialog) => {
      dialogs.push(dialog.message());
      await dialog.dismiss();
    });
  const { page, finish } = await show({ path: "/open", before, after: choose(bytes) });
  const inert = async (where) => {
    assert.deepEqual([...(await harm(page)), ...(await tooWide(page)), ...dialogs], [], where);
  };
  const keep = async () => {
    await page.getByRole("button", { name: "Keep it on this phone" }).click();
    await page.waitForURL("**/today");
    await page.getByRole("heading", { level: 1 }).waitFor();
  };
  return { page, inert, keep, finish };
}

test("scripts, addresses and markup in a file are text on every screen", async () => {
  const { page, inert, keep, finish } = await opened(hostile(person, listed));
  const preview = page.getByRole("main").getByRole("status");
  assert.match(await preview.innerText(), /Meera <img data-hostile/);
  await preview.locator("summary").click();
  const lines = await preview.locator("li").allInnerTexts();
  for (const part of ["<img data-hostile", "javascript:window"]) assert.ok(lines.some((line) => line.includes(part)), `${part} in\n${lines.join("\n")}`);
  await inert("before it is kept");
  await keep();
  for (const path of everyScreen) {
    await page.goto(`/${path}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await inert(path);
  }
  await finish();
});

/** The words of an element as they stand on the screen, from the left, line by line; what is set apart by itself counts as one. */
const asSeen = (element) =>
  element.evaluate((element) => {
    const words = [];
    const note = (range, word) => {
      const { left, top, height } = range.getBoundingClientRect();
      words.push({ word, left, line: Math.round((top + height / 2) / 12) });
    };
    const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const { currentNode: text } = walk;
      const range = document.createRange();
      if (text.parentElement.closest("bdi")) continue;
      for (const { 0: word, index } of text.data.matchAll(/[\w’.,]+/g)) {
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        note(range, word);
      }
    }
    const written = words.map(({ word }) => word).join(" ");
    const seen = words.toSorted((one, other) => one.line - other.line || one.left - other.left).map(({ word }) => word).join(" ");
    return { written, seen };
  });

const OVERRIDE = "\u202e";
const names = [
  ["an override", `${OVERRIDE}riaN areeM`],
  ["an override that leaves its own element", `\u2069${OVERRIDE}riaN areeM`],
  ["embeddings that are never closed", "\u202b\u202b\u2067\u2067Meera"],
  ["a name that runs from right to left", "מירה נאיר"],
  ["two names that run both ways", "Meera מירה Nair נאיר"],
];

for (const [what, name] of names) {
  test(`the words beside a name stay in their order: ${what}`, async () => {
    const born = { birthDate: "1990-01-01", name: [{ text: name, given: [name] }] };
    const { page, keep, inert, finish } = await opened(hostile(born));
    await keep();
    // In a sentence, in the heading of a sheet, and in the bar.
    await page.goto("/open");
    await choose(hostile(born))(page);
    const sentence = page.getByText(/^You already have/);
    await page.getByRole("button", { name: "Keep both" }).waitFor();
    const { written, seen } = await asSeen(sentence);
    assert.match(written, /^You already have ’s plan from/);
    assert.equal(seen, written);
    await page.goto("/profile");
    await page.getByRole("button", { name: /^Delete .*’s plan$/ }).click();
    const heading = await asSeen(page.getByRole("dialog").getByRole("heading"));
    assert.match(heading.written, /^Delete ’s plan from this phone/);
    assert.equal(heading.seen, heading.written);
    await page.goto("/today");
    const greeting = page.getByRole("heading", { level: 1, name: /^Good morning,/ });
    await greeting.waitFor();
    assert.match((await asSeen(greeting)).seen, /^Good morning,/);
    await inert("today");
    await finish();
  });
}

test("a very long name keeps within the screen", async () => {
  for (const name of ["M".repeat(5_000), "Meera ".repeat(1_000)]) {
    const { page, keep, inert, finish } = await opened(hostile({ name: [{ text: name, given: [name] }] }));
    await inert("before it is kept");
    await keep();
    for (const path of ["today", "profile", "open", "help", "plan/sheet"]) {
      await page.goto(`/${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await inert(path);
    }
    await finish();
  }
});

const folder = await mkdtemp(join(tmpdir(), "portal-"));
after(() => rm(folder, { recursive: true }));

const long = "x ".repeat(5_000_000);
const tenMegabytes = [
  ["a narrative", ([{ resource }]) => Object.assign(resource, { text: { status: "additional", div: long } })],
  ["the whole name", ([{ resource }]) => Object.assign(resource, { name: [{ text: long, given: ["Meera"] }] })],
  ["the given name", ([{ resource }]) => Object.assign(resource, { name: [{ text: "Meera Nair", given: [long] }] })],
  ["the plan’s title", (_, [{ resource }]) => Object.assign(resource, { title: long })],
  ["a code", (_, [{ resource }]) => Object.assign(resource, { category: [{ text: long }] })],
];

/** Notes when a file was chosen, and for how long at most no frame could be drawn since. */
const noteFrames = (page) =>
  page.addInitScript(() => {
    addEventListener("change", () => {
      let before = performance.now();
      Object.assign(window, { chosenAt: before, longestPause: 0 });
      const frame = () => {
        const now = performance.now();
        window.longestPause = Math.max(window.longestPause, now - before);
        before = now;
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    }, { capture: true });
  });

for (const [where, put] of tenMegabytes) {
  test(`a text of 10 MB in ${where}: shown within two seconds, and the phone goes on answering`, async (t) => {
    const record = JSON.parse(file);
    const of = (kind) => record.entry.filter(({ resource }) => resource.resourceType === kind);
    put(of("Patient"), of("CarePlan"));
    const path = join(folder, "record.json");
    await writeFile(path, JSON.stringify(record));
    // Its time runs: a phone whose clock stands still draws no frames to count.
    const { page, open, finish } = await portalPage({ serviceWorkers: "block" });
    await noteFrames(page);
    await open("/open");
    await page.getByLabel("Choose the file").setInputFiles(path);
    const keep = page.getByRole("button", { name: "Keep it on this phone" });
    await keep.waitFor({ timeout: 30_000 });
    const [took, pause] = await page.evaluate(() => [performance.now() - window.chosenAt, window.longestPause]);
    t.diagnostic(`shown after ${Math.round(took)} ms, the longest pause ${Math.round(pause)} ms`);
    assert.ok(took < 2_000, `shown after ${Math.round(took)} ms`);
    await keep.click();
    await page.waitForURL("**/today");
    const zinc = page.getByRole("link", { name: /^Zinc/ });
    const tapped = performance.now();
    await page.getByRole("navigation").getByRole("link", { name: "Plan" }).click();
    await zinc.waitFor();
    const answered = performance.now() - tapped;
    t.diagnostic(`a tap answered after ${Math.round(answered)} ms`);
    assert.ok(answered < 1_000, `a tap answered after ${Math.round(answered)} ms`);
    assert.deepEqual(await tooWide(page), []);
    await finish();
  });
}
