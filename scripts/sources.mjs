// Is what was built made from these sources? By content, as times mean nothing after a checkout. Node built-ins only.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const SOURCES = ["app", "server", "db", "public", "patches", "package-lock.json", "package.json", "tsconfig.json", "vite.config.ts", "scripts/build-server.mjs"];
const RESULTS = ["build/start.js", "build/server/index.js", "build/client"];
const STAMP = "build/sources.sha256";
const NOT_BUILT = /\.test\.tsx?$/;

function* filesIn(path) {
  if (!statSync(path).isDirectory()) {
    if (!NOT_BUILT.test(path)) yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) yield* filesIn(join(path, name));
}

function sourcesHash(root) {
  const hash = createHash("sha256");
  for (const source of SOURCES) {
    const path = join(root, source);
    if (!existsSync(path)) continue;
    for (const file of filesIn(path)) hash.update(`${file.slice(root.length)}\0`).update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

/** The last step of a build. */
export function stampBuild(root) {
  writeFileSync(join(root, STAMP), sourcesHash(root));
}

export function isBuilt(root) {
  if (!RESULTS.every((result) => existsSync(join(root, result)))) return false;
  const stamp = join(root, STAMP);
  return existsSync(stamp) && readFileSync(stamp, "utf8") === sourcesHash(root);
}
