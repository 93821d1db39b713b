import { expect, it } from "vitest";
import type { Block } from "~/core/document/block.ts";
import type { ImportReport } from "~/core/importing/imported-document.ts";
import { warningParagraphs } from "./warning-paragraphs.ts";

const counts = { paragraphs: 0, headings: 0, items: 0, footnotes: 0, tables: 0, speakers: 0, joinedLines: 0 };
const report = (...places: (number | undefined)[]): ImportReport => ({
  ...counts,
  warnings: places.map((block) => ({ code: "number-gap", message: "…", block })),
});
const blocks: Block[] = [
  { id: "a", kind: "heading", text: "I" },
  { id: "b", kind: "paragraph", number: 7, text: "…" },
  { id: "c", kind: "item", label: "(a)", text: "…" },
  { id: "d", kind: "table", text: "…", cell: { table: "t", row: 0, column: 0 } },
  { id: "e", kind: "paragraph", number: 8, text: "…" },
];

it("names the paragraph a warning is about, as long as places can be told", () => {
  expect(warningParagraphs(report(0, 1, 2, undefined, 4, 99), blocks)).toEqual([null, 7, 7, null, null, null]);
});
