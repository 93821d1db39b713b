/**
 * The reader against facts read by eye from five documents. The documents and the facts are not part of this
 * project; where they are absent these tests are skipped, and say so.
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { draftText, printedLabel, type DraftBlock } from "../document/block.ts";
import { leastProcessorTime } from "../testing/processor-time.ts";
import { decodeText } from "./decode-text.ts";
import type { ImportedDocument } from "./imported-document.ts";
import { readText } from "./read-text.ts";

const SHARED = path.resolve(import.meta.dirname, "../../../../shared");
const present = existsSync(path.join(SHARED, "documents")) && existsSync(path.join(SHARED, "golden"));
if (!present) console.warn(`Golden tests skipped: no documents in ${path.basename(SHARED)}/ beside the project.`);

const source = (file: string): string => {
  const decoded = decodeText(readFileSync(path.join(SHARED, "documents", file)));
  if ("refused" in decoded) throw new Error(decoded.refused);
  return decoded.text;
};
const golden = (file: string): unknown => JSON.parse(readFileSync(path.join(SHARED, "golden", file), "utf8"));
const read = (file: string): ImportedDocument => readText(source(file), { filename: file });

/** A stretch of source as the reader should give it back: without conversion marks, white space folded. */
function asPrinted(text: string): string {
  return text
    .replace(/\[bookmark: [^\]]*\]|\[footnoteRef:\d+\]|\[\d+: [^\]]*\]/g, "")
    .replace(/^\s*- /gm, "")
    .replace(/\*/g, "")
    .replace(/(?<=[\p{L}\p{N}])-\s*\n\s*(?=[\p{L}\p{N}])/gu, "-")
    .replace(/\s+/g, " ")
    .trim();
}

function printed(blocks: DraftBlock[]): string {
  const parts = blocks.map((block) => `${block.label === "•" ? "" : printedLabel(block)}${draftText(block)}`);
  return parts.join(" ").replace(/\s+/g, " ").trim();
}

/** A numbered block and what belongs to it, up to the next number or heading. */
function unit(blocks: DraftBlock[], number: number): DraftBlock[] {
  const from = blocks.findIndex((block) => block.number === number);
  const rest = blocks.slice(from + 1);
  const to = rest.findIndex((block) => block.number !== undefined || block.kind === "heading");
  const whole = [...blocks.slice(from, from + 1), ...(to === -1 ? rest : rest.slice(0, to))];
  return whole.filter(({ kind }) => kind === "paragraph" || kind === "item");
}

interface GoldenParagraph {
  n: number;
  char_start: number;
  char_end: number;
}

const COUNTS: [file: string, paragraphs: number][] = [
  ["CED_C_SR.162.txt", 69],
  ["CAT_C_KAZ_3.txt", 388],
  ["CED_C_KAZ_2.txt", 384],
  ["CAT_C_SR_2023-05.txt", 0],
  ["CAT_C_KAZ_CO_2.txt", 37],
];

