// What a benchmark of the slow phone needs: how long it takes from a tap until what it leads to is painted.

/** So many times slower than this machine is the phone. */
export const SLOWER = 4;

/**
 * Notes for every tap when it came, when the sign that is looked for stood in the document, and when that was painted: a message that
 * is sent from a frame comes back after that frame. The browser's own note of the tap, which counts in steps of 8 ms, stands beside it.
 */
export async function watchTaps(page) {
  await page.addInitScript(() => {
    window.taps = [];
    window.events = [];
    // What is looked for: a text of the document that is another one once the tap has been answered.
    window.sign = () => document.querySelector("#app h1")?.textContent;
    new PerformanceObserver((list) => {
      for (const { name, duration, processingStart, processingEnd } of list.getEntries()) {
        if (name === "click") window.events.push({ duration, handled: processingEnd - processingStart });
      }
    }).observe({ type: "event", durationThreshold: 16 });
    addEventListener("click", ({ timeStamp }) => {
      const before = window.sign();
      const look = () => {
        if (window.sign() === before) return requestAnimationFrame(look);
        const drawn = performance.now();
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => window.taps.push({ drawn: drawn - timeStamp, painted: performance.now() - timeStamp });
        port2.postMessage(undefined);
      };
      requestAnimationFrame(look);
    }, { capture: true });
  });
}

/** Makes the phone slow. */
export async function slowDown(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  return session;
}

/** Taps, and waits until what it leads to is painted. */
export async function tapAndPaint(page, target) {
  await target.waitFor();
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
  const before = await page.evaluate(() => window.taps.length);
  await target.tap();
  await page.waitForFunction((before) => window.taps.length > before, before);
}

const ascending = (numbers) => numbers.toSorted((one, other) => one - other);

/** The one in the middle. */
export const median = (numbers) => ascending(numbers)[Math.floor(numbers.length / 2)];

/** The one in the middle and the worst, as a person reads them. */
export const figures = (numbers) => `median ${median(numbers).toFixed(1)} ms, worst ${Math.max(...numbers).toFixed(1)} ms`;

/** Prints what was noted, beside its goal. */
export async function report(page, title, goal) {
  const { taps, events } = await page.evaluate(() => new Promise((resolve) => setTimeout(() => resolve({ taps: window.taps, events: window.events }), 500)));
  const painted = taps.map(({ painted }) => painted);
  console.log(`${title}, the processor ${SLOWER} times slower, ${taps.length} taps:`);
  console.log(`  until it stands in the document: ${figures(taps.map(({ drawn }) => drawn))}`);
  console.log(`  until it is painted:             ${figures(painted)}; the median is ${(median(painted) / goal).toFixed(2)} of the goal of ${goal} ms`);
  if (events.length > 0) {
    console.log(`  by the browser's own notes (${events.length}):  ${figures(events.map(({ duration }) => duration))}; handling ${figures(events.map(({ handled }) => handled))}`);
  }
  await page.evaluate(() => {
    window.taps = [];
    window.events = [];
  });
}
