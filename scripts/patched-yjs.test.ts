/**
 * Whatever loads yjs gets the patched code: Node by `import` (the server, which leaves yjs outside of its bundle) and by
 * `require`, the sources, and the browser by what Vite bundles.
 *
 * Without the patch these sessions read differently after loading, or throw (see app/core/live/yjs-undo.test.ts).
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Rollup } from "vite";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type * as Yjs from "yjs";
import { firstDifference } from "../app/core/live/testing/undo-session.ts";

const SESSIONS = [
  { people: 1, seed: 1638 },
  { people: 2, seed: 2859 },
  { people: 2, seed: 670 },
  { people: 2, seed: 2808 },
];

/** Within the project, so that nothing is resolved differently. */
const folder = mkdtempSync(join(process.cwd(), "node_modules", ".patched-yjs-"));
afterAll(() => rmSync(folder, { recursive: true }));

const entry = {
  name: "entry",
  resolveId: (id: string) => (id === "all-of-yjs" ? "\0all-of-yjs" : undefined),
  load: (id: string) => (id === "\0all-of-yjs" ? 'export * from "yjs";' : undefined),
};

/** What the browser gets, by the project's own configuration. */
async function bundled(): Promise<typeof Yjs> {
  const made = (await build({
    logLevel: "error",
    plugins: [entry],
    build: { write: false, minify: true, rollupOptions: { input: "all-of-yjs", preserveEntrySignatures: "strict", output: { format: "es" } } },
  })) as Rollup.RollupOutput;
  const file = join(folder, "browser.mjs");
  writeFileSync(file, made.output[0].code);
  return (await import(/* @vite-ignore */ pathToFileURL(file).href)) as typeof Yjs;
}

const WAYS: Record<string, () => Promise<typeof Yjs> | typeof Yjs> = {
  "import, as the server does": async () => import("yjs"),
  require: () => createRequire(import.meta.url)("yjs") as typeof Yjs,
  "the sources": async () => (await import(["yjs", "src", "index.js"].join("/"))) as typeof Yjs,
  "Vite's bundle for browsers": bundled,
};

describe.each(Object.keys(WAYS))("yjs by %s", (way) => {
  let yjs: typeof Yjs;

  beforeAll(async () => {
    // Yjs says that it is loaded more than once, which is the point here.
    const silenced = vi.spyOn(console, "error").mockReturnValue();
    yjs = await (WAYS[way] as () => Promise<typeof Yjs>)();
    silenced.mockRestore();
  });

  test.each(SESSIONS)("undoes soundly: $people people, seed $seed", ({ people, seed }) => {
    expect(firstDifference(yjs, people, seed)).toBeNull();
  });
});
