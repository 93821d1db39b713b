// The second half of `npm run build`: the server that serves what Remix has built, and its worker threads.
import { existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { stampBuild } from "./sources.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const outdir = join(root, "build");

function workers() {
  const files = readdirSync(join(root, "server"), { recursive: true }).map(String);
  return files.filter((file) => file.endsWith(".worker.ts")).map((file) => join(root, "server", file));
}

/** Workers land beside the program under their own names, so that `new URL("./x.worker.js", import.meta.url)` finds them. */
function entryPoints() {
  const entries = { start: join(root, "server", "main.ts") };
  for (const file of workers()) {
    const name = basename(file, ".ts");
    if (name in entries) throw new Error(`Two workers are called ${name}.ts: one would overwrite the other.`);
    entries[name] = file;
  }
  return entries;
}

/**
 * Packages of hundreds of small files go into the program, with what they import: reading them one by one takes longer
 * than everything else at the start. All others stay outside: native ones, and those that must exist only once in the
 * process (Remix's build imports yjs and React too).
 */
const BUNDLED = ["better-auth", "drizzle-orm", "zod", "express", "compression", "postgres"];

const bundledPackages = {
  name: "bundled-packages",
  setup: ({ onResolve }) => {
    onResolve({ filter: /^[^./]/ }, ({ path, importer, kind }) => {
      const isOurs = kind !== "entry-point" && !importer.includes("/node_modules/");
      const isBundled = BUNDLED.some((name) => path === name || path.startsWith(`${name}/`));
      return isOurs && !isBundled ? { path, external: true } : undefined;
    });
  },
};

for (const name of existsSync(outdir) ? readdirSync(outdir) : []) {
  if (/\.js(\.map)?$/.test(name)) rmSync(join(outdir, name));
}
const started = performance.now();
const entries = entryPoints();
const options = {
  absWorkingDir: root,
  entryPoints: entries,
  outdir,
  bundle: true,
  platform: "node",
  format: "esm",
  splitting: true,
  chunkNames: "[name]-[hash]",
  target: `node${JSON.parse(readFileSync(join(root, "package.json"), "utf8")).engines.node.replace(">=", "")}`,
  plugins: [bundledPackages],
  banner: { js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);' },
  tsconfig: join(root, "tsconfig.json"),
  sourcemap: true,
  sourcesContent: false,
  logLevel: "warning",
};
try {
  await build(options);
} catch {
  process.exit(1); // esbuild has said what is wrong
}
stampBuild(root);
console.log(`✓ ${Object.keys(entries).map((name) => `build/${name}.js`).join(", ")} in ${Math.round(performance.now() - started)} ms`);
