import fc from "fast-check";
import { expect, test } from "vitest";
import type { Block } from "../document/block.ts";
import { codePointLength } from "../document/code-points.ts";
import { markedBlocks, type PlacedMark } from "./marked-text.ts";

const texts = fc.array(fc.string({ unit: "grapheme", maxLength: 12 }), { minLength: 1, maxLength: 4 });
const marksOn = (blocks: readonly Block[]): fc.Arbitrary<PlacedMark[]> => {
  const place = fc.nat(blocks.length - 1).chain((nth) => fc.tuple(fc.constant(nth), fc.nat(codePointLength(blocks[nth]?.text ?? ""))));
  const mark = fc.tuple(place, place).map(([a, b]) => {
    const [first, last] = a[0] < b[0] || (a[0] === b[0] && a[1] <= b[1]) ? [a, b] : [b, a];
    return { block: blocks[first[0]]?.id ?? "", start: first[1], endBlock: blocks[last[0]]?.id ?? "", end: last[1] };
  });
  return fc.array(mark, { maxLength: 6 }).map((spans) => spans.map((span, nth) => ({ finding: nth + 1, span })));
};
const cases = texts
  .map((list) => list.map((text, nth): Block => ({ id: `b${nth}`, kind: "paragraph", text })))
  .chain((blocks) => fc.tuple(fc.constant(blocks), marksOn(blocks)));

test("segments give the text back; each mark begins once, ends once and covers its words", () => {
  fc.assert(
    fc.property(cases, ([blocks, marks]) => {
      const order = new Map(blocks.map((block, nth) => [block.id, nth]));
      const segments = markedBlocks(blocks, order, marks).map((block) => block.segments);
      expect(segments.map((list) => list.map((segment) => segment.text).join(""))).toEqual(blocks.map((block) => block.text));
      const numbers = marks.map((mark) => mark.finding);
      expect(segments.flat().flatMap((segment) => segment.starts).sort()).toEqual(numbers);
      expect(segments.flat().flatMap((segment) => segment.ends).sort()).toEqual(numbers);
      for (const { finding, span } of marks) {
        const [first, last] = [order.get(span.block) ?? 0, order.get(span.endBlock) ?? 0];
        const expected = blocks.slice(first, last + 1).map(({ text }, nth) => {
          const points = [...text];
          return points.slice(nth === 0 ? span.start : 0, nth === last - first ? span.end : points.length).join("");
        });
        const covered = segments.slice(first, last + 1).map((list) =>
          list.filter((segment) => segment.marks.some((mark) => mark.finding === finding)).map((segment) => segment.text).join(""),
        );
        expect(covered).toEqual(expected);
      }
      for (const segment of segments.flat()) expect(new Set(segment.marks.map((mark) => mark.lane)).size).toBe(segment.marks.length);
    }),
    { numRuns: 500 },
  );
});
