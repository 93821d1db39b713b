import { expect, test } from "vitest";
import { paragraphNumbers } from "../document/blocks.ts";
import type { Block } from "../document/block.ts";
import { citation, citedPlaces, citedRange } from "./citing.ts";

const blocks: Block[] = [
  { id: "0", kind: "paragraph", text: "before the first number" },
  { id: "1", kind: "paragraph", number: 7, text: "" },
  { id: "2", kind: "item", level: 1, label: "(a)", text: "" },
  { id: "3", kind: "item", level: 2, label: "(ii)", text: "" },
  { id: "4", kind: "item", level: 1, label: "(b)", text: "" },
  { id: "5", kind: "item", level: 1, label: "•", text: "" },
  { id: "6", kind: "paragraph", text: "goes on" },
  { id: "7", kind: "paragraph", number: 8, text: "" },
  { id: "8", kind: "note", label: "12", text: "" },
  { id: "9", kind: "heading", text: "" },
  { id: "10", kind: "paragraph", text: "" },
];
const places = citedPlaces(blocks);

test.each([
  [0, 0, "X"],
  [1, 1, "X, para. 7"],
  [2, 2, "X, para. 7 (a)"],
  [3, 3, "X, para. 7 (a)(ii)"],
  [2, 4, "X, para. 7 (a)–(b)"],
  [1, 4, "X, para. 7"],
  [5, 5, "X, para. 7"],
  [6, 6, "X, para. 7"],
  [4, 7, "X, paras. 7–8"],
  [8, 8, "X, footnote 12"],
  [10, 10, "X"],
])("from block %i to %i: %s", (first, last, expected) => {
  expect(citation("X", citedRange(places[first]!, places[last]!))).toBe(expected);
});

test("numbers are those of the API", () => {
  expect(places.map((place) => place.number)).toEqual([...paragraphNumbers(blocks).values()]);
});
