import { describe, expect, it } from "vitest";
import { marksBySection, outlineOf, paragraphRange, sectionsByBlock, type OutlineBlock } from "./outline.ts";

const heading = (id: string, level: number): OutlineBlock => ({ id, level, title: ` ${id} ` });
const paragraph = (number: number): OutlineBlock => ({ id: `b${number}`, number });

const blocks: OutlineBlock[] = [
  { id: "masthead" },
  heading("I", 1),
  paragraph(1),
  { id: "item" },
  heading("II", 1),
  heading("II.A", 2),
  paragraph(2),
  paragraph(5),
  heading("II.B", 3),
  paragraph(6),
  heading("III", 1),
];

describe("outlineOf", () => {
  it("nests sections by their level and gives each the paragraphs in it", () => {
    const sections = outlineOf(blocks);
    expect(sections.map((one) => [one.title, one.depth, one.parent, paragraphRange(one)])).toEqual([
      ["I", 0, null, "1"],
      ["II", 0, null, "2–6"],
      ["II.A", 1, 1, "2–6"],
      ["II.B", 2, 2, "6"],
      ["III", 0, null, ""],
    ]);
  });

  it("does not put a section into one that a higher heading has closed", () => {
    const sections = outlineOf([heading("a", 2), heading("b", 1), heading("c", 3), heading("d", 2)]);
    expect(sections.map((one) => one.parent)).toEqual([null, null, 1, 1]);
  });

  it("is empty without headings", () => {
    expect(outlineOf([paragraph(1), { id: "x" }])).toEqual([]);
  });
});

describe("marksBySection", () => {
  it("counts a mark in its section and in those around it, by its first tag", () => {
    const sections = outlineOf(blocks);
    const marks = [
      { block: "b6", tags: ["evasive", "statistic"] },
      { block: "b5", tags: ["addressed"] },
      { block: "b2", tags: ["addressed"] },
      { block: "masthead", tags: ["addressed"] },
      { block: "b1", tags: [] },
    ];
    const counted = marksBySection(sections, sectionsByBlock(blocks), marks);
    expect(counted.map((one) => one.total)).toEqual([1, 3, 3, 1, 0]);
    expect(counted[1]?.tags).toEqual([
      { slug: "addressed", count: 2 },
      { slug: "evasive", count: 1 },
    ]);
  });
});
