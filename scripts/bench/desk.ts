/**
 * `npm run bench:desk`: the desk in real Chromium, on a working document of 300,000 characters with more and more marks.
 * Prints each figure with its bar, and as a ratio to the same page with no marks. Takes about ten minutes: making the
 * marks, by the API, is most of it. `--marks 0,400` measures only those documents.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { markedDocument } from "./desk-documents.ts";
import { measureDesk, type DeskFigures } from "./desk-figures.ts";
import { startServer } from "./server.ts";

const LENGTH = 300_000;
const BARS: Record<number, Partial<DeskFigures>> = {
  400: { key: 16 },
  10_000: { firstText: 1_000, ready: 2_500, key: 32, frame: 50, remoteMark: 100, heap: 250 },
};
const NAMES: Record<keyof DeskFigures, [name: string, unit: string]> = {
  firstText: ["first text, median of 3", "ms"],
  ready: ["usable, median of 3", "ms"],
  key: ["key to paint while another person types, p95", "ms"],
  keyMedian: ["key to paint, median", "ms"],
  frame: ["frame while scrolling, p95", "ms"],
  longestFrame: ["longest frame while scrolling", "ms"],
  remoteMark: ["somebody else's mark painted, p95 of 20", "ms"],
  heap: ["memory of the page's scripts", "MB"],
};
/** A letter may take this many times as long with ten thousand marks as with a thousand. */
const GROWTH = 1.3;

function verdict(value: number, bar: number | undefined): string {
  return bar === undefined ? "" : `  (bar ${bar}: ${value <= bar ? "met" : "NOT met"})`;
}

function print(marks: number, figures: DeskFigures, bare: DeskFigures | undefined): void {
  process.stdout.write(`\n${marks} marks\n`);
  for (const [key, [name, unit]] of Object.entries(NAMES) as [keyof DeskFigures, [string, string]][]) {
    const value = figures[key];
    const ratio = bare && bare !== figures ? `  ${(value / bare[key]).toFixed(2)} ×` : "";
    process.stdout.write(`  ${name.padEnd(48)} ${value.toFixed(1).padStart(8)} ${unit.padEnd(2)}${ratio.padEnd(9)}${verdict(value, BARS[marks]?.[key])}\n`);
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { marks: { type: "string", default: "0,400,1000,3000,10000" } } });
  const counts = values.marks.split(",").map(Number);
  process.stdout.write(`${availableParallelism()} cores, ${cpus()[0]?.model ?? "unknown"}, Node ${process.version}\n`);
  const dataDir = mkdtempSync(path.join(tmpdir(), "rapporteur-bench-"));
  const server = await startServer(dataDir);
  const found = new Map<number, DeskFigures>();
  try {
    for (const marks of counts) {
      const documentId = await markedDocument(server.origin, LENGTH, marks);
      const figures = await measureDesk(server.origin, documentId, marks > 0);
      found.set(marks, figures);
      print(marks, figures, found.get(0));
    }
    const [few, many] = [found.get(1_000), found.get(10_000)];
    if (few && many) {
      const growth = many.keyMedian / few.keyMedian;
      process.stdout.write(`\nkey to paint with 10,000 marks to that with 1,000, medians: ${growth.toFixed(2)} ×${verdict(growth, GROWTH)}\n`);
    }
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

await main();
