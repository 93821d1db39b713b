import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { levelled, type LevelEnd } from "./level.ts";

const end = fc.record({ line: fc.integer({ min: -5_000, max: 5_000 }), scrolled: fc.integer({ min: 0, max: 5_000 }), more: fc.integer({ min: 0, max: 5_000 }) }).map(
  ({ line, scrolled, more }): LevelEnd => ({ line, scrolled, most: scrolled + more }),
);
const after = ({ line, scrolled }: LevelEnd, next: number) => line + scrolled - next;

describe("levelled", () => {
  it("brings both lines to where they are wished when both texts can be scrolled there", () => {
    expect(levelled([{ line: 900, scrolled: 100, most: 4_000 }, { line: -300, scrolled: 2_000, most: 4_000 }], 300)).toEqual([700, 1_400]);
  });

  it("brings them level higher up where one of them is at the beginning of its text", () => {
    expect(levelled([{ line: 120, scrolled: 0, most: 4_000 }, { line: 900, scrolled: 500, most: 4_000 }], 300)).toEqual([0, 1_280]);
  });

  it("never scrolls beyond a text, and has the lines level wherever that is possible", () => {
    fc.assert(
      fc.property(end, end, fc.integer({ min: 0, max: 900 }), (a, b, wished) => {
        const [one, other] = levelled([a, b], wished);
        expect(one).toBeGreaterThanOrEqual(0);
        expect(one).toBeLessThanOrEqual(a.most);
        expect(other).toBeGreaterThanOrEqual(0);
        expect(other).toBeLessThanOrEqual(b.most);
        const reach = ({ line, scrolled, most }: LevelEnd) => [line + scrolled - most, line + scrolled] as const;
        const [[lowA, highA], [lowB, highB]] = [reach(a), reach(b)];
        if (Math.max(lowA, lowB) <= Math.min(highA, highB)) expect(after(a, one)).toBe(after(b, other));
      }),
    );
  });
});
