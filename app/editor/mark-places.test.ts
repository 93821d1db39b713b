import fc from "fast-check";
import { expect, test } from "vitest";
import type { MarkPlace } from "./editor-mark.ts";
import { MarkPlaces } from "./mark-places.ts";

const place = (from: number, to: number, status: MarkPlace["status"] = "exact"): MarkPlace => ({ status, from, to });

function placesOf(entries: readonly (readonly [string, MarkPlace])[]): MarkPlaces {
  return MarkPlaces.NONE.of(entries.map(([id]) => id)).with(new Map(entries));
}

const LENGTH = 1_000;
const anyPlace = fc
  .record({ from: fc.nat(LENGTH), length: fc.integer({ min: 1, max: 60 }), status: fc.constantFrom("exact", "moved", "check", "detached" as const) })
  .map(({ from, length, status }) => (status === "detached" ? place(0, 0, status) : place(from, from + length, status)));
const anyPlaces = fc.array(anyPlace, { maxLength: 30 }).map((places) => places.map((one, nth) => [`m${nth}`, one] as const));
/** Positions from `at` to `at + cut` are replaced by `put` others, somewhere inside of the mapped stretch. */
const anyChange = fc.record({ start: fc.nat(LENGTH), before: fc.nat(30), cut: fc.nat(30), put: fc.nat(30), after: fc.nat(30) });

test("a mark moves as its two ends do, and keeps its status", () => {
  fc.assert(
    fc.property(anyPlaces, anyChange, (entries, { start, before, cut, put, after }) => {
      const [at, oldEnd, shift] = [start + before, start + before + cut + after, put - cut];
      const map = (position: number, assoc: -1 | 1): number =>
        position < at || (position === at && assoc < 0) ? position : position > at + cut || (position === at + cut && assoc > 0) ? position + shift : assoc < 0 ? at : at + put;
      const move = ({ status, from, to }: MarkPlace): MarkPlace => place(map(from, 1), Math.max(map(from, 1), map(to, -1)), status);
      const moved = placesOf(entries).moved({ start, oldEnd, shift, move }, { from: start, to: oldEnd + shift }, () => undefined);
      for (const [id, { status, from, to }] of entries) {
        const expected = status === "detached" ? place(0, 0, status) : move(place(from, to, status));
        expect(moved.get(id)).toEqual(expected);
      }
    }),
  );
});

test("those that touch the change, and those not found exactly, are told of", () => {
  const places = placesOf([["far", place(1, 5)], ["near", place(20, 30)], ["doubtful", place(60, 70, "check")], ["gone", place(0, 0, "detached")], ["behind", place(80, 90)]]);
  const told: [string, boolean][] = [];
  const movement = { start: 15, oldEnd: 40, shift: 2, move: ({ from, to }: MarkPlace) => place(from, to + 2) };
  const moved = places.moved(movement, { from: 15, to: 42 }, (id, _now, _before, isNear) => told.push([id, isNear]));
  expect(moved.get("near")).toEqual(place(20, 32));
  expect(told).toEqual([["near", true], ["doubtful", false], ["gone", false]]);
  expect(moved.get("behind")).toEqual(place(82, 92));
  expect(moved.hasMarksOf(places)).toBe(true);
  expect(moved.statuses()).toBe(places.statuses());
});

test("what is shown between two positions has words there", () => {
  fc.assert(
    fc.property(anyPlaces, fc.nat(LENGTH), fc.nat(200), (entries, from, length) => {
      const range = { from, to: from + length };
      const expected = entries.filter(([, one]) => one.status !== "detached" && one.to > one.from && one.from <= range.to && one.to >= range.from);
      expect(placesOf(entries).shownIn(range)).toEqual(expected);
    }),
  );
});

test("a mark that is new is not resolved, one that goes leaves the others as they are", () => {
  const places = placesOf([["a", place(1, 5)], ["b", place(7, 9, "moved")]]);
  const other = places.of(["b", "c"]);
  expect([...other]).toEqual([["b", place(7, 9, "moved")]]);
  expect(other.get("c")).toBeUndefined();
  expect(other.statuses()).toEqual(new Map([["b", "moved"]]));
  expect(places.of(["a", "b"])).toBe(places);
  expect([...other.with(new Map([["c", place(2, 3)], ["a", place(1, 5)]]))]).toEqual([["b", place(7, 9, "moved")], ["c", place(2, 3)]]);
});

test("statuses are the same value until one of them changes", () => {
  const places = placesOf([["a", place(1, 5)]]);
  expect(places.with(new Map([["a", place(3, 7)]])).statuses()).toBe(places.statuses());
  expect(places.with(new Map([["a", place(3, 7, "check")]])).statuses()).toEqual(new Map([["a", "check"]]));
});
