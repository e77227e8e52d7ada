// What holds on every screen, in light and in dark: no barrier, nothing too wide or too small, all of it within reach of a keyboard.

import assert from "node:assert/strict";
import { test } from "node:test";
import { barriers, misnamed, moving, outOfReach, tooSmall, tooWide } from "./checks.mjs";
import { portalPage } from "./portal.mjs";
import { clock, main, screens, show } from "./screens.mjs";

for (const screen of screens) {
  test(screen.name, async () => {
    const { page, finish } = await show(screen);
    const found = { moving: await moving(page), name: await misnamed(page) };
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      found[colorScheme] = await barriers(page);
    }
    found.small = await tooSmall(page);
    found.reach = await outOfReach(page);
    await page.setViewportSize({ width: 320, height: 740 });
    found.wide = await tooWide(page);
    const faults = Object.entries(found).filter(([, faults]) => faults.length > 0);
    assert.deepEqual(Object.fromEntries(faults), {});
    await finish();
  });
}

test("a new screen takes the focus to its heading, and its name into the title", async () => {
  const { page, open, finish } = await portalPage({ clock });
  await open(`/sample/${main.id}/today`);
  await page.getByRole("link", { name: /, profile of / }).waitFor();
  const tab = (name) => page.getByRole("navigation").getByRole("link", { name });
  for (const [go, heading] of [
    [() => tab("Plan").click(), "Plan"],
    [() => tab("Sessions").click(), "Sessions"],
    [() => tab("Progress").click(), "Progress"],
    [() => page.getByRole("link", { name: "Help" }).click(), "Help"],
    [() => page.goBack(), "Progress"],
    [() => page.getByRole("link", { name: /, profile of / }).click(), "Profile"],
    [() => page.getByRole("link", { name: /^Back to / }).click(), /^(Good|After)/],
  ]) {
    await go();
    const focused = page.getByRole("heading", { level: 1, name: heading }).and(page.locator(":focus"));
    await focused.waitFor();
    await page.waitForFunction((heading) => document.title.startsWith(heading), await focused.textContent());
  }
  await finish();
});
