// `cargo xtask shots`: every screen as a picture in light and in dark, and one sheet of them all for each.

import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { leave, theBrowser } from "./portal.mjs";
import { screens, show } from "./screens.mjs";

const folder = process.argv[2];
const schemes = ["light", "dark"];
const file = (screen, scheme) => `${screen.name.replace(/[^a-z0-9]+/gi, "-")}-${scheme}.png`;

/** One screen in both schemes; and once from top to bottom, with what lies below the fold. */
async function picture(screen) {
  const { page, finish } = await show(screen);
  for (const scheme of schemes) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.evaluate(() => {
      document.activeElement?.blur();
      scrollTo(0, 0);
    });
    await page.screenshot({ path: join(folder, file(screen, scheme)), animations: "disabled" });
  }
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 360, height: Math.min(height, 8000) });
  await page.screenshot({ path: join(folder, "whole", file(screen, "light")), animations: "disabled" });
  await finish();
}

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

/** All pictures of a scheme side by side. */
async function sheet(scheme, name) {
  const cells = screens.map((screen) => `<figure><img src="${file(screen, scheme)}" width="360" height="740"><figcaption>${escaped(screen.name)}</figcaption></figure>`);
  const colours = scheme === "light" ? "background:#ddd;color:#111" : "background:#333;color:#eee";
  const html = `<!doctype html><meta charset="utf-8"><style>body{margin:16px;font:18px sans-serif;${colours};display:grid;grid-template-columns:repeat(8,360px);gap:16px}figure{margin:0}</style>${cells.join("")}`;
  const source = join(folder, `${name}.html`);
  await writeFile(source, html);
  const page = await (await theBrowser()).newPage({ viewport: { width: 3040, height: 800 } });
  await page.goto(pathToFileURL(source).href);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  await page.close();
}

await rm(folder, { recursive: true, force: true });
await mkdir(join(folder, "whole"), { recursive: true });
let failed = 0;
for (const screen of screens) {
  try {
    await picture(screen);
  } catch (fault) {
    failed += 1;
    console.error(`${screen.name}: ${fault.message}`);
  }
}
await sheet("light", "sheet");
await sheet("dark", "sheet-dark");
await leave();
console.log(`${screens.length} screens in ${folder}`);
process.exitCode = failed === 0 ? 0 : 1;
