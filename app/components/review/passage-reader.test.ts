import { describe, expect, it } from "vitest";
import type { Anchor } from "~/core/anchor/anchor.ts";
import type { Block } from "~/core/document/block.ts";
import { firstSentences, lastSentences, PassageReader } from "./passage-reader.ts";

const filler = "Every sentence of this paragraph says the same thing again. ".repeat(12);
const blocks: Block[] = [
  { id: "h", kind: "heading", level: 1, text: "I. Beginning" },
  { id: "p", kind: "paragraph", number: 12, text: `${filler}The figure was 49. ${filler}` },
  { id: "i", kind: "item", level: 1, label: "(b)", text: "Letterboxes were installed." },
];
const start = filler.length + 4;
const anchor: Anchor = { block: "p", start, end: start + 13, quote: "figure was 49", prefix: blocks[1]?.text.slice(start - 32, start) ?? "", suffix: ". Every sentence" };

describe("a passage as a reviewer sees it", () => {
  const reader = new PassageReader("CAT/C/XXX/3", blocks);

  it("stands in whole sentences, cut where they end, with its paragraph", () => {
    const shown = reader.show(anchor);
    expect(shown).toMatchObject({ citation: "CAT/C/XXX/3, para. 12", quote: "figure was 49", place: "found" });
    expect(shown.before).toMatch(/^… Every .*The $/);
    expect(shown.after).toMatch(/^\. Every .*again\. …$/);
  });

  it("names the letter of an item", () => {
    const shown = reader.show({ block: "i", start: 0, end: 11, quote: "Letterboxes", prefix: "", suffix: " were installed." });
    expect(shown).toMatchObject({ citation: "CAT/C/XXX/3, para. 12 (b)", before: "", after: " were installed." });
  });

  it("shows what was marked when the words are gone", () => {
    const shown = reader.show({ ...anchor, block: "gone", quote: "something else entirely, never printed", prefix: "a ", suffix: " z" });
    expect(shown).toEqual({ citation: "CAT/C/XXX/3", before: "a ", quote: "something else entirely, never printed", after: " z", place: "lost" });
  });
});

describe("cutting at sentences", () => {
  it("leaves short texts alone", () => {
    expect(lastSentences("One. Two. ")).toBe("One. Two. ");
    expect(firstSentences(" One. Two.")).toBe(" One. Two.");
  });

  it("cuts at a word when no sentence ends near", () => {
    const words = "word ".repeat(200);
    expect(lastSentences(words)).toMatch(/^… word( word)* $/);
    expect(firstSentences(words)).toMatch(/^word( word)* …$/);
    expect(firstSentences("x".repeat(900))).toBe(`${"x".repeat(320)} …`);
  });
});
