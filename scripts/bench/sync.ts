/**
 * `npm run bench:sync`: the live channel, measured beside other servers or under a crowd.
 *
 *     npm run bench:sync -- fanout --readers 100,400 --mode fixed       a scenario of the harness, with its options
 *     npm run bench:sync -- --harness FOLDER idle --compare hocuspocus4,ours
 *     npm run bench:sync -- crowd [--clients 500 --writers 50 --seconds 15]
 *
 * The harness (by default ../shared/bench/sync) starts each server on a fresh database of its own Postgres; ours is told
 * there as "ours", made ready by prepare.ts, as a process of the live channel alone. A folder that can't be written to,
 * or is not set up yet, is copied to the temporary folder first.
 */
import { spawnSync } from "node:child_process";
import { accessSync, constants, cpSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { SERVER_OPTIONS } from "../server-options.mjs";
import { isBuilt } from "../sources.mjs";
import { describeCrowd, measureCrowd } from "./crowd.ts";

const root = path.resolve(import.meta.dirname, "../..");
const PEERS = "raw-ws,raw-ws-preframed,hocuspocus4,ours";

/** Our server, as the harness's README has it. The rate of one connection is raised because its client types for many. */
const OURS = [
  "--name", "ours", "--cwd", root, "--kind", "prosemirror",
  "--cmd", ["node", ...SERVER_OPTIONS, "build/start.js"].join(" "), "--prepare-cmd", "npx tsx scripts/bench/prepare.ts",
  "--url", "ws://127.0.0.1:{port}/sync/{doc}", "--ready-url", "http://127.0.0.1:{port}/healthz",
  "--env", "SERVICES=sync", "--env", "RAPPORTEUR_DATA_DIR={dir}", "--env", "LOG_LEVEL=warn", "--env", "SYNC_RATE_FACTOR=1000",
];

function run(command: string, args: readonly string[], cwd: string, env: Record<string, string> = {}): void {
  const { status } = spawnSync(command, args, { cwd, stdio: "inherit", env: { ...process.env, ...env } });
  if (status !== 0) process.exit(status ?? 1);
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** A folder with the harness in it, set up. */
function readyHarness(given: string): string {
  if (!existsSync(path.join(given, "bench.mjs"))) throw new Error(`There is no harness in ${given}. Say where it is with --harness.`);
  if (existsSync(path.join(given, "node_modules"))) return given;
  const folder = isWritable(given) ? given : path.join(tmpdir(), "rapporteur-bench-sync");
  if (folder !== given) cpSync(given, folder, { recursive: true });
  if (!existsSync(path.join(folder, "node_modules"))) run("sh", ["setup.sh"], folder);
  return folder;
}

function scenario(harness: string, args: readonly string[]): void {
  const folder = readyHarness(harness);
  const text = path.resolve(root, "../shared/documents/CAT_C_KAZ_3.txt");
  const chosen = args.some((arg) => /^(--compare|-c|--target|-t)/.test(arg)) ? [] : ["--compare", PEERS];
  run("node", ["bench.mjs", ...args, ...chosen, ...OURS], folder, existsSync(text) ? { BENCH_TEXT: text } : {});
}

async function crowd(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { clients: { type: "string", default: "500" }, writers: { type: "string", default: "50" }, seconds: { type: "string", default: "15" } },
  });
  const size = { clients: Number(values.clients), writers: Number(values.writers), seconds: Number(values.seconds) };
  process.stdout.write(`${describeCrowd(size, await measureCrowd(size))}\n`);
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const given = args[0] === "--harness" ? args.splice(0, 2)[1] : undefined;
  const what = args[0] ?? "fanout";
  if (!isBuilt(root)) run("npm", ["run", "--silent", "build"], root);
  if (what === "crowd") await crowd(args.slice(1));
  else scenario(given ?? path.resolve(root, "../shared/bench/sync"), [what, ...args.slice(1)]);
}

await main();
