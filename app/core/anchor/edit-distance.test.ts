import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editDistance, editsByEnd, reversed } from "./edit-distance.ts";
import { alignLong, similarity } from "./long-alignment.ts";
import { madeDocument } from "./made-text.ts";

/** The textbook table, to compare with. */
function slowEdits(pattern: string, text: string, anchored: boolean): number[] {
  let column = Array.from({ length: pattern.length + 1 }, (_, row) => row);
  const edits = [pattern.length];
  for (let at = 0; at < text.length; at += 1) {
    const next = [anchored ? at + 1 : 0];
    for (let row = 1; row <= pattern.length; row += 1) {
      const swap = (column[row - 1] ?? 0) + (pattern[row - 1] === text[at] ? 0 : 1);
      next.push(Math.min(swap, (column[row] ?? 0) + 1, (next[row - 1] ?? 0) + 1));
    }
    column = next;
    edits.push(column[pattern.length] ?? 0);
  }
  return edits;
}

const letters = (maxLength: number): fc.Arbitrary<string> => fc.string({ unit: fc.constantFrom("a", "b", "c", "\u6F22"), maxLength });

describe("edit distances", () => {
  test("equal those of the textbook, for patterns of several words of bits", () => {
    fc.assert(
      fc.property(letters(110), letters(80), fc.boolean(), (pattern, text, anchored) => {
        expect([...editsByEnd(pattern, text, anchored)]).toEqual(slowEdits(pattern, text, anchored));
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ["", "", 0],
    ["", "abc", 3],
    ["abc", "", 3],
    ["kitten", "sitting", 3],
    ["a".repeat(32), "a".repeat(33), 1],
    ["a".repeat(64), "b".repeat(64), 64],
  ])("%s to %s", (a, b, edits) => {
    expect(editDistance(a, b)).toBe(edits);
  });

  test("reverses by units", () => {
    expect(reversed("abc")).toBe("cba");
  });
});

describe("long texts", () => {
  const text = madeDocument(300, 400).map((block) => block.text).join(" ");
  const quote = text.slice(30_000, 50_000);

  test("an unchanged one is found whole, without edits", () => {
    expect(alignLong(quote, text, 0, text.length, 0)).toEqual({ start: 30_000, end: 50_000, edits: 0 });
  });

  test("edits inside and at the ends are counted", () => {
    const changed = `${text.slice(0, 30_003)}X${text.slice(30_004, 40_000)}inserted words${text.slice(40_000, 49_990)}${text.slice(50_000)}`;
    const found = alignLong(quote, changed, 0, changed.length, 0);
    expect(found?.start).toBe(30_000);
    expect(found?.edits).toBeLessThanOrEqual(25);
    expect(found?.edits).toBeGreaterThanOrEqual(20);
  });

  test("nothing in common is not found", () => {
    expect(alignLong("z".repeat(5000), text, 0, text.length, 0)).toBeNull();
  });

  test("similarity of long texts is that of their edits", () => {
    const changed = `${quote.slice(0, 5000)}${"Q".repeat(1000)}${quote.slice(6000, 12_000)}${quote.slice(14_000)}`;
    expect(similarity(quote, changed)).toBeCloseTo(0.85, 1);
    expect(similarity(quote, quote)).toBe(1);
    expect(similarity("", "")).toBe(1);
    expect(similarity("abc", "")).toBe(0);
  });
});
