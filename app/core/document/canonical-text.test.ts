import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { madeBlocks } from "../anchor/made-text.ts";
import type { Block } from "./block.ts";
import { canonicalText } from "./canonical-text.ts";
import { codePointLength, sliceCodePoints } from "./code-points.ts";

/** One to six blocks, some empty. */
const anyBlocks = fc.array(fc.array(fc.nat(10_000), { maxLength: 25 }), { minLength: 1, maxLength: 6 }).map(madeBlocks);

const blocks: Block[] = [
  { id: "h", kind: "heading", level: 1, text: "Roads" },
  { id: "p", kind: "paragraph", number: 12, text: "Build \u{1F600} roads:" },
  { id: "i", kind: "item", level: 1, label: "(a)", text: "In \u{20000};" },
];
const canonical = canonicalText(blocks);

/** Without line feeds and labels at the ends: a text of a block may end with a line feed itself. */
const withoutBorders = (quote: string): string => quote.replace(/(\n(\d+\. )?)+$/, "").replace(/^(\n(\d+\. )?)+/, "").trim();

describe("the canonical text", () => {
  test("has labels, and line feeds between blocks", () => {
    expect(canonical.text).toBe("Roads\n12. Build \u{1F600} roads:\n(a) In \u{20000};");
    expect(canonicalText([]).text).toBe("");
  });

  test.each([
    ["in a numbered paragraph", { block: "p", start: 6, endBlock: "p", end: 7 }, 16, 17, "\u{1F600}"],
    ["over a label", { block: "p", start: 8, endBlock: "i", end: 4 }, 18, 33, "roads:\n(a) In \u{20000}"],
    ["empty", { block: "i", start: 0, endBlock: "i", end: 0 }, 29, 29, ""],
  ])("a span %s", (_, span, start, end, quote) => {
    expect(canonical.toCanonical(span)).toEqual({ start, end });
    expect(canonical.quote(span)).toBe(quote);
  });

  test("a span of other blocks is a bug", () => {
    expect(() => canonical.toCanonical({ block: "z", start: 0, endBlock: "z", end: 1 })).toThrow(RangeError);
    expect(() => canonical.quote({ block: "h", start: 0, endBlock: "h", end: 6 })).toThrow(RangeError);
  });

  test.each([
    [6, 12, { block: "p", start: 0, endBlock: "p", end: 2 }],
    [18, 27, { block: "p", start: 8, endBlock: "p", end: 14 }],
    [0, 34, { block: "h", start: 0, endBlock: "i", end: 5 }],
    [6, 9, null],
    [5, 6, null],
    [9, 9, null],
    [40, 50, null],
    [-1, 3, null],
  ])("code points %s to %s are a span", (start, end, span) => {
    expect(canonical.toSpan(start, end)).toEqual(span);
  });

  test("every quote is the slice by its offsets, and the offsets lead back", () => {
    const labelled = anyBlocks.map((made) => made.map((block, nth): Block => ({ ...block, kind: "paragraph", ...(nth % 2 ? { number: nth } : {}) })));
    const lineFeedAtTheEnd: Block[] = [{ id: "b0", kind: "paragraph", text: "\u{20000}\n" }, { id: "b1", kind: "paragraph", number: 1, text: "river " }];
    fc.assert(
      fc.property(labelled, fc.nat(), fc.nat(), fc.nat(), fc.nat(), (made, a, b, c, d) => {
        const text = canonicalText(made);
        const [from = 0, to = 0] = [a % made.length, b % made.length].sort((x, y) => x - y);
        const [first, last] = [made[from] as Block, made[to] as Block];
        const ends = [c % (codePointLength(first.text) + 1), d % (codePointLength(last.text) + 1)];
        const [start = 0, end = 0] = from === to ? ends.sort((x, y) => x - y) : ends;
        const span = { block: first.id, start, endBlock: last.id, end };
        const offsets = text.toCanonical(span);
        expect(text.quote(span)).toBe(sliceCodePoints(text.text, offsets.start, offsets.end));
        const back = text.toSpan(offsets.start, offsets.end);
        if (back) expect(withoutBorders(text.quote(back))).toBe(withoutBorders(text.quote(span)));
      }),
      { numRuns: 1_000, examples: [[lineFeedAtTheEnd, 0, 1, 1, 1]] },
    );
  });
});
