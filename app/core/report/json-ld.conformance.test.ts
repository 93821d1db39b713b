/**
 * The export against the assertions of the W3C Web Annotation tests and the safe mode of JSON-LD. The test data is
 * kept beside the checkout, not in it; where it is missing these tests are skipped and say so.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { jsonLd } from "./json-ld.ts";
import { input, largeInput } from "./report.fixture.ts";
import { buildReport } from "./report.ts";

const checkout = fileURLToPath(new URL("../../../", import.meta.url));
const standard = join(checkout, "../shared/standards/w3c-annotation");
const isThere = existsSync(join(standard, "run-model.mjs"));
if (!isThere) console.warn("W3C annotation tests skipped: ../shared/standards/w3c-annotation is not there.");

/** Runs one of the runners in the checkout, where they find their packages. */
function run(runner: string, ...args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(standard, runner), ...args], { cwd: checkout, encoding: "utf8", timeout: 110_000 });
  return { status, output: stdout + stderr };
}

describe.skipIf(!isThere)("W3C Web Annotation", () => {
  const base = { origin: "https://rapporteur.example" };
  const reports = {
    approved: buildReport(input()),
    all: buildReport(input({ state: "all", includeIndividualCases: true })),
    large: buildReport(largeInput(50)),
    empty: buildReport(input({ documents: [] })),
  };
  const file = (name: string): string => join(folder, `${name}.json`);
  let folder = "";

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "rapporteur-json-ld-"));
    for (const [name, report] of Object.entries(reports)) writeFileSync(file(name), [...jsonLd(report, base)].join(""));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("model: no MUST fails", { timeout: 120_000 }, () => {
    const { status, output } = run("run-model.mjs", "--level", "must", ...Object.keys(reports).map(file));
    expect(output).toContain('"mustFailures": []');
    expect(output).toContain('"problems": []');
    expect(status).toBe(0);
  });

  test("vocabulary: every key and type maps to an IRI, and survives the W3C frame", { timeout: 120_000 }, () => {
    const { status, output } = run("run-vocab.mjs", ...Object.keys(reports).map(file));
    expect(output).toContain("4 passed, 0 failed");
    expect(status).toBe(0);
  });
});
