/**
 * `npm run test:hostile [-- CASE …]`: crashes, bad networks, hostile clients and load against the built program.
 *
 * One line a case with its figures; exit code 1 when one misses. `--quick` is the part of `npm test`. SEED plays a run
 * again, SCALE shortens it. What must stay true: cases run one after the other, all on loopback, each ended by a limit.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { Rig, type Case } from "./case.ts";
import { CASES } from "./cases/index.ts";
import { closeShared } from "./house.ts";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { quick: { type: "boolean" }, report: { type: "string" } } });
/** The same in every run of `npm test`, so that what is red is red again. */
const FIXED_SEED = 20_261_122;
const QUICK_SCALE = 0.02;
const CASE_LIMIT_MS = 20 * 60_000;

const seed = Number(process.env.SEED ?? (values.quick ? FIXED_SEED : Date.now() % 1_000_000_000));
const scale = Number(process.env.SCALE ?? (values.quick ? QUICK_SCALE : 1));

/** The rig of the case that runs. */
let current: Rig | null = null;

function chosen(): readonly Case[] {
  const unknown = positionals.filter((id) => !CASES.some((one) => one.id.startsWith(id)));
  if (unknown.length > 0) throw new Error(`There is no case ${unknown.join(", ")}. The cases are ${CASES.map((one) => one.id).join(" ")}.`);
  if (positionals.length > 0) return CASES.filter((one) => positionals.some((id) => one.id === id || one.id.replace(/[a-z]$/, "") === id));
  return values.quick ? CASES.filter((one) => one.tier === 0 && one.open === undefined) : CASES;
}

/** Runs one case in its own rig; answers whether it met its bars. */
async function run(one: Case): Promise<boolean> {
  const began = performance.now();
  // Its own seed, so that a case alone does the same as among the others.
  const rig = new Rig(seed, scale);
  current = rig;
  let failure = "";
  let timer: NodeJS.Timeout | undefined;
  try {
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`not done within ${CASE_LIMIT_MS / 60_000} minutes`)), CASE_LIMIT_MS);
    });
    await Promise.race([one.run(rig), limit]);
  } catch (error) {
    failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
  } finally {
    clearTimeout(timer);
    await rig.close();
  }
  const met = failure === "" && rig.figures.met;
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  const known = !met && one.open ? ` [known: ${one.open}]` : "";
  process.stdout.write(`${met ? "✓" : "✗"} ${one.id.padEnd(4)} ${one.title} (${seconds} s): ${String(rig.figures)}${known}${failure ? `\n    ${failure}` : ""}\n`);
  return met;
}

async function main(): Promise<void> {
  const cases = chosen();
  process.stdout.write(`seed ${seed}, scale ${scale}: play it again with SEED=${seed} SCALE=${scale} npm run test:hostile -- ${positionals.join(" ") || "CASE"}\n`);
  const missed: string[] = [];
  for (const one of cases) if (!(await run(one))) missed.push(one.id);
  await closeShared();
  const counts = { passed: cases.length - missed.length, failed: missed.length };
  process.stdout.write(`${counts.passed} cases met, ${counts.failed} missed${missed.length > 0 ? `: ${missed.join(" ")}` : ""}\n`);
  if (values.report) {
    mkdirSync(path.dirname(values.report), { recursive: true });
    writeFileSync(values.report, JSON.stringify({ seed, scale, missed, ...counts }));
  }
  process.exit(counts.failed > 0 ? 1 : 0);
}

async function end(): Promise<void> {
  await current?.close();
  await closeShared();
}

// What was started ends with us, whoever is told to stop.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => void end().finally(() => process.exit(1)));
}
// y-websocket waits for the end of the process, once for each of our typists.
process.setMaxListeners(0);
process.on("unhandledRejection", (error) => {
  process.stderr.write(`an unhandled rejection in the rig: ${String(error)}\n`);
  process.exit(1);
});
await main();
