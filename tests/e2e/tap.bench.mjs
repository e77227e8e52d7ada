// How long a slow phone takes from a tap on an ingredient of the plan to the paint of its page: ten taps with the processor slowed
// down four times. `cargo xtask bench` runs it; it measures and prints, and fails only where nothing can be measured.

import { leave, portalPage } from "./portal.mjs";
import { main } from "./screens.mjs";

const GOAL_MS = 50;
const SLOWER = 4;
const TAPS = 10;

const { page, open, finish } = await portalPage({ hasTouch: true, isMobile: true });

/**
 * Notes for every tap when it came, when the page of the ingredient stood in the document, and when that was painted: a message that
 * is sent from a frame comes back after that frame. The browser's own note of the tap, which counts in steps of 8 ms, stands beside it.
 */
await page.addInitScript(() => {
  window.taps = [];
  window.events = [];
  new PerformanceObserver((list) => {
    for (const { name, duration, processingStart, processingEnd } of list.getEntries()) {
      if (name === "click") window.events.push({ duration, handled: processingEnd - processingStart });
    }
  }).observe({ type: "event", durationThreshold: 16 });
  addEventListener("click", ({ timeStamp }) => {
    const heading = () => document.querySelector("#app h1")?.textContent;
    const before = heading();
    const look = () => {
      if (heading() === before) return requestAnimationFrame(look);
      const drawn = performance.now();
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.taps.push({ drawn: drawn - timeStamp, painted: performance.now() - timeStamp });
      port2.postMessage(undefined);
    };
    requestAnimationFrame(look);
  }, { capture: true });
});

await open(`/sample/${main.id}/plan`);
const session = await page.context().newCDPSession(page);
await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });

const ingredients = page.locator("a[href*='/plan/ingredient/']:visible");
const rested = () => page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
for (let tap = 0; tap < TAPS; tap += 1) {
  await ingredients.first().waitFor();
  await rested();
  await ingredients.nth(tap % (await ingredients.count())).tap();
  await page.waitForFunction((tap) => window.taps.length > tap, tap);
  await page.goBack();
}

const { taps, events } = await page.evaluate(() => new Promise((resolve) => setTimeout(() => resolve({ taps: window.taps, events: window.events }), 500)));
const ascending = (numbers) => numbers.toSorted((one, other) => one - other);
const figures = (numbers) => {
  const sorted = ascending(numbers);
  const [median, worst] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  return `median ${median.toFixed(1)} ms, worst ${worst.toFixed(1)} ms`;
};
const painted = ascending(taps.map(({ painted }) => painted));
console.log(`A tap on an ingredient of the plan, the processor ${SLOWER} times slower, ${TAPS} taps:`);
console.log(`  until its page stands in the document: ${figures(taps.map(({ drawn }) => drawn))}`);
console.log(`  until it is painted:                   ${figures(painted)}; the median is ${(painted[TAPS / 2] / GOAL_MS).toFixed(2)} of the goal of ${GOAL_MS} ms`);
if (events.length > 0) {
  console.log(`  by the browser's own notes (${events.length}):        ${figures(events.map(({ duration }) => duration))}; handling ${figures(events.map(({ handled }) => handled))}`);
}
await session.detach();
await finish();
await leave();
