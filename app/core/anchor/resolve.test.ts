import { describe, expect, test } from "vitest";
import type { Anchor, Span } from "./anchor.ts";
import { describeSpan } from "./describe.ts";
import { resolveAnchor } from "./resolve.ts";
import { TextIndex } from "./text-index.ts";

/** An index of texts, block ids "a", "b", "c", … */
function texts(...parts: string[]): TextIndex {
  return new TextIndex(parts.map((text, nth) => ({ id: String.fromCharCode(97 + nth), text })));
}

/** The span of the nth occurrence of words in the flat text. */
function spanOf(index: TextIndex, words: string, nth = 0): Span {
  let start = index.text.indexOf(words);
  for (let i = 0; i < nth; i += 1) start = index.text.indexOf(words, start + 1);
  return index.spanOf({ start, end: start + words.length });
}

function anchorOf(index: TextIndex, words: string, nth = 0): Anchor {
  return describeSpan(index, spanOf(index, words, nth));
}

/** "status: words" of a resolution. */
function said(index: TextIndex, anchor: Anchor, relative?: Span | null): string {
  const resolution = resolveAnchor(index, anchor, relative);
  if (resolution.status === "detached") return "detached";
  const range = index.rangeOf(resolution.span);
  return `${resolution.status}: ${range ? index.slice(range) : "nowhere"}`;
}

const before = texts(
  "The ministry opened three schools in the northern province last year.",
  "It promised to train teachers, to train nurses and to train judges before spring.",
  "Nothing was reported about the southern province.",
);

describe("words that have not changed", () => {
  test("are exact where they were", () => {
    expect(said(before, anchorOf(before, "to train nurses"))).toBe("exact: to train nurses");
  });

  test("are exact over a border between blocks", () => {
    expect(said(before, anchorOf(before, "last year.\nIt promised"))).toBe("exact: last year.\nIt promised");
  });

  test("are exact where the relative positions are, though the offsets are others", () => {
    const after = texts("Long ago it promised to train and to train again.", "x");
    const anchor = { ...anchorOf(texts("to train x"), "to train"), prefix: "", suffix: "" };
    const relative = spanOf(after, "to train", 1);
    expect(resolveAnchor(after, anchor, relative)).toEqual({ status: "exact", span: relative });
  });

  test("are exact where only the kind of quotes, dashes or spaces changed", () => {
    const index = texts("He said \u201Cnot yet \u2013 later\u201D to all.");
    const anchor = anchorOf(texts('He said "not yet - later" to all.'), '"not yet - later"');
    expect(said(index, anchor)).toBe("exact: \u201Cnot yet \u2013 later\u201D");
  });

  test("move with their block", () => {
    const after = texts("It promised, as is known, to train teachers, to train nurses and to train judges before spring.");
    const anchor = { ...anchorOf(before, "to train nurses"), block: "a" };
    expect(said(after, anchor)).toBe("moved: to train nurses");
  });

  test("move out of a block that was split, joined or is gone", () => {
    const after = texts("The ministry opened three schools in the northern province last year. It promised to train teachers, to train", "nurses and to train judges before spring.");
    expect(said(after, anchorOf(before, "to train nurses"))).toBe("moved: to train\nnurses");
    expect(said(after, anchorOf(before, "last year.\nIt promised"))).toBe("moved: last year. It promised");
    expect(said(texts("", "", "", "And nothing was reported about the southern province."), anchorOf(before, "the southern province"))).toBe("moved: the southern province");
  });

  test("are to be checked where they stand in other surroundings, also when they stand nowhere else", () => {
    expect(said(texts("", "", "", "We heard of the southern province."), anchorOf(before, "the southern province"))).toBe("check: the southern province");
    const repeated = texts("The Committee urges the State to train judges at once.", "The Committee urges the State to build schools.");
    const deleted = texts("The Committee urges the State at once.", "The Committee urges the State to train judges. Bye.");
    expect(said(deleted, anchorOf(repeated, "to train judges"))).toBe("check: to train judges");
  });

  test("are found over a border that was put into them, not at the same words elsewhere", () => {
    const first = texts("He said that the harvest was good and the river high.", "Nobody spoke of the harvest was good.");
    const after = texts("He said that the harvest", "was good and the river high.", "Nobody spoke of the harvest was good.");
    expect(said(after, anchorOf(first, "the harvest was good"), spanOf(after, "the harvest"))).toBe("moved: the harvest\nwas good");
  });

  test("white space that has been taken away at the ends does not matter", () => {
    expect(said(texts("one two.", ""), anchorOf(texts("one two three.", ""), "two "))).toBe("moved: two");
  });
});

