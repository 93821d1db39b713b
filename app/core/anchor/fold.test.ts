import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fold, foldWords } from "./fold.ts";

describe("folding", () => {
  test.each([
    ["white space runs", "a \t\n b\u00A0\u2003c", "a b c"],
    ["curly quotes and guillemets", "\u2018a\u2019 \u201Cb\u201D \u00ABc\u00BB", "'a' \"b\" \"c\""],
    ["dashes", "a\u2013b \u2014 c\u2011d \u2212e", "a-b - c-d -e"],
    ["soft hyphens and direction marks", "co\u00ADop \u200Fab\u200E", "coop ab"],
    ["unseen units inside a run of spaces", "a \u00AD b", "a b"],
    ["letters with marks", "cafe\u0301 o\u0323\u0302", "caf\u00E9 \u1ED9"],
    ["letters NFC takes apart", "\u0958", "\u0915\u093C"],
    ["Hangul", "\u1112\u1161\u11AB", "\uD55C"],
    ["joiners, which carry meaning, stay", "\u0646\u0645\u06CC\u200C\u062E", "\u0646\u0645\u06CC\u200C\u062E"],
    ["case stays", "The THE", "The THE"],
  ])("%s", (_, text, folded) => {
    expect(fold(text).text).toBe(folded);
  });

  test("carries a match back to the original", () => {
    const text = "say \u201Ccafe\u0301 \n bar\u201D now";
    const folded = fold(text);
    const at = folded.text.indexOf('caf\u00E9 bar"');
    const range = folded.original(at, at + 9);
    expect(range && text.slice(range.start, range.end)).toBe("cafe\u0301 \n bar\u201D");
  });

  test("does not carry back half a composed letter", () => {
    const folded = fold("x q\u0323\u0307 o\u0302\u0301z \u0958");
    const half = folded.text.indexOf("\u0915");
    expect(folded.original(half, half + 1)).toBeNull();
    expect(folded.original(half, half + 2)).toEqual({ start: 11, end: 12 });
  });

  test("folding what is folded changes nothing, and offsets ascend", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        const folded = fold(text);
        expect(fold(folded.text).text).toBe(folded.text);
        for (let at = 0, last = 0; at < folded.text.length; at += 1) {
          const here = folded.covering(at, at + 1);
          expect(here?.start).toBeGreaterThanOrEqual(last);
          last = here?.start ?? 0;
          expect(folded.indexAt(last)).toBeLessThanOrEqual(at);
        }
      }),
    );
  });

  test("words have no white space at their ends", () => {
    expect(foldWords("\u00A0 a\u00ADb \n")).toBe("ab");
    expect(foldWords(" \u00AD\u200B ")).toBe("");
  });
});
