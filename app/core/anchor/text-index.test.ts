import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codePointLength } from "../document/code-points.ts";
import { madeBlocks } from "./made-text.ts";
import { compareSpans, flatRange } from "./span-order.ts";
import { TextIndex } from "./text-index.ts";

/** One to six blocks, some empty. */
const anyBlocks = fc.array(fc.array(fc.nat(10_000), { maxLength: 25 }), { minLength: 1, maxLength: 6 }).map(madeBlocks);

const index = new TextIndex([
  { id: "a", text: "x\u{1F600}y" },
  { id: "b", text: "" },
  { id: "c", text: "\u{20000}\u{20001}z" },
]);

describe("the text of a document", () => {
  test("has one line feed between blocks", () => {
    expect(index.text).toBe("x\u{1F600}y\n\n\u{20000}\u{20001}z");
    expect(new TextIndex([]).text).toBe("");
  });

  test.each([
    ["a", 0, 0],
    ["a", 1, 1],
    ["a", 2, 3],
    ["a", 3, 4],
    ["a", 4, null],
    ["b", 0, 5],
    ["b", 1, null],
    ["c", 2, 10],
    ["c", 3, 11],
    ["c", -1, null],
    ["c", 0.5, null],
    ["d", 0, null],
  ])("block %s, code point %s is at %s", (block, offset, flat) => {
    expect(index.flatOffset(block, offset)).toBe(flat);
    if (flat !== null) expect(index.pointAt(flat)).toEqual({ block, offset });
  });

  test("an offset inside a pair counts the pair as passed", () => {
    expect(index.pointAt(2)).toEqual({ block: "a", offset: 2 });
    expect(index.wholeCharacters({ start: 2, end: 7 })).toEqual({ start: 1, end: 8 });
  });

  test("a place outside the text is a bug", () => {
    expect(() => index.pointAt(12)).toThrow(RangeError);
    expect(() => new TextIndex([]).pointAt(0)).toThrow(RangeError);
    expect(() => flatRange(index, { block: "a", start: 2, endBlock: "a", end: 1 })).toThrow(RangeError);
  });

  test("of two blocks with one id the first has it", () => {
    const twice = new TextIndex([{ id: "a", text: "one" }, { id: "a", text: "three" }]);
    expect(twice.blockRange("a")).toEqual({ start: 0, end: 3 });
  });

  test("every place goes there and back", () => {
    fc.assert(
      fc.property(anyBlocks, (blocks) => {
        const made = new TextIndex(blocks);
        for (const { id, text } of blocks) {
          for (let offset = 0; offset <= codePointLength(text); offset += 1) {
            const flat = made.flatOffset(id, offset);
            expect(flat !== null && made.isBoundary(flat)).toBe(true);
            expect(made.pointAt(flat ?? 0)).toEqual({ block: id, offset });
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  test("spans are ordered by start, the longer first", () => {
    const span = (block: string, start: number, endBlock: string, end: number) => ({ block, start, endBlock, end });
    const sorted = [span("c", 0, "c", 1), span("a", 1, "a", 2), span("a", 1, "c", 0), span("a", 0, "a", 1)].sort((x, y) => compareSpans(index, x, y));
    expect(sorted.map((s) => index.rangeOf(s))).toEqual([
      { start: 0, end: 1 },
      { start: 1, end: 6 },
      { start: 1, end: 3 },
      { start: 6, end: 8 },
    ]);
  });
});
