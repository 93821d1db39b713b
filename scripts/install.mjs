// Packages, if they are missing or the lock has changed. Node built-ins only.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { npm, seconds } from "./run-command.mjs";

const MARK = ".rapporteur-installed";

/** Says in one line that this Node is too old, and ends. */
export function requireNode(root) {
  const wanted = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).engines.node.replace(">=", "");
  const [needMajor = 0, needMinor = 0] = wanted.split(".").map(Number);
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return;
  console.error(`Rapporteur needs Node ${wanted} or newer; this is ${process.versions.node}. Get one from https://nodejs.org`);
  process.exit(1);
}

function lockHash(root) {
  const patches = join(root, "patches");
  const files = existsSync(patches) ? readdirSync(patches).sort().map((name) => join(patches, name)) : [];
  const hash = createHash("sha256");
  for (const file of [join(root, "package-lock.json"), ...files]) hash.update(readFileSync(file));
  return hash.digest("hex");
}

function isInstalled(root) {
  const installed = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(installed)) return false;
  if (statSync(installed).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs) return true;
  // A checkout touches the lock without changing it: then what we wrote after the last installation decides.
  const mark = join(root, "node_modules", MARK);
  return existsSync(mark) && readFileSync(mark, "utf8") === lockHash(root);
}

/** Installs exactly what the lock says, twice tried. Ends the process if that fails. */
export async function ensureInstalled(root) {
  if (isInstalled(root)) return;
  for (const attempt of ["Installing packages (about a minute) …", "That failed; trying once more …"]) {
    console.log(attempt);
    // The development packages build the program, also where NODE_ENV is production.
    const { code, ms } = await npm(["ci", "--include=dev", "--no-audit", "--no-fund"]);
    if (code === 0) {
      writeFileSync(join(root, "node_modules", MARK), lockHash(root));
      console.log(`Packages installed in ${seconds(ms)}.`);
      return;
    }
  }
  console.error("The packages could not be installed: see npm's message above.");
  process.exit(1);
}
