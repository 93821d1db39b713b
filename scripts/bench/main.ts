/**
 * `npm run bench`: the figures of the first floor, measured on the built program on this machine. Prints a line for each,
 * with its bar. Uses ../shared/documents/CAT_C_KAZ_3.txt when it is there, else the demo's State report.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { measureBrowsers } from "./browsers.ts";
import { BenchClient, percentile, startServer, type BenchServer } from "./server.ts";

const root = path.resolve(import.meta.dirname, "../..");
const REAL = path.resolve(root, "../shared/documents/CAT_C_KAZ_3.txt");
const DEMO = path.join(root, "server/demo/documents/CAT_C_VLD_3.txt");

function line(what: string, value: number, unit: string, bar?: number): void {
  const verdict = bar === undefined ? "" : `  (bar ${bar} ${unit}: ${value <= bar ? "met" : "NOT met"})`;
  process.stdout.write(`${what.padEnd(62)} ${value.toFixed(unit === "s" ? 2 : 1).padStart(9)} ${unit}${verdict}\n`);
}

/** Seconds from starting the process to a document page that has come in whole. */
async function firstPage(dataDir: string): Promise<{ seconds: number; server: BenchServer }> {
  const began = performance.now();
  const server = await startServer(dataDir);
  const client = await BenchClient.signIn(server.origin, "lead@demo.test");
  const [workspace] = await client.json<{ id: string }[]>("/api/v1/workspaces");
  const [document] = await client.json<{ id: string }[]>(`/api/v1/workspaces/${workspace?.id ?? ""}/documents`);
  const page = await client.get(`/documents/${document?.id ?? ""}`);
  if (!page.ok || !(await page.text()).includes("data-block")) throw new Error(`The document page answered ${page.status}`);
  return { seconds: (performance.now() - began) / 1_000, server };
}

interface Block {
  id: string;
  kind: string;
  text: string;
}

/** A workspace with the long report in it and `count` annotations on it. */
async function annotatedReport(client: BenchClient, count: number) {
  const file = existsSync(REAL) ? REAL : DEMO;
  const workspace = await client.post<{ id: string }>("/api/v1/workspaces", { name: "Bench" });
  const form = new FormData();
  form.set("file", new Blob([readFileSync(file)]), path.basename(file));
  const began = performance.now();
  const document = await client.post<{ id: string; blocks: Block[] }>(`/api/v1/workspaces/${workspace.id}/documents`, form);
  const importMs = performance.now() - began;
  const texts = document.blocks.filter((block) => block.kind === "paragraph" && block.text.length > 120);
  for (let n = 0; n < count; n += 1) {
    const block = texts[(n * 7) % texts.length];
    if (!block) break;
    const start = (n * 13) % 60;
    const anchor = { block: block.id, start, end: start + 40 };
    await client.post(`/api/v1/documents/${document.id}/annotations`, { anchor, tags: [n % 2 ? "statistic" : "unaddressed"], note: `Note ${n}` });
  }
  return { documentId: document.id, importMs, file: path.basename(file) };
}

async function pageTimes(client: BenchClient, documentId: string, rounds: number): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < rounds; n += 1) {
    const began = performance.now();
    await (await client.get(`/documents/${documentId}`)).text();
    times.push(performance.now() - began);
  }
  return times;
}

async function main(): Promise<void> {
  process.stdout.write(`${availableParallelism()} cores, ${cpus()[0]?.model ?? "unknown"}, Node ${process.version}\n`);
  const dataDir = mkdtempSync(path.join(tmpdir(), "rapporteur-bench-"));
  const first = await firstPage(dataDir);
  line("start to first document page, empty data folder", first.seconds, "s", 5);
  await first.server.stop();
  const later = await firstPage(dataDir);
  line("start to first document page, later", later.seconds, "s", 2);
  const { server } = later;
  try {
    const client = await BenchClient.signIn(server.origin, "lead@demo.test");
    const { documentId, importMs, file } = await annotatedReport(client, 400);
    line(`importing ${file}`, importMs / 1_000, "s", 2);
    await pageTimes(client, documentId, 5);
    line("GET of its page with 400 annotations, p95 of 60", percentile(await pageTimes(client, documentId, 60), 0.95), "ms", 150);
    const browsers = await measureBrowsers(server.origin, documentId);
    line("first text in Chromium, median of 5", browsers.firstText, "ms", 1_000);
    line("annotation painted in another browser, p95 of 20", percentile(browsers.painted, 0.95), "ms", 200);
    line("JavaScript of the desk, gzip", browsers.scriptKilobytes, "kB", 260);
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

await main();
