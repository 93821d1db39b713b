import { describe, expect, it } from "vitest";
import { cardsIn, covers, stretchAround } from "./card-window.ts";

const COLUMN = { tops: Float64Array.from({ length: 1_000 }, (_, nth) => nth * 100), heights: new Float64Array(1_000).fill(90) };
const NONE = { tops: new Float64Array(), heights: new Float64Array() };

describe("cardsIn", () => {
  it("answers the cards that touch the stretch, and no other", () => {
    expect(cardsIn(COLUMN, { from: 1_000, to: 1_450 })).toEqual({ first: 10, end: 15 });
    expect(cardsIn(COLUMN, { from: 1_095, to: 1_100 })).toEqual({ first: 11, end: 12 });
  });

  it("answers an empty range where there is no card", () => {
    expect(cardsIn(COLUMN, { from: 200_000, to: 201_000 })).toEqual({ first: 1_000, end: 1_000 });
    expect(cardsIn(NONE, { from: 0, to: 900 })).toEqual({ first: 0, end: 0 });
    expect(cardsIn(COLUMN, { from: -900, to: -1 })).toEqual({ first: 0, end: 0 });
  });

  it("agrees with looking at each card", () => {
    for (let from = -300; from < 3_000; from += 37) {
      const stretch = { from, to: from + 512 };
      const { first, end } = cardsIn(COLUMN, stretch);
      const touching = [...COLUMN.tops].flatMap((top, nth) => (top + 90 >= stretch.from && top <= stretch.to ? [nth] : []));
      expect(Array.from({ length: end - first }, (_, nth) => first + nth)).toEqual(touching);
    }
  });
});

describe("stretchAround", () => {
  it("is covered until half a window of it is left", () => {
    const mounted = stretchAround({ from: 1_000, to: 1_900 });
    expect(mounted).toEqual({ from: 100, to: 2_800 });
    expect(covers(mounted, { from: 1_450, to: 2_350 })).toBe(true);
    expect(covers(mounted, { from: 1_460, to: 2_360 })).toBe(false);
    expect(covers(mounted, { from: 540, to: 1_440 })).toBe(false);
  });
});