describe.skipIf(!present)("the five documents", () => {
  it.each(COUNTS)("%s has %i numbered paragraphs, in order", (file, count) => {
    const { blocks, report } = read(file);
    const numbers = blocks.flatMap(({ number }) => (number === undefined ? [] : [number]));
    expect(numbers).toEqual(Array.from({ length: count }, (_, at) => at + 1));
    expect(report.paragraphs).toBe(count);
  });

  it.each(["CAT_C_KAZ_3.txt", "CAT_C_KAZ_CO_2.txt", "CED_C_KAZ_2.txt"])("%s gives every paragraph back word for word", (file) => {
    const { documents } = golden("paragraphs.json") as { documents: Record<string, { paragraphs: GoldenParagraph[] }> };
    const points = Array.from(source(file));
    const { blocks } = read(file);
    for (const { n, char_start, char_end } of documents[file]?.paragraphs ?? []) {
      const expected = asPrinted(points.slice(char_start, char_end).join(""));
      const own = printed(unit(blocks, n).slice(0, 1));
      expect(expected.startsWith(own), `paragraph ${n}: ${own.slice(0, 80)}`).toBe(true);
      if (!/\bTable\b/.test(expected)) expect(printed(unit(blocks, n)).slice(0, expected.length)).toBe(expected);
    }
  });

  it("gives the turns of the record back word for word", () => {
    const lines = source("CED_C_SR.162.txt");
    const { blocks } = read("CED_C_SR.162.txt");
    const body = asPrinted(lines.slice(lines.indexOf("The meeting was called to order")));
    expect(printed(blocks.filter(({ kind }) => kind !== "furniture"))).toBe(body);
  });

  it.each(["CAT_C_KAZ_3.txt", "CED_C_KAZ_2.txt", "CAT_C_KAZ_CO_2.txt"])("%s has the headings read by eye, with levels", (file) => {
    const { documents } = golden("documents.json") as { documents: { file: string; headings: { level: number; text: string }[] }[] };
    const expected = documents.find((one) => one.file === file)?.headings.map(({ level, text }) => ({ level, text: asPrinted(text) }));
    const found = read(file).blocks.filter(({ kind }) => kind === "heading");
    expect(found.map((block) => ({ level: block.level, text: draftText(block) }))).toEqual(expected);
  });

  it.each(COUNTS)("%s loses and adds no letter", (file) => {
    const letters = (text: string): string => Array.from(text.replace(/[^\p{L}\p{N}]/gu, "")).sort().join("");
    const { blocks } = read(file);
    const kept = blocks.map((block) => `${block.kind === "note" ? "" : printedLabel(block)}${draftText(block)}${(block.rows ?? []).flat().join("")}`);
    const clean = source(file).replace(/\[bookmark: [^\]]*\]|\[footnoteRef:\d+\]/g, "").replace(/\[\d+:/g, "");
    expect(letters(kept.join(""))).toBe(letters(clean));
  });

  it.each(COUNTS)("%s is read in well under 300 ms of processor time", (file) => {
    const text = source(file);
    readText(text, { filename: file });
    expect(leastProcessorTime(() => readText(text, { filename: file }))).toBeLessThan(300);
  });
});

describe.skipIf(!present)("CAT_C_KAZ_CO_2", () => {
  interface Recommendation {
    co_paragraph: number;
    concern: { text_normalized: string };
    recommendation: { text_normalized: string };
    lettered_parts: string[];
  }

  it("parts each concern from its recommendation", () => {
    const { recommendations } = golden("recommendations.json") as { recommendations: Recommendation[] };
    const { blocks } = read("CAT_C_KAZ_CO_2.txt");
    for (const { co_paragraph, concern, recommendation, lettered_parts } of recommendations) {
      const parts = unit(blocks, co_paragraph);
      const recommended = parts.filter(({ part }) => part === "recommendation");
      expect(printed(parts.filter(({ part }) => part === "concern"))).toBe(concern.text_normalized);
      expect(printed(recommended)).toBe(recommendation.text_normalized);
      expect(recommended.flatMap(({ label }) => label ?? [])).toEqual(lettered_parts.map((letter) => `(${letter})`));
    }
  });

  it("has a recommendation after every concern from 6 to 32, and nowhere else", () => {
    const { blocks } = read("CAT_C_KAZ_CO_2.txt");
    const concerns = blocks.filter(({ part, number }) => part === "concern" && number !== undefined).map(({ number }) => number);
    expect(concerns).toEqual(Array.from({ length: 27 }, (_, at) => at + 6));
    const recommendations = blocks.filter(({ kind, part }) => kind === "paragraph" && part === "recommendation");
    expect(recommendations).toHaveLength(27);
    expect(recommendations.every(({ number }) => number === undefined)).toBe(true);
  });

  it("keeps the masthead apart and reads the facts from it", () => {
    const { blocks, symbol, title, body, type, country, language, date, report } = read("CAT_C_KAZ_CO_2.txt");
    expect(symbol).toMatchObject({ value: "CAT/C/KAZ/CO/2", status: "inferred" });
    expect({ title, body, type, country, language, date }).toEqual({
      title: "Concluding observations of the Committee against Torture. Kazakhstan",
      body: "Committee against Torture",
      type: "Concluding observations",
      country: "Kazakhstan",
      language: "en",
      date: null,
    });
    expect(blocks.filter(({ kind }) => kind === "furniture")).toHaveLength(8);
    expect(report.warnings.map(({ code }) => code)).toEqual(["symbol-inferred", "joined-page-break", "joined-page-break"]);
  });
});

