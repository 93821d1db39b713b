import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeSpan, trimSpan } from "./describe.ts";
import { cuts, madeBlocks } from "./made-text.ts";
import { TextIndex } from "./text-index.ts";

/** One to six blocks, some empty. */
const anyBlocks = fc.array(fc.array(fc.nat(10_000), { maxLength: 25 }), { minLength: 1, maxLength: 6 }).map(madeBlocks);

const index = new TextIndex([
  { id: "a", text: "First words here. " },
  { id: "b", text: " Second \u{1F600} words" },
]);

describe("describing a span", () => {
  test("in one block", () => {
    expect(describeSpan(index, { block: "b", start: 8, endBlock: "b", end: 9 })).toEqual({
      block: "b",
      start: 8,
      end: 9,
      quote: "\u{1F600}",
      prefix: "First words here. \n Second ",
      suffix: " words",
    });
  });

  test("over a border, untrimmed", () => {
    const anchor = describeSpan(index, { block: "a", start: 12, endBlock: "b", end: 7 });
    expect(anchor).toMatchObject({ endBlock: "b", quote: "here. \n Second" });
    expect(anchor.prefix).toBe("First words ".slice(-32));
  });

  test("of another text is a bug", () => {
    expect(() => describeSpan(index, { block: "z", start: 0, endBlock: "z", end: 1 })).toThrow(RangeError);
  });

  test("context is 32 code points and cuts no pair", () => {
    const emoji = new TextIndex([{ id: "a", text: `${"\u{1F600}".repeat(50)}x${"\u{20000}".repeat(50)}` }]);
    const anchor = describeSpan(emoji, { block: "a", start: 50, endBlock: "a", end: 51 });
    expect(anchor.prefix).toBe("\u{1F600}".repeat(32));
    expect(anchor.suffix).toBe("\u{20000}".repeat(32));
  });

  test("prefix, quote and suffix are one stretch of the text, always well formed", () => {
    fc.assert(
      fc.property(anyBlocks, fc.nat(), fc.nat(), (blocks, a, b) => {
        const made = new TextIndex(blocks);
        const places = cuts(made.text);
        const [start = 0, end = 0] = [a, b].map((n) => places[n % places.length] ?? 0).sort((x, y) => x - y);
        const { prefix, quote, suffix } = describeSpan(made, made.spanOf({ start, end }));
        expect(quote).toBe(made.text.slice(start, end));
        expect(made.text).toContain(prefix + quote + suffix);
        expect([prefix, quote, suffix].some((part) => /\p{Surrogate}/u.test(part))).toBe(false);
      }),
    );
  });
});

describe("trimming a span", () => {
  test("takes away white space and borders", () => {
    expect(trimSpan(index, { block: "a", start: 17, endBlock: "b", end: 8 })).toEqual({ block: "b", start: 1, endBlock: "b", end: 7 });
    expect(trimSpan(index, { block: "a", start: 11, endBlock: "b", end: 1 })).toEqual({ block: "a", start: 12, endBlock: "a", end: 17 });
  });

  test("leaves nothing of nothing", () => {
    expect(trimSpan(index, { block: "a", start: 17, endBlock: "b", end: 1 })).toBeNull();
    expect(trimSpan(index, { block: "a", start: 3, endBlock: "a", end: 3 })).toBeNull();
  });
});
