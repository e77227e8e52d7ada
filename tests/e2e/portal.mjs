// A patient's phone for the journeys: the built portal in a real browser, which notes every fault that a patient would not see.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

/** Where the built portal is served, such as `http://127.0.0.1:40123/`. `cargo xtask test e2e` sets it. */
export const address = process.env.PORTAL_ADDRESS ?? "http://127.0.0.1:8080/";

const project = fileURLToPath(new URL("../../", import.meta.url));

/** The project's commands, and the portal they have built. */
export const xtask = process.env.PORTAL_XTASK ?? `${project}target/debug/xtask`;
export const dist = process.env.PORTAL_DIST ?? `${project}dist`;

/** A server of one journey's own, to be stopped in the middle of it. Serves the built portal in `folder`. */
export async function ownServer(folder = dist) {
  const server = spawn(xtask, ["serve", "--dist", folder, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const gone = new Promise((resolve) => server.once("exit", resolve));
  const stop = async () => {
    server.kill();
    await gone;
  };
  after(stop);
  for await (const line of createInterface({ input: server.stdout })) {
    const [found] = line.match(/http:\S+/) ?? [];
    if (found) return { address: found, stop };
  }
  throw new Error(`${xtask} did not say where it serves`);
}

const flags = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

let browser;

/** Closes it, which ends the program. */
export const leave = async () => browser?.close();

const isTest = /\.(test|full)\.mjs$/.test(process.argv[1]);
if (isTest) after(leave);

/** Opens Chromium once for all journeys of a file. */
export async function theBrowser() {
  browser ??= await chromium.launch({ executablePath: process.env.CHROME_PATH ?? "/usr/bin/chromium", args: flags });
  return browser;
}

/**
 * A fresh phone with nothing stored.
 *
 * `clock` is the instant at which the phone's time stands still, such as `2026-11-22T09:00:00+05:30`; left out, time runs.
 * `at` is where the portal is served. What else Playwright's newContext understands may be given too.
 */
export async function portalPage({ clock, at = address, ...phone } = {}) {
  const context = await (await theBrowser()).newContext({
    baseURL: at,
    colorScheme: "light",
    locale: "en-IN",
    timezoneId: "Asia/Kolkata",
    viewport: { width: 360, height: 740 },
    ...phone,
  });
  // What does not come in ten seconds does not come.
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  if (clock) await page.clock.setFixedTime(new Date(clock));

  const faults = [];
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  context.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    const isOurs = origin === new URL(at).origin || protocol === "data:" || protocol === "blob:";
    if (!isOurs) faults.push(`request elsewhere: ${request.url()}`);
  });
  await page.exposeFunction("portalNotesViolation", (violation) => faults.push(`policy: ${violation}`));
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      window.portalNotesViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });

  return {
    page,
    /** Goes to an address of the portal and waits until the app has taken the place of the shell. */
    async open(path = "/") {
      await page.goto(path);
      await page.locator("#shell").waitFor({ state: "detached" });
    },
    /** Ends the journey: no console error, no policy violation, no request elsewhere, but those that the journey provoked. */
    async finish({ provoked = [] } = {}) {
      // What the page has just done is told one turn later.
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
      await page.close();
      await context.close();
      const left = faults.filter((fault) => !provoked.some((pattern) => pattern.test(fault)));
      assert.deepEqual(left, []);
    },
  };
}
