// For eyes that need it larger or in colours of their own: text at twice its size on the narrowest phone, and forced colours.

import assert from "node:assert/strict";
import { test } from "node:test";
import { outOfReach, tooWide, unreadable } from "./checks.mjs";
import { main, screens, show } from "./screens.mjs";

/** The text size of the browser's settings: a page's sizes follow it, its screen stays as wide as it is. */
async function largeText(page) {
  const browser = await page.context().newCDPSession(page);
  await browser.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
}

for (const screen of screens) {
  test(`${screen.name}, text at 200 %`, async () => {
    const before = async (page) => {
      await largeText(page);
      await screen.before?.(page);
    };
    const { page, finish } = await show({ ...screen, before }, { viewport: { width: 320, height: 740 } });
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), "34px");
    const found = { wide: await tooWide(page), unreadable: await unreadable(page) };
    const faults = Object.entries(found).filter(([, faults]) => faults.length > 0);
    assert.deepEqual(Object.fromEntries(faults), {});
    await finish();
  });
}

/** What is drawn rather than written, with the part of it that has to stand out from the ground. */
const drawn = {
  [`/sample/${main.id}/today`]: [
    [".series__given", "", "fill"],
    [".series__next", "", "stroke"],
    [".series__ahead", "", "stroke"],
    [".series__track", "", "stroke"],
    [".series__reached", "", "stroke"],
    [".series__band", "", "stroke"],
    [".series__swatch", "", "borderTopColor"],
    [".tabbar [aria-current=page] .icon", "", "stroke"],
  ],
  "/sample/after-transplant/aftercare": [
    [".bar", "", "borderTopColor"],
    [".bar__done", "", "backgroundColor"],
    [".rail", "::before", "backgroundColor"],
    [".step--over", "::before", "backgroundColor"],
    [".step--now", "::before", "backgroundColor"],
    [".step:not(.step--over, .step--now)", "::before", "borderTopColor"],
  ],
  [`/sample/${main.id}/treatment`]: [
    [".skin__outer", "", "stroke"],
    [".skin__middle", "", "stroke"],
    [".skin__fat", "", "stroke"],
    [".skin__edges", "", "stroke"],
    [".skin__sheath", "", "stroke"],
    [".skin__hair", "", "fill"],
    [".needle__line", "", "stroke"],
    [".needle__drops", "", "fill"],
    [".drawing__scale", "", "stroke"],
    [".drawing__words", "", "fill"],
    [".head__skin", "", "stroke"],
    [".head__hair", "", "stroke"],
    [".head__points", "", "stroke"],
    [".picture__line", "", "stroke"],
    [".course__window", "", "stroke"],
    [".course__track", "", "stroke"],
    [".course__loading", "", "stroke"],
    [".course__ahead", "", "stroke"],
  ],
  [`/sample/${main.id}/plan/ingredient/zinc`]: [[".dots .dots__filled", "", "backgroundColor"], [".dots i:not([class=dots__filled])", "", "borderTopColor"]],
};

/** How far each stands out from the ground of the page, as a contrast ratio. */
function contrasts(page, parts) {
  return page.evaluate((parts) => {
    const pixel = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const light = (colour) => {
      pixel.clearRect(0, 0, 1, 1);
      pixel.fillStyle = colour;
      pixel.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = [...pixel.getImageData(0, 0, 1, 1).data].map((part) => part / 255);
      if (alpha < 1) return Number.NaN;
      const linear = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
      return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    };
    const ground = light(getComputedStyle(document.documentElement).backgroundColor);
    return parts.map(([selector, pseudo, part]) => {
      const colour = getComputedStyle(document.querySelector(selector), pseudo)[part];
      const [dark, bright] = [ground, light(colour)].sort((one, other) => one - other);
      return [selector, colour, (bright + 0.05) / (dark + 0.05)];
    });
  }, parts);
}

for (const [path, parts] of Object.entries(drawn)) {
  for (const colorScheme of ["light", "dark"]) {
    test(`${path} in forced colours, ${colorScheme}`, async () => {
      const { page, finish } = await show({ path }, { forcedColors: "active", colorScheme });
      const faint = (await contrasts(page, parts)).filter(([, , contrast]) => !(contrast >= 3));
      assert.deepEqual(faint, []);
      assert.deepEqual(await outOfReach(page), []);
      await finish();
    });
  }
}
