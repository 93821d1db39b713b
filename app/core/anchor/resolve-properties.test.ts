import fc from "fast-check";
import { expect, test } from "vitest";
import { describeSpan } from "./describe.ts";
import { foldWords } from "./fold.ts";
import { cuts, madeBlocks, madeDocument } from "./made-text.ts";
import { resolveAnchor } from "./resolve.ts";
import { type IndexedBlock, TextIndex } from "./text-index.ts";

/** One to six blocks, some empty. */
const anyBlocks = fc.array(fc.array(fc.nat(10_000), { maxLength: 25 }), { minLength: 1, maxLength: 6 }).map(madeBlocks);

/** A stretch of the text, chosen by two numbers. */
function stretch(index: TextIndex, a: number, b: number, longest = Infinity): { start: number; end: number } {
  const places = cuts(index.text);
  const first = a % places.length;
  const last = Math.min(places.length - 1, first + (b % Math.max(1, Math.min(longest, places.length - first))));
  return { start: places[first] ?? 0, end: places[last] ?? 0 };
}

/** The blocks after text[at, at + cut) was replaced; borders inside are joined, borders put in make new blocks. */
function edited(index: TextIndex, at: number, cut: number, inserted: string): IndexedBlock[] {
  const text = index.text.slice(0, at) + inserted + index.text.slice(at + cut);
  return text.split("\n").map((part, nth) => ({ id: `b${nth}`, text: part }));
}

/** Cuts a surrogate pair in two, and leaves words of one astral character behind. */
const HALF_A_PAIR = [
  [
    "\u{1F600} the State party, river \u{1F600} caf\u00E9 o\uFB01ce morning, ", "\u0627\u0644\u0644\u062C\u0646\u0629\nlantern caf\u00E9 the ", "",
    "\u062A\u0648\u0635\u064A lantern\nthe State party \u{1F600}\nlantern. ", "lantern \u{20000}\u{20001}, \u6F22\u5B57. ",
    "river the State party \u6F22\u5B57, river well\u2013known. \u201Cquoted\u201D ",
  ].map((text, nth) => ({ id: `b${nth}`, text })),
  1_051_329_036, 333_538_203, [{ at: 1_084_673_980, cut: 13, inserted: "" }], null,
] as const;

const anyEdits = fc.array(
  fc.record({ at: fc.nat(), cut: fc.nat(40), inserted: fc.constantFrom("", "x", " new words here ", "\u{1F600}", "\n", "harvest of the", "\nAnother paragraph.\n") }),
  { maxLength: 5 },
);

test("what was described is found where it was", () => {
  fc.assert(
    fc.property(anyBlocks, fc.nat(), fc.nat(), (blocks, a, b) => {
      const index = new TextIndex(blocks);
      const range = stretch(index, a, b);
      const span = index.spanOf(range);
      expect(resolveAnchor(index, describeSpan(index, span))).toEqual({ status: "exact", span });
    }),
    { numRuns: 500 },
  );
});

test("after any edits the status never claims other words, and asking twice gives the same answer", () => {
  fc.assert(
    fc.property(anyBlocks, fc.nat(), fc.nat(), anyEdits, fc.option(fc.tuple(fc.nat(), fc.nat())), (blocks, a, b, edits, relative) => {
      let index = new TextIndex(blocks);
      const anchor = describeSpan(index, index.spanOf(stretch(index, a, b, 40)));
      for (const { at, cut, inserted } of edits) {
        const place = cuts(index.text)[at % (cuts(index.text).length || 1)] ?? 0;
        index = new TextIndex(edited(index, place, cut, inserted));
      }
      const mapped = relative && index.spanOf(stretch(index, relative[0], relative[1]));
      const resolution = resolveAnchor(index, anchor, mapped);
      expect(resolveAnchor(new TextIndex(index.blocks), anchor, mapped)).toEqual(resolution);
      if (resolution.status === "detached") return;
      const range = index.rangeOf(resolution.span);
      expect(range).not.toBeNull();
      const words = range ? index.slice(range) : "";
      if (resolution.status === "check") expect(words === "" && anchor.quote !== "").toBe(false);
      else if (words !== anchor.quote) expect(foldWords(words)).toBe(foldWords(anchor.quote));
    }),
    { numRuns: 1000, examples: [[[...HALF_A_PAIR[0]], HALF_A_PAIR[1], HALF_A_PAIR[2], [...HALF_A_PAIR[3]], HALF_A_PAIR[4]]] },
  );
});

test("after edits outside the words they are found, and claimed only at their own place", () => {
  const blocks = madeDocument(12, 250, 7, 30);
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 12, max: 120 }), anyEdits, (a, length, edits) => {
      let index = new TextIndex(blocks);
      const start = a % (index.text.length - length);
      let range = { start, end: start + length };
      const anchor = describeSpan(index, index.spanOf(range));
      for (const { at, cut, inserted } of edits) {
        const place = at % index.text.length;
        const isBefore = place <= range.start;
        if (!isBefore && place < range.end) continue;
        const removed = isBefore ? Math.min(cut, range.start - place) : cut;
        const shift = isBefore ? inserted.length - removed : 0;
        index = new TextIndex(edited(index, place, removed, inserted));
        range = { start: range.start + shift, end: range.end + shift };
      }
      const resolution = resolveAnchor(index, anchor);
      expect(resolution.status).not.toBe("detached");
      const span = resolution.status === "detached" ? null : index.rangeOf(resolution.span);
      expect(foldWords(span ? index.slice(span) : "")).toBe(foldWords(anchor.quote));
      if (resolution.status !== "check") expect(foldWords(index.slice(range))).toBe(foldWords(anchor.quote));
      if (resolution.status !== "check") expect(Math.abs((span?.start ?? -9) - range.start)).toBeLessThanOrEqual(1);
    }),
    // The example: the same words, with a little of the same surroundings, in what now has the name of their block.
    { numRuns: 500, examples: [[1_308_566_608, 12, [{ at: 0, cut: 0, inserted: "\nAnother paragraph.\n" }]]] },
  );
});
