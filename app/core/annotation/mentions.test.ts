import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commentParts, namedIn } from "./mentions.ts";

const ana = { id: "1", name: "Ana" };
const anaMaria = { id: "2", name: "Ana María Lü" };
const aliya = { id: "3", name: "علياء نور" };
const PEOPLE = [ana, anaMaria, aliya];

describe("who is named in a comment", () => {
  it.each([
    ["@Ana, is it so?", [ana]],
    ["see @Ana María Lü.", [anaMaria]],
    ["(@Ana) and @Ana María Lü and @Ana again", [ana, anaMaria]],
    ["ana@Ana.org", []],
    ["@Anabel", []],
    ["@ Ana", []],
    ["@@Ana", [ana]],
    ["انظر @علياء نور", [aliya]],
    ["Ana, without a sign", []],
    ["é@Ana", []],
    ["😀@Ana😀", [ana]],
  ])("%s", (text, named) => expect(namedIn(text, PEOPLE)).toEqual(named));

  it("takes the first of two with one name, and nobody without one", () => {
    expect(namedIn("@Ana", [{ id: "9", name: "Ana" }, ana])).toEqual([{ id: "9", name: "Ana" }]);
    expect(namedIn("@", [{ id: "9", name: "" }])).toEqual([]);
  });

  it("whatever is written: the parts are the text", () => {
    const text = fc.array(fc.constantFrom("@", "Ana", " ", "María", "Lü", "x", "😀", "علياء", "\n")).map((pieces) => pieces.join(""));
    fc.assert(fc.property(text, (words) => {
      expect(commentParts(words, PEOPLE).map((part) => part.text).join("")).toBe(words);
    }));
  });
});