describe("repeated words", () => {
  test("are told apart by their context", () => {
    const after = texts("x", "It promised, in the end, to train teachers, to train nurses and to train judges before spring.");
    const anchor = anchorOf(before, "to train", 2);
    expect(resolveAnchor(after, anchor)).toEqual({ status: "moved", span: spanOf(after, "to train", 2) });
  });

  test("are to be checked when the context is gone, and the nearest is proposed", () => {
    const after = texts("x", "We train teachers ... train ... train", "train");
    const anchor: Anchor = { block: "b", start: 20, end: 25, quote: "train", prefix: "wholly other words ", suffix: " and more of them" };
    expect(resolveAnchor(after, anchor)).toEqual({ status: "check", span: spanOf(after, "train", 1) });
  });

  test("without any context are to be checked, unless there is one in the block or in all", () => {
    const anchor: Anchor = { block: "b", start: 9, end: 12, quote: "yes", prefix: "", suffix: "" };
    expect(said(texts("yes", "a yes a", "yes"), anchor)).toBe("moved: yes");
    expect(said(texts("yes", "a yes yes a", "yes"), anchor)).toBe("check: yes");
    expect(said(texts("yes", "no", "yes"), anchor)).toBe("check: yes");
    expect(said(texts("yes", "no", "no"), anchor)).toBe("moved: yes");
  });

  test("of equal ones in equal context the nearest is proposed", () => {
    const row = "yes no yes no yes no yes no yes no yes no yes no yes no yes no yes no yes no";
    const anchor = describeSpan(texts(row), { block: "a", start: 36, endBlock: "a", end: 39 });
    expect(resolveAnchor(texts(`no yes ${row}`), anchor)).toMatchObject({ status: "exact" });
    expect(resolveAnchor(texts(`no ${row}`), anchor)).toMatchObject({ status: "check", span: { start: 39 } });
  });

  test("the same words at the old offsets in wholly other surroundings raise a doubt when the old surroundings exist", () => {
    const first = texts("The council meets in the old hall, and the council votes in the new hall today.");
    const anchor = anchorOf(first, "the council");
    const after = texts("We knew that in May when it rained the council did not meet. The council meets in the old hall, and the council votes in the new hall today.");
    const at = after.text.indexOf("the council");
    expect(said(after, { ...anchor, start: at, end: at + 11 })).toBe("check: the council");
    expect(resolveAnchor(after, { ...anchor, start: at, end: at + 11 })).toMatchObject({ span: spanOf(after, "the council", 1) });
  });
});

