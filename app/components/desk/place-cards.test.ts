import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeCards, type WishedCard } from "./place-cards.ts";

const card = (id: string, top: number, height = 100): WishedCard => ({ id, top, height });
const tops = (cards: WishedCard[], selected: string | null = null, floor = 0) => [...placeCards(cards, selected, { gap: 10, floor }).values()];

describe("placeCards", () => {
  it.each([
    { name: "no cards", cards: [], selected: null, expected: [] },
    { name: "one card stands level with its passage", cards: [card("a", 240)], selected: null, expected: [240] },
    { name: "cards with room between them stay", cards: [card("a", 0), card("b", 200)], selected: null, expected: [0, 200] },
    { name: "two at one place share the way", cards: [card("a", 300), card("b", 300)], selected: null, expected: [245, 355] },
    { name: "nothing goes above the top", cards: [card("a", 0), card("b", 0)], selected: null, expected: [0, 110] },
    { name: "the selected one is level, the one before gives way", cards: [card("a", 300), card("b", 300)], selected: "b", expected: [190, 300] },
    { name: "the selected one is level, the one after gives way", cards: [card("a", 300), card("b", 300)], selected: "a", expected: [300, 410] },
    { name: "the selected one gives way only to the top", cards: [card("a", 0), card("b", 20)], selected: "b", expected: [0, 110] },
    { name: "a far card is not moved by a cluster", cards: [card("a", 300), card("b", 300), card("c", 900)], selected: "a", expected: [300, 410, 900] },
  ])("$name", ({ cards, selected, expected }) => {
    expect(tops(cards, selected)).toEqual(expected);
  });

  const margins = fc
    .array(fc.record({ top: fc.integer({ min: 0, max: 5_000 }), height: fc.integer({ min: 20, max: 600 }) }), { minLength: 1, maxLength: 40 })
    .map((cards) => cards.sort((a, b) => a.top - b.top).map((one, nth) => ({ ...one, id: `c${nth}` })));
  const chosen = fc.tuple(margins, fc.nat(39)).map(([cards, nth]) => ({ cards, selected: cards[nth % cards.length]!.id }));

  it("keeps the order and never lets cards overlap", () => {
    fc.assert(
      fc.property(chosen, fc.boolean(), ({ cards, selected }, none) => {
        const placed = placeCards(cards, none ? null : selected, { gap: 10 });
        cards.slice(1).forEach((one, nth) => {
          const before = cards[nth]!;
          expect(placed.get(one.id)!).toBeGreaterThanOrEqual(placed.get(before.id)! + before.height + 10 - 1e-6);
        });
      }),
    );
  });

  it("lets no card stand above the floor", () => {
    fc.assert(
      fc.property(chosen, fc.integer({ min: -500, max: 500 }), ({ cards, selected }, floor) => {
        for (const top of placeCards(cards, selected, { floor }).values()) expect(top).toBeGreaterThanOrEqual(floor - 1e-6);
      }),
    );
  });

  it("puts the selected card where it wishes when those above fit", () => {
    fc.assert(
      fc.property(chosen, ({ cards, selected }) => {
        const at = cards.findIndex((one) => one.id === selected);
        const room = cards.slice(0, at).reduce((sum, one) => sum + one.height + 10, 0);
        expect(placeCards(cards, selected, { gap: 10 }).get(selected)).toBe(Math.max(room, cards[at]!.top));
      }),
    );
  });

  it("moves nothing that is far enough from its neighbours", () => {
    fc.assert(
      fc.property(margins, (cards) => {
        const spread = cards.map((one, nth) => ({ ...one, top: nth * 1_000 }));
        expect([...placeCards(spread, null).values()]).toEqual(spread.map((one) => one.top));
      }),
    );
  });
});
