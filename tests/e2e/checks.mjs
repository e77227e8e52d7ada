// What has to hold on every screen. Each check answers with all that it finds, one line each.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Every barrier that axe finds on the screen. What stays in sight lies in its own place for that: axe takes what is half behind it at
 * this moment for half as large. That no focus is covered is another check.
 */
export async function barriers(page) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  return page.evaluate(async (values) => {
    const options = { runOnly: { type: "tag", values }, rules: { "target-size": { enabled: true } }, resultTypes: ["violations"] };
    const staying = [...document.querySelectorAll(".verdict, .emergency")];
    for (const { style } of staying) style.position = "static";
    const { violations } = await window.axe.run(document, options);
    for (const { style } of staying) style.position = "";
    return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html}`));
  }, standards);
}

/** Fails with every barrier that axe finds on the screen. */
export async function assertAccessible(page) {
  assert.deepEqual(await barriers(page), []);
}

/** Everything that reaches beyond the screen sideways. */
export function tooWide(page) {
  return page.evaluate(() => {
    const reaches = (element) => element.getBoundingClientRect().right > innerWidth + 1;
    const isClipped = (element) => element.closest("svg, .unseen") !== null;
    const wide = [...document.body.querySelectorAll("*")].filter((element) => reaches(element) && !isClipped(element));
    const named = wide.map((element) => element.outerHTML.slice(0, 120));
    const over = document.scrollingElement.scrollWidth - innerWidth;
    return over > 0 ? [`the page, by ${over} px`, ...named] : named;
  });
}

/** Every text that is cut off, or that stands on another one. */
export function unreadable(page) {
  return page.evaluate(() => {
    const isSeen = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".unseen, .file__input");
    // What floats above the page covers only what can be scrolled from under it; what lies behind a sheet is not read.
    const isFixed = (element) => element.closest(".tabbar, .toast") !== null;
    const named = (text) => `“${text.data.trim().slice(0, 60)}” in ${text.parentElement.outerHTML.slice(0, 80)}`;
    const walk = document.createTreeWalker(document.querySelector("dialog:modal") ?? document.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walk.nextNode()) {
      const { currentNode: text } = walk;
      if (!text.data.trim() || !isSeen(text.parentElement)) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      for (const lines of range.getClientRects()) texts.push({ text, lines });
    }
    const isCutBy = (box, { left, right, top, bottom }) => left < box.left - 1 || right > box.right + 1 || top < box.top - 2 || bottom > box.bottom + 2;
    const cuts = (element) => getComputedStyle(element).overflow !== "visible" && element !== document.body && element !== document.documentElement;
    // What can be scrolled to is cut off sideways only.
    const reach = (element) => {
      const box = element.getBoundingClientRect();
      const scrolls = ["auto", "scroll"].includes(getComputedStyle(element).overflowY);
      return scrolls ? { left: box.left, right: box.right, top: -Infinity, bottom: Infinity } : box;
    };
    const isCut = ({ text, lines }) => {
      for (let element = text.parentElement; element; element = element.parentElement) {
        if (cuts(element) && isCutBy(reach(element), lines)) return true;
        // A sheet lies above everything that it stands in.
        if (element.matches("dialog:modal")) break;
      }
      return lines.left < -1 || lines.right > innerWidth + 1;
    };
    // The boxes of lines are taller than their letters, so a few pixels are no harm.
    const meet = (one, other) =>
      Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 0.3 * Math.min(one.height, other.height);
    const faults = texts.filter(isCut).map(({ text }) => `cut off: ${named(text)}`);
    for (const [index, one] of texts.entries()) {
      for (const other of texts.slice(index + 1)) {
        if (one.text === other.text || isFixed(one.text.parentElement) !== isFixed(other.text.parentElement)) continue;
        if (meet(one.lines, other.lines)) faults.push(`on another text: ${named(one.text)} and ${named(other.text)}`);
      }
    }
    return [...new Set(faults)];
  });
}

/** Everything to tap that is smaller than 48 px either way, but links in the flow of a sentence. */
export function tooSmall(page) {
  return page.evaluate(() => {
    const controls = document.querySelectorAll("a[href], button, input, select, textarea, summary, [role=button]");
    const target = (control) => control.closest("label") ?? control;
    const inSentence = (control) =>
      getComputedStyle(control).display === "inline" && control.parentElement.textContent.trim() !== control.textContent.trim();
    const shown = [...controls].filter((control) => control.checkVisibility({ visibilityProperty: true }) && !inSentence(control));
    const least = 48 - 0.5;
    return shown.flatMap((control) => {
      const { width, height } = target(control).getBoundingClientRect();
      const size = `${Math.round(width)}×${Math.round(height)}`;
      return width < least || height < least ? [`${size}: ${target(control).outerHTML.slice(0, 120)}`] : [];
    });
  });
}

/** Walks through the screen with the Tab key: all that is not reached, and every focus that is not seen. */
export async function outOfReach(page) {
  const { stops, more } = await page.evaluate(() => {
    document.activeElement?.blur();
    // Behind an open sheet nothing is within reach.
    const focusable = [...(document.querySelector("dialog:modal") ?? document).querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")];
    const isStop = (element) => element.tabIndex >= 0 && !element.disabled && element.checkVisibility({ visibilityProperty: true });
    // Of the choices of a group only one is a stop.
    const stops = focusable.filter((element) => isStop(element) && (element.type !== "radio" || element.checked));
    for (const [index, element] of stops.entries()) element.dataset.stop = index;
    // A date has stops of its own: day, month, year and calendar; so has a group in which nothing is chosen.
    const dates = stops.filter(({ type }) => type === "date").length;
    const groups = new Set(focusable.filter(({ type }) => type === "radio").map(({ name }) => name));
    const more = 3 * dates + groups.size;
    return { stops: stops.map((element) => element.outerHTML.slice(0, 120)), more };
  });
  const left = new Map(stops.entries());
  const unseen = [];
  // Once more than there are, for the browser's own stop behind the last.
  for (let presses = stops.length + more + 1; presses > 0 && left.size > 0; presses -= 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const { activeElement } = document;
      const isOutlined = (element) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
      };
      // A choice or a file is outlined on what stands for it.
      const marked = [activeElement, activeElement.closest("label"), activeElement.nextElementSibling].filter(Boolean);
      const { top, bottom } = activeElement.getBoundingClientRect();
      const isOver = (bar) => {
        const { top: from, bottom: to } = bar.getBoundingClientRect();
        return !bar.contains(activeElement) && bottom > from + 1 && top < to - 1 && bottom - top < from;
      };
      const isCovered = !activeElement.closest(".tabbar, dialog") && [...document.querySelectorAll(".tabbar, .toast, .verdict, .emergency")].some(isOver);
      const sheet = document.querySelector("dialog:modal");
      const isBehind = sheet !== null && activeElement !== document.body && !sheet.contains(activeElement);
      const fault = isBehind ? "behind the sheet" : isCovered ? "covered" : marked.some(isOutlined) ? "" : "without outline";
      return { stop: Number(activeElement.dataset.stop ?? -1), fault };
    });
    if ((left.delete(at.stop) || at.fault === "behind the sheet") && at.fault) unseen.push(`${at.fault}: ${stops[at.stop]}`);
  }
  return [...unseen, ...[...left.values()].map((stop) => `not reached: ${stop}`)];
}

/** Everything that moves although the phone asks for less motion. */
export function moving(page) {
  return page.evaluate(() => document.getAnimations().map(({ animationName, transitionProperty, effect }) => `${animationName ?? transitionProperty}: ${effect.target.outerHTML.slice(0, 80)}`));
}

/** A screen has one heading, and its title names it. */
export async function misnamed(page) {
  // In one go: a page may be about to change both.
  const { headings, title } = await page.evaluate(() => {
    const headings = [...document.querySelectorAll("h1")].filter((heading) => heading.checkVisibility());
    return { headings: headings.map(({ textContent }) => textContent), title: document.title };
  });
  if (headings.length !== 1) return [`headings: ${headings.join(" | ")}`];
  return headings[0].trim() && title.includes(headings[0].trim()) ? [] : [`the title is “${title}”, the heading “${headings[0]}”`];
}
