import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_LANES, segmentsOf, type MarkRange } from "./segments.ts";

const anyRanges: fc.Arbitrary<MarkRange[]> = fc
  .array(fc.tuple(fc.nat(40), fc.nat(12)), { maxLength: 12 })
  .map((pairs) => pairs.map(([from, length], nth) => ({ id: `m${nth}`, from, to: from + length })));

describe("overlapping marks", () => {
  test("two that overlap are three stretches, and each keeps its lane", () => {
    expect(segmentsOf([{ id: "b", from: 5, to: 15 }, { id: "a", from: 0, to: 10 }])).toEqual([
      { from: 0, to: 5, ids: ["a"], lanes: [0], goesOn: true },
      { from: 5, to: 10, ids: ["a", "b"], lanes: [0, 1], goesOn: true },
      { from: 10, to: 15, ids: ["b"], lanes: [1], goesOn: false },
    ]);
  });

  test("a lane that is free again is used again", () => {
    const lanes = segmentsOf([{ id: "a", from: 0, to: 4 }, { id: "b", from: 4, to: 8 }]).map((segment) => segment.lanes);
    expect(lanes).toEqual([[0], [0]]);
  });

  test("each position is covered by exactly the marks over it", () => {
    fc.assert(
      fc.property(anyRanges, (ranges) => {
        const segments = segmentsOf(ranges);
        for (let at = 0; at < 55; at += 1) {
          const over = ranges.filter((range) => range.from <= at && at < range.to).map((range) => range.id);
          const here = segments.filter((segment) => segment.from <= at && at < segment.to);
          expect(here.length).toBe(over.length > 0 ? 1 : 0);
          expect([...(here[0]?.ids ?? [])].sort()).toEqual(over.sort());
        }
      }),
    );
  });

  test("a mark has one lane; marks side by side have different ones while there are enough", () => {
    fc.assert(
      fc.property(anyRanges, (ranges) => {
        const laneOf = new Map<string, number>();
        for (const { ids, lanes } of segmentsOf(ranges)) {
          if (ids.length <= MAX_LANES && Math.max(...lanes) < MAX_LANES - 1) expect(new Set(lanes).size).toBe(lanes.length);
          ids.forEach((id, nth) => {
            expect(laneOf.get(id) ?? lanes[nth]).toBe(lanes[nth]);
            laneOf.set(id, lanes[nth] ?? 0);
          });
        }
      }),
    );
  });

  test("the order in which marks come makes no difference", () => {
    fc.assert(
      fc.property(anyRanges, (ranges) => {
        expect(segmentsOf([...ranges].reverse())).toEqual(segmentsOf(ranges));
      }),
    );
  });
});
