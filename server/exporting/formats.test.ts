import { describe, expect, test } from "vitest";
import { input, largeInput } from "../../app/core/report/report.fixture.ts";
import { buildReport } from "../../app/core/report/report.ts";
import type { ReportInput } from "../../app/core/report/report-tree.ts";
import { EXPORT_FORMATS, isExportFormat, type ExportFormatName } from "./formats.ts";

const base = { origin: "http://127.0.0.1:3000" };
let large: ReportInput | undefined;
const NAMES = Object.keys(EXPORT_FORMATS) as ExportFormatName[];

async function exported(name: ExportFormatName, from: ReportInput): Promise<string> {
  const parts: string[] = [];
  for await (const part of EXPORT_FORMATS[name].write(buildReport(from), base)) parts.push(String(part));
  return parts.join("");
}

/** Cells of a CSV file, by RFC 4180. */
function cells(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of csv.replace(/^\uFEFF/, "").matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === "\r\n") rows.push([]);
    if (end === "") break;
  }
  return rows.filter((row) => row.length > 1);
}

describe.each(NAMES)("%s", (name) => {
  test("an approved export holds nothing of a mark that is not approved, or private", async () => {
    const text = await exported(name, input());
    expect(text).toContain("No complaint was received");
    expect(text).not.toMatch(/CANARY/i);
    expect(text).not.toMatch(/98765\d/);
  });

  test("a working copy holds proposed marks, but neither private ones nor comments", async () => {
    const text = await exported(name, input({ state: "all" }));
    expect(text).toContain("CANARYnote draft");
    expect(text).not.toMatch(/CANARYnote private|CANARYcomment|CANARYelsewhere|CANARYvictim/);
  });

  test("never an e-mail address", async () => {
    expect(await exported(name, input({ state: "all" }))).not.toContain("kim@");
  });

  test("10,000 marks with as many links take no more than 3 s", { timeout: 60_000 }, async () => {
    large ??= largeInput(10_000);
    let taken = Infinity;
    // Other tests run beside this one, so waiting for a processor does not count, and one of three runs has to do.
    for (let run = 0; run < 3 && taken >= 3_000; run += 1) {
      const [start, clock] = [process.cpuUsage(), performance.now()];
      let size = 0;
      for await (const part of EXPORT_FORMATS[name].write(buildReport(large), base)) size += part.length;
      const { user, system } = process.cpuUsage(start);
      taken = Math.min((user + system) / 1_000, performance.now() - clock);
      console.info(`${name}: 10,000 marks, ${(size / 1e6).toFixed(1)} M characters in ${Math.round(taken)} ms`);
    }
    expect(taken).toBeLessThan(3_000);
  });
});

describe("csv", () => {
  test("opens in a spreadsheet as text: mark, CRLF, no formulas", async () => {
    const csv = await exported("csv", input());
    expect(csv.startsWith("\uFEFFannotation id,")).toBe(true);
    const rows = cells(csv);
    expect(rows).toHaveLength(9);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([18]));
    expect(rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    expect(rows.flat()).toContain("'=HYPERLINK(\"x\")");
    expect(rows.flat()).toContain("'=1+1 No reply.\nSecond <b>line</b>");
  });

  test("a formula behind white space or invisible signs is shielded as well", async () => {
    const from = input();
    for (const source of from.documents) for (const annotation of source.annotations) annotation.note = "\u200B\n =1+1\u0000";
    const rows = cells(await exported("csv", from));
    expect(rows[1]?.[7]).toBe("'\u200B\n =1+1");
  });

  test("has one row a mark, with its links side by side", async () => {
    const rows = cells(await exported("csv", input()));
    const row = rows.find((each) => each[0] === "n-b");
    expect(row?.slice(14)).toEqual([
      "contradicts (from); cites",
      "CAT/C/NRL/8, para. 2 (b); CAT/C/NRL/8, para. 2",
      "No complaint was received; not keep a register",
      "http://127.0.0.1:3000/documents/doc-b?annotation=n-b",
    ]);
  });
});

describe("markdown", () => {
  test("text from users makes no images, links, HTML or headings", async () => {
    const md = await exported("md", input());
    expect(md).not.toMatch(/(?<!\\)<[a-z/!]/i);
    expect(md).not.toMatch(/(?<!\\)!?\[(?!\^\d+\])/);
    expect(md).not.toMatch(/https?:\/\//);
    expect(md).toContain("\\=HYPERLINK");
  });

  test("every reference has its footnote, and the other way round", async () => {
    const md = await exported("md", input());
    const notes = [...md.matchAll(/^\[\^(\d+)\]:/gm)].map((match) => match[1]);
    const references = [...md.matchAll(/\[\^(\d+)\](?!:)/g)].map((match) => match[1]);
    expect([...references].sort()).toEqual([...notes].sort());
  });
});

test("only formats that exist are formats", () => {
  expect(NAMES.every(isExportFormat)).toBe(true);
  expect(["toString", "__proto__", "exe", ""].some(isExportFormat)).toBe(false);
});
