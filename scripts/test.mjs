// `npm test`, also on a fresh clone: everything, the real browser included. `npm test -- unit lint` runs only these steps.
// Every step runs even if an earlier one failed; the last line is `N passed, N failed`, and the exit code says the same.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { caseCounts, closingLine, playwrightCounts, stepCounts, total, vitestCounts } from "./counts.mjs";
import { ensureInstalled, requireNode } from "./install.mjs";
import { lockfileProblems } from "./lockfile.mjs";
import { endWithChildren, npm, seconds } from "./run-command.mjs";
import { isBuilt } from "./sources.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const reports = join(root, "test-results");
const STEP_LIMIT_MS = 20 * 60_000;

const reportOf = (name) => join(reports, `${name}.json`);

function readReport(name) {
  return existsSync(reportOf(name)) ? JSON.parse(readFileSync(reportOf(name), "utf8")) : null;
}

/** A step whose output matters only if it fails. */
async function script(name) {
  const { code, output } = await npm(["run", "--silent", name], { keep: true, timeoutMs: STEP_LIMIT_MS });
  if (code !== 0) console.log(output.trimEnd());
  return stepCounts(code);
}

function lockfile() {
  const problems = lockfileProblems(readFileSync(join(root, "package-lock.json"), "utf8"));
  for (const problem of problems) console.log(problem);
  return stepCounts(problems.length);
}

/** A runner of tests: shown as it goes, counted from its report. */
async function runner(name, args, count) {
  rmSync(reportOf(name), { force: true });
  const { code } = await npm(["run", "--silent", `test:${name}`, "--", ...args], { timeoutMs: STEP_LIMIT_MS });
  return count(readReport(name), code);
}

function vitest(name) {
  return runner(name, ["--reporter=default", "--reporter=json", `--outputFile.json=${reportOf(name)}`], vitestCounts);
}

/** In order. Steps with `beside` may run two at a time; the longest come first. */
const STEPS = [
  { name: "lockfile", run: lockfile, beside: true },
  { name: "lint", run: () => script("lint"), beside: true },
  { name: "typecheck", run: () => script("typecheck"), beside: true },
  { name: "build", run: () => script("build"), beside: true },
  { name: "imports", run: () => script("imports"), beside: true },
  { name: "deadcode", run: () => script("deadcode"), beside: true },
  { name: "unit", run: () => vitest("unit") },
  { name: "integration", run: () => vitest("integration") },
  { name: "hostile", run: () => runner("hostile", ["--quick", `--report=${reportOf("hostile")}`], caseCounts), needs: "build" },
  { name: "e2e", run: () => runner("e2e", [], playwrightCounts), needs: "build" },
];

function chosenSteps(names) {
  const unknown = names.filter((name) => !STEPS.some((step) => step.name === name));
  if (unknown.length > 0) {
    console.error(`There is no step ${unknown.join(", ")}. The steps are: ${STEPS.map((step) => step.name).join(", ")}.`);
    process.exit(1);
  }
  const wanted = new Set(names.length > 0 ? names : STEPS.map((step) => step.name));
  if (STEPS.some((step) => wanted.has(step.name) && step.needs === "build") && !isBuilt(root)) wanted.add("build");
  return STEPS.filter((step) => wanted.has(step.name));
}

async function runStep(step, results) {
  if (step.needs && results.get(step.needs)?.counts.failed) {
    console.log(`- ${step.name}: skipped, as ${step.needs} failed`);
    return;
  }
  console.log(`▸ ${step.name} …`);
  const started = performance.now();
  const counts = await step.run();
  const ms = performance.now() - started;
  results.set(step.name, { counts, ms });
  console.log(`${counts.failed === 0 ? "✓" : "✗"} ${step.name} (${seconds(ms)})`);
}

/** Two lanes for what may run beside something else, then the rest one by one. */
async function runAll(steps) {
  const results = new Map();
  const queue = steps.filter((step) => step.beside);
  const lane = async () => {
    for (let step = queue.shift(); step; step = queue.shift()) await runStep(step, results);
  };
  await Promise.all([lane(), lane()]);
  for (const step of steps.filter((one) => !one.beside)) await runStep(step, results);
  return results;
}

function summarise(steps, results) {
  console.log("\nSummary");
  for (const { name } of steps) {
    const result = results.get(name);
    if (!result) {
      console.log(`  -  ${name.padEnd(12)} not run`);
      continue;
    }
    const { passed, failed, skipped } = result.counts;
    const numbers = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
    console.log(`  ${failed === 0 ? "✓" : "✗"}  ${name.padEnd(12)} ${numbers.padEnd(34)} ${seconds(result.ms)}`);
  }
}

process.chdir(root);
requireNode(root);
endWithChildren();
await ensureInstalled(root);
mkdirSync(reports, { recursive: true });
const steps = chosenSteps(process.argv.slice(2));
const results = await runAll(steps);
summarise(steps, results);
const counts = total([...results.values()].map((result) => result.counts));
if (counts.failed > 0 || counts.passed === 0) process.exitCode = 1;
console.log(closingLine(counts));
