// The portal of a clinic whose content differs from the sample's, made and served by the project's own commands.

import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { dist, ownServer, xtask } from "./portal.mjs";

const content = fileURLToPath(new URL("../../public/clinic/", import.meta.url));
const served = new Map();

/** A file of the content, as it is shipped. */
export const contentOf = (name) => JSON.parse(readFileSync(join(content, name), "utf8"));

/**
 * The address of a clinic with these members of its content files in the place of others: `{ "clinic.json": { phone: "…" } }`. It is
 * served until the tests of the file are over.
 */
export async function clinicOf(files) {
  const name = JSON.stringify(files);
  if (!served.has(name)) served.set(name, (await publish(files)).address);
  return served.get(name);
}

/** The same as a server that `stop()` stops before that. */
export async function publish(files) {
  const folder = mkdtempSync(join(tmpdir(), "portal-clinic-"));
  after(() => rmSync(folder, { recursive: true }));
  const [clinic, portal] = [join(folder, "clinic"), join(folder, "portal")];
  cpSync(content, clinic, { recursive: true });
  cpSync(dist, portal, { recursive: true });
  for (const [name, members] of Object.entries(files)) writeFileSync(join(clinic, name), JSON.stringify({ ...contentOf(name), ...members }));
  execFileSync(xtask, ["publish-clinic", portal, "--clinic", clinic], { stdio: ["ignore", "ignore", "inherit"] });
  return ownServer(portal);
}
