import { expect, it } from "vitest";
import { PickedCards } from "./picked-cards.ts";

const SHOWN = ["a", "b", "c", "d", "e"];

it("goes on from the card that was picked last, forwards and backwards", () => {
  const picked = new PickedCards();
  picked.toggle("b");
  picked.extendTo("d", SHOWN);
  expect([...picked.ids()]).toEqual(["b", "c", "d"]);
  picked.extendTo("a", SHOWN);
  expect([...picked.ids()].sort()).toEqual(["a", "b", "c", "d"]);
});

it("picks one card where the last one is not shown any more, or there is none", () => {
  const picked = new PickedCards();
  picked.extendTo("c", SHOWN);
  expect([...picked.ids()]).toEqual(["c"]);
  picked.toggle("c");
  picked.toggle("gone");
  picked.extendTo("d", SHOWN);
  expect(picked.ids().has("d")).toBe(true);
  expect(picked.ids().size).toBe(2);
});

it("lets go of what is not shown, and tells only when that changes something", () => {
  const picked = new PickedCards();
  let told = 0;
  picked.add(["a", "b"]);
  picked.subscribe(() => (told += 1));
  const before = picked.ids();
  picked.keep(new Set(SHOWN));
  expect(picked.ids()).toBe(before);
  expect(told).toBe(0);
  picked.keep(new Set(["b"]));
  expect([...picked.ids()]).toEqual(["b"]);
  picked.keep(null);
  expect(picked.ids().size).toBe(0);
  expect(told).toBe(2);
});
