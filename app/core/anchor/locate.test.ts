import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LooseAnchor } from "./anchor.ts";
import { foldWords } from "./fold.ts";
import { locate } from "./locate.ts";
import { cuts, madeBlocks } from "./made-text.ts";
import { TextIndex } from "./text-index.ts";

/** One to six blocks, some empty. */
const anyBlocks = fc.array(fc.array(fc.nat(10_000), { maxLength: 25 }), { minLength: 1, maxLength: 6 }).map(madeBlocks);

const index = new TextIndex([
  { id: "a", text: "The council should build a bridge. The council should wait.", number: 1 },
  { id: "b", text: "It \u2018may\u2019 do so \u2013 within a year:", number: 2 },
  { id: "c", text: "By building a school;", label: "(a)" },
  { id: "d", text: "By building  a \u{1F600} road. The council should wait.", label: "(b)" },
]);

/** "block start-end quote", or the error with how many candidates. */
function answer(loose: LooseAnchor): string {
  const located = locate(index, loose);
  if ("anchor" in located) {
    const { block, start, endBlock, end, quote } = located.anchor;
    return `${block}${start}-${endBlock ?? ""}${end} ${quote}`;
  }
  return "candidates" in located ? `${located.error} ${located.candidates.length}` : located.error;
}

describe("by quote", () => {
  test.each<[string, LooseAnchor, string]>([
    ["once in the text", { quote: "build a bridge" }, "a19-33 build a bridge"],
    ["white space does not matter", { quote: " build\n a \u00A0bridge " }, "a19-33 build a bridge"],
    ["nor in the document", { quote: "building a \u{1F600} road" }, "d3-21 building  a \u{1F600} road"],
    ["quotes and dashes, when nothing else fits", { quote: "'may' do so - within" }, "b3-23 \u2018may\u2019 do so \u2013 within"],
    ["over a border", { quote: "within a year: By building a school" }, "b17-c20 within a year:\nBy building a school"],
    ["over a border, with the printed label", { quote: "within a year:\n(a) By building" }, "b17-c11 within a year:\nBy building"],
    ["with the number in front", { quote: "2. It \u2018may\u2019 do so" }, "b0-14 It \u2018may\u2019 do so"],
    ["only a label", { quote: "(a)" }, "not-found"],
    ["nowhere", { quote: "build a tunnel" }, "not-found"],
    ["blank", { quote: " \n " }, "not-found"],
    ["several times", { quote: "The council should" }, "ambiguous-quote 3"],
  ])("%s", (_, loose, expected) => {
    expect(answer(loose)).toBe(expected);
  });
});

describe("narrowed", () => {
  test.each<[string, LooseAnchor, string]>([
    ["by the suffix", { quote: "The council should", suffix: " build" }, "a0-18 The council should"],
    ["by the prefix, over a border", { quote: "By building", prefix: "a school;\n" }, "d0-11 By building"],
    ["by a prefix with a printed label", { quote: "By building", prefix: "do so \u2013 within a year:\n(a) " }, "c0-11 By building"],
    ["not by a suffix that fits twice", { quote: "The council should", suffix: " wait" }, "ambiguous-quote 2"],
    ["not by a context that fits nowhere", { quote: "The council should", suffix: "zzzzzzz" }, "ambiguous-quote 3"],
    ["by the block", { quote: "The council should", block: "d" }, "d23-41 The council should"],
    ["by the block, but twice", { quote: "The council should", block: "a" }, "ambiguous-quote 2"],
    ["by the end block", { quote: "year: By building", block: "b", endBlock: "c" }, "b26-c11 year:\nBy building"],
    ["a block where it is not", { quote: "The council should", block: "b" }, "mismatch"],
    ["a block that does not exist", { quote: "The council should", block: "z" }, "mismatch"],
    ["by offsets that agree", { quote: "The  council should", block: "a", start: 35, end: 53 }, "a35-53 The council should"],
    ["by the nearest to offsets that do not", { quote: "The council should", block: "a", start: 30, end: 40 }, "a35-53 The council should"],
    ["by the start alone", { quote: "The council should", block: "a", start: 35 }, "a35-53 The council should"],
    ["offsets out of range", { quote: "The council should", block: "a", start: 35, end: 400 }, "mismatch"],
  ])("%s", (_, loose, expected) => {
    expect(answer(loose)).toBe(expected);
  });
});

describe("by offsets alone", () => {
  test.each<[string, LooseAnchor, string]>([
    ["code points, not units", { block: "d", start: 15, end: 17 }, "d15-17 \u{1F600} "],
    ["over blocks", { block: "b", start: 26, endBlock: "c", end: 2 }, "b26-c2 year:\nBy"],
    ["out of range", { block: "c", start: 0, end: 22 }, "mismatch"],
    ["before the start", { block: "c", start: -1, end: 2 }, "mismatch"],
    ["turned round", { block: "c", start: 4, end: 2 }, "mismatch"],
    ["empty", { block: "c", start: 4, end: 4 }, "mismatch"],
    ["only white space", { block: "c", start: 2, end: 3 }, "mismatch"],
    ["without an end", { block: "c", start: 2 }, "mismatch"],
    ["without a block", { start: 2, end: 4 }, "mismatch"],
    ["not whole", { block: "c", start: 0.5, end: 3 }, "mismatch"],
    ["nothing at all", {}, "mismatch"],
  ])("%s", (_, loose, expected) => {
    expect(answer(loose)).toBe(expected);
  });
});

test("of very many places the first twenty are candidates", () => {
  const many = new TextIndex(Array.from({ length: 50 }, (_, nth) => ({ id: `${nth}`, text: "yes" })));
  const located = locate(many, { quote: "yes" });
  expect("candidates" in located && located.candidates.map(({ block }) => block)).toEqual(Array.from({ length: 20 }, (_, nth) => `${nth}`));
});

test("any quote that occurs once is found, however its white space is written", () => {
  const spaces = fc.array(fc.constantFrom(" ", "  ", "\n", "\t", "\u00A0", " \r\n "), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(anyBlocks, fc.nat(), fc.nat(), spaces, (blocks, a, b, gaps) => {
      const made = new TextIndex(blocks);
      const places = cuts(made.text);
      const [start = 0, end = 0] = [a, b].map((n) => places[n % places.length] ?? 0).sort((x, y) => x - y);
      const quote = made.text.slice(start, end);
      const words = foldWords(quote);
      fc.pre(words !== "" && made.folded.text.indexOf(words) === made.folded.text.lastIndexOf(words) && words[0] === foldWords(made.text.slice(start))[0]);
      fc.pre(!/^\p{M}/u.test(quote.trimStart()) && !/^\p{M}/u.test(made.text.slice(end)));
      let nth = 0;
      const rewritten = quote.replace(/\s+/g, () => gaps[nth++ % gaps.length] ?? " ");
      const located = locate(made, { quote: rewritten });
      expect("anchor" in located && foldWords(located.anchor.quote)).toBe(words);
    }),
    { numRuns: 500 },
  );
});
