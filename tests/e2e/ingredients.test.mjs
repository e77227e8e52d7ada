// Every ingredient of every sample patient has its page: in or left out, with the reason that the rules give, in the clinic's words.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { portalPage, xtask } from "./portal.mjs";
import { clock, samples } from "./screens.mjs";

const folder = new URL("../../public/clinic/", import.meta.url);
const content = (file) => JSON.parse(readFileSync(new URL(file, folder), "utf8"));
const { words } = content("text/en.json");
const { ingredients } = content("formulary.json");

/** What the rules make of a sample on the day of the journey, by the command that clinicians use. */
function rulesOn(sample) {
  const file = fileURLToPath(new URL(`samples/${sample.file}`, folder));
  return JSON.parse(execFileSync(xtask, ["plan", file, "--as-of", clock.slice(0, 10)], { encoding: "utf8" }));
}

/** Goes through the ingredients' pages of a sample as links do, and notes heading and first card of each. */
const walk = (page, sample) =>
  page.evaluate(
    async ({ base, names }) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const said = {};
      for (const [id, name] of names) {
        const link = document.createElement("a");
        link.href = `${base}/plan/ingredient/${id}`;
        document.body.append(link);
        link.click();
        link.remove();
        const stands = () => document.querySelector("#main h1")?.textContent === name && document.querySelector("#main .card") && !document.querySelector("#main .skeleton__card");
        for (let frames = 0; !stands(); frames += 1) {
          if (frames > 300) throw new Error(`${link.href} does not show ${name}`);
          await frame();
        }
        const card = document.querySelector("#main .card");
        said[id] = { heading: card.querySelector("h2")?.textContent ?? "", text: card.innerText };
      }
      return said;
    },
    { base: `/sample/${sample.id}`, names: ingredients.map(({ id }) => [id, words[`ingredient.${id}.name`]]) },
  );

/** The start of a sentence, up to its first place to fill, or what follows that. */
const without = (key) => words[key].split(/\{\w+\}/).reduce((longest, part) => (part.length > longest.length ? part : longest), "").trim();

/** What is wrong with the page of an ingredient, as the rules say in or out. */
function faults({ id, rules }, answer, { heading, text }) {
  const isIn = answer.include.includes(id);
  const of = (then) => new Set(rules.filter((rule) => rule.then === then).map(({ reason }) => words[`reason.${reason}`]));
  const expected = isIn ? [...of("in")].filter((sentence) => text.includes(sentence)) : [words[`reason.${answer.exclude[id]}`]];
  const says = (key) => text.includes(without(key));
  // Where the doctor signed otherwise than the rules propose, the page says so and has the rules' reason beside it.
  const isChosen = !isIn && (says("ui.ingredient.chosen") || says("ui.ingredient.rules_now_out"));
  const isNotSigned = isIn && says("ui.ingredient.not_signed");
  const title = words[(isIn && !isNotSigned) || isChosen ? "ui.ingredient.why" : "ui.ingredient.why_not"];
  const found = [];
  if (heading !== title) found.push(`the heading is “${heading}”, not “${title}”`);
  if (expected.length !== 1) found.push(`${expected.length} reasons for being in: ${text}`);
  else if (!text.includes(expected[0])) found.push(`“${expected[0]}” is not in: ${text}`);
  if (text.includes(words["ui.ingredient.not_in"]) !== (title === words["ui.ingredient.why_not"])) found.push(`the label is not that of “${title}”: ${text}`);
  return found;
}

test("every ingredient of every sample says whether it is in, and why", async () => {
  const { page, open, finish } = await portalPage({ clock, reducedMotion: "reduce" });
  await open("/");
  const found = {};
  const pages = { in: new Set(), out: new Set() };
  for (const sample of samples) {
    const [answer, said] = [rulesOn(sample), await walk(page, sample)];
    for (const ingredient of ingredients) {
      const { id } = ingredient;
      const rests = ["hold", "refer"].includes(answer.status);
      if (rests) {
        if (!said[id].text.includes(words["ui.ingredient.rests"])) found[`${sample.id} ${id}`] = said[id].text;
        continue;
      }
      pages[said[id].heading === words["ui.ingredient.why"] ? "in" : "out"].add(id);
      const wrong = faults(ingredient, answer, said[id]);
      if (wrong.length > 0) found[`${sample.id} ${id}`] = wrong;
    }
  }
  assert.deepEqual(found, {});
  // Which of the two the samples show; tests/rules/both_pages.rs has the others.
  assert.ok(pages.in.has("growth_factors") && pages.out.has("growth_factors"));
  assert.deepEqual(["dutasteride", "iron", "minoxidil"].filter((id) => !pages.in.has(id) || !pages.out.has(id)), []);
  await finish();
});