describe.skipIf(!present)("the other documents", () => {
  it("CAT_C_KAZ_3: facts, notes, items and joined page breaks", () => {
    const { symbol, title, type, country, date, blocks, report } = read("CAT_C_KAZ_3.txt");
    expect(symbol).toMatchObject({ value: "CAT/C/KAZ/3", status: "stated" });
    const { documents } = golden("documents.json") as { documents: { file: string; title: string }[] };
    expect(title).toBe(documents.find(({ file }) => file === "CAT_C_KAZ_3.txt")?.title);
    expect([type, country, date]).toEqual(["State report", "Kazakhstan", "2014-01-09"]);
    expect(blocks.filter(({ kind }) => kind === "note").map(({ label }) => label)).toEqual(["**", "*"]);
    expect([report.headings, report.items, report.footnotes]).toEqual([36, 56, 2]);
    const joined = report.warnings.filter(({ code }) => code === "joined-page-break").map(({ block }) => blocks[block ?? -1]);
    expect(joined.map((block) => block?.number ?? block?.label)).toEqual([41, 80, 106, 111, 134, "•", 161, 169, 229]);
    const lost = report.warnings.filter(({ code }) => code === "heading-suspected");
    expect(lost).toHaveLength(7);
  });

  it("CED_C_KAZ_2: 120 notes lifted out, each after its block; the table; the unmarked list", () => {
    const { blocks, report, symbol, country, body, type } = read("CED_C_KAZ_2.txt");
    const notes = blocks.flatMap((block, at) => (block.kind === "note" ? [{ at, label: block.label, text: draftText(block) }] : []));
    expect(notes.map(({ label }) => label)).toEqual(Array.from({ length: 120 }, (_, at) => String(at + 3)));
    const { documents } = golden("documents.json") as { documents: { file: string; footnotes: { items?: { id: number; text: string }[] }; tables: { header: string[]; rows: string[][] }[] }[] };
    const known = documents.find(({ file }) => file === "CED_C_KAZ_2.txt");
    const fold = (text: string): string => text.replace(/\s+/g, " ").trim();
    expect(notes.map(({ text }) => text)).toEqual(known?.footnotes.items?.map(({ text }) => fold(text)));
    expect(blocks.find(({ kind }) => kind === "table")?.rows).toEqual([known?.tables[0]?.header, ...(known?.tables[0]?.rows ?? [])]);
    expect(unit(blocks, 46).filter(({ kind }) => kind === "item")).toHaveLength(51);
    expect([report.footnotes, report.tables]).toEqual([120, 1]);
    expect([symbol.status, country, body, type]).toEqual(["inferred", "Kazakhstan", "Committee on Enforced Disappearances", "State report"]);
  });

  it("CED_C_SR.162: 25 turns, six joined pages, front matter apart", () => {
    const { blocks, report, title, date } = read("CED_C_SR.162.txt");
    const turns = blocks.filter(({ speaker }) => speaker !== undefined);
    expect(turns).toHaveLength(25);
    expect(turns.every((block) => draftText(block).startsWith(block.speaker ?? "-"))).toBe(true);
    const joined = report.warnings.filter(({ code }) => code === "joined-page-break").map(({ block }) => blocks[block ?? -1]?.number);
    expect(joined).toEqual([8, 17, 29, 38, 52, 62]);
    expect([title, date]).toEqual(["Summary record of the 162nd meeting", "2016-03-16"]);
  });

  it("CAT_C_SR_2023-05: no numbers, 22 turns, furniture at the end", () => {
    const { blocks, report, symbol } = read("CAT_C_SR_2023-05.txt");
    expect(symbol).toEqual({ value: null, status: "not-stated" });
    expect(report.warnings.map(({ code }) => code)).toEqual(["no-numbered-paragraphs"]);
    const speakers = blocks.flatMap(({ speaker }) => speaker ?? []);
    expect(speakers.filter((speaker) => speaker.startsWith("A representative of"))).toHaveLength(16);
    expect(speakers).toHaveLength(22);
    expect(blocks.slice(-9).every(({ kind }) => kind === "furniture")).toBe(true);
  });
});