describe("words that have changed", () => {
  test("are proposed for a check where they were", () => {
    const after = texts("", "It promised to train teachers, to educate nurses and to train judges before spring.");
    expect(said(after, anchorOf(before, "to train nurses"))).toBe("check: to educate nurses");
  });

  test("a small error of spelling, in a block that is gone", () => {
    const after = texts("", "", "", "Noting was reported on the southern provinces.");
    expect(said(after, anchorOf(before, "Nothing was reported about the southern province"))).toBe("check: Noting was reported on the southern provinces");
  });

  test("are not mistaken for the same words elsewhere, when the context or the relative positions say otherwise", () => {
    const first = texts("The State should ratify the treaty without delay.", "Others say: should ratify. Nothing else.");
    const after = texts("The State should perhaps ratify the treaty without delay.", "Others say: should ratify. Nothing else.");
    const anchor = anchorOf(first, "should ratify");
    expect(said(after, anchor)).toBe("check: should perhaps ratify");
    expect(said(after, anchor, spanOf(after, "should perhaps ratify"))).toBe("check: should perhaps ratify");
  });

  test("relative positions that have grown still hold the words", () => {
    const after = texts("It promised, to train nurses, and so on, to train nurses");
    const anchor = anchorOf(texts("It promised to train nurses, and so on, to train nurses"), "to train nurses");
    expect(resolveAnchor(after, anchor, spanOf(after, ", to train nurses,"))).toEqual({ status: "moved", span: spanOf(after, "to train nurses") });
  });

  test("half of a passage that was split inside a word is proposed whole", () => {
    const first = texts("He made a recommendation to all.");
    const after = texts("He made a recommend", "ation to all.");
    expect(said(after, anchorOf(first, "recommendation"), spanOf(after, "recommend"))).toMatch(/^check: recommend(\nation)?$/);
  });

  test("a remnant is proposed where relative positions point to it, and detached without them", () => {
    const first = texts("Alpha beta gamma delta epsilon zeta eta theta.");
    const after = texts("Wholly new: gamma delta. And other things.");
    const anchor = anchorOf(first, "beta gamma delta epsilon zeta");
    expect(said(after, anchor, spanOf(after, "gamma delta"))).toBe("check: gamma delta");
    expect(said(after, anchor, spanOf(after, "W"))).toBe("detached");
  });

  test("with much put in between are proposed whole where relative positions hold both ends, or one", () => {
    const more = "and, as we have said before, at great length and in many words, more of ";
    const first = texts("Alpha beta gamma delta epsilon zeta eta theta.");
    const after = texts(`Alpha beta gamma ${more}delta epsilon zeta eta theta.`);
    const anchor = anchorOf(first, "beta gamma delta epsilon");
    expect(said(after, anchor, spanOf(after, `beta gamma ${more}delta epsilon`))).toBe(`check: beta gamma ${more}delta epsilon`);
    expect(said(after, anchor, spanOf(after, "beta gamma and, as"))).toBe(`check: beta gamma ${more}delta epsilon`);
    expect(said(after, anchor, spanOf(after, "more of delta epsilon"))).toBe(`check: beta gamma ${more}delta epsilon`);
  });

  test("few letters are proposed only in their context", () => {
    const first = texts("It was a big cat on the long mat in front of the house.");
    expect(said(texts("It was a big cot on the long mat in front of the house."), anchorOf(first, "cat"))).toBe("check: cot");
    expect(said(texts("Nobody saw the car or the bat here."), anchorOf(first, "cat"))).toBe("detached");
  });

  test("deleted ones are detached", () => {
    const after = texts("The ministry opened three schools in the northern province last year.", "It promised to train teachers, and to train judges before spring.", "Bye.");
    expect(said(after, anchorOf(before, "Nothing was reported about the southern province"))).toBe("detached");
    expect(said(texts(), anchorOf(before, "to train nurses"))).toBe("detached");
  });
});

describe("odd anchors", () => {
  const index = texts("one two", "three \u{1F600} four");
  test.each([
    ["no words", { quote: "" }, "exact: "],
    ["no words, out of range", { quote: "", start: 90, end: 90 }, "detached"],
    ["only a space that is there", { quote: " ", start: 3, end: 4 }, "exact:  "],
    ["only a space that is not", { quote: " " }, "detached"],
    ["half a character", { quote: "\uD83D" }, "detached"],
    ["offsets out of range", { quote: "two", start: 900, end: 903 }, "moved: two"],
    ["end before start", { quote: "two", start: 7, end: 4 }, "moved: two"],
    ["no such block", { quote: "four", block: "zz" }, "moved: four"],
    ["blocks in the wrong order", { quote: "two", block: "b", endBlock: "a" }, "moved: two"],
    ["not a number", { quote: "two", start: NaN, end: NaN }, "moved: two"],
  ])("%s", (_, part, expected) => {
    expect(said(index, { block: "a", start: 0, end: 0, prefix: "", suffix: "", ...part })).toBe(expected);
  });

  test("a relative span of a block that is gone is passed over", () => {
    expect(said(index, anchorOf(index, "two"), { block: "zz", start: 0, endBlock: "zz", end: 1 })).toBe("exact: two");
  });
});
