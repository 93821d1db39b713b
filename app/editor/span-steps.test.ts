import type { Node } from "prosemirror-model";
import { EditorState } from "prosemirror-state";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { schema } from "~/core/document/schema.ts";
import { textPlaces, type Range } from "./positions.ts";
import { spanText } from "./span-text.ts";
import { withEnd, withEndByWord, type End } from "./span-steps.ts";

const paragraph = (id: string, text: string): Node => schema.node("paragraph", { id }, text ? [schema.text(text)] : []);
const stateOf = (...texts: string[]): EditorState => EditorState.create({ doc: schema.node("doc", null, texts.map((text, nth) => paragraph(`b${nth}`, text))) });

/** The range of these words. */
function rangeOf(state: EditorState, words: string): Range {
  const place = textPlaces(state.doc).blocks.flatMap(({ text, position }) => (text.includes(words) ? [position + 1 + text.indexOf(words)] : []))[0];
  if (place === undefined) throw new Error(`no “${words}”`);
  return { from: place, to: place + words.length };
}
const words = (state: EditorState, range: Range | null): string | null => range && state.doc.textBetween(range.from, range.to, "|");

describe("an end that is dragged", () => {
  const state = stateOf("The Committee regrets it.", "In 2010 nine cases 👩‍👩‍👧 were e\u0301tait opened.", "نقاضي المسؤولين اليوم");
  const nine = rangeOf(state, "nine cases");
  it.each<[string, Range, End, number, string]>([
    ["goes on", nine, "to", rangeOf(state, "were").to, "nine cases 👩‍👩‍👧 were"],
    ["leaves white space out", nine, "to", nine.to + 1, "nine cases"],
    ["leaves white space at the start out", nine, "from", rangeOf(state, "2010").to, "nine cases"],
    ["never cuts a family", nine, "to", rangeOf(state, "👩‍👩‍👧").from + 3, "nine cases"],
    ["never cuts an accent from its letter", rangeOf(state, "were"), "to", rangeOf(state, "\u0301").from, "were"],
    ["crosses a border", nine, "from", rangeOf(state, "regrets").from, "regrets it.|In 2010 nine cases"],
    ["leaves one character at least", nine, "to", nine.from - 20, "n"],
    ["leaves one character at the end", nine, "from", nine.to + 20, "s"],
    ["goes through Arabic", rangeOf(state, "المسؤولين"), "to", rangeOf(state, "اليوم").to, "المسؤولين اليوم"],
  ])("%s", (_, range, end, position, expected) => expect(words(state, withEnd(spanText(state.doc), range, end, position))).toBe(expected));

  it("answers nothing that is longer than a mark may be", () => {
    const long = stateOf("a ".repeat(60_000));
    expect(withEnd(spanText(long.doc), { from: 1, to: 2 }, "to", 99_999)).not.toBeNull();
    expect(withEnd(spanText(long.doc), { from: 1, to: 2 }, "to", 110_000)).toBeNull();
  });
});

describe("an end that goes by words", () => {
  const state = stateOf("The Committee regrets it.", "", "In 2010 nine cases were opened.");
  it.each<[string, string, End, 1 | -1, string | null]>([
    ["goes on", "nine", "to", 1, "nine cases"],
    ["goes back", "nine cases", "to", -1, "nine"],
    ["takes the word before", "nine", "from", -1, "2010 nine"],
    ["lets the first word go", "nine cases", "from", 1, "cases"],
    ["over a border and an empty paragraph", "regrets it.", "to", 1, "regrets it.||In"],
    ["back over them", "In 2010", "from", -1, "it.||In 2010"],
    ["never empty", "nine", "to", -1, null],
    ["never empty from the start", "nine", "from", 1, null],
    ["ends with the text", "opened.", "to", 1, null],
  ])("%s", (_, from, end, by, expected) => {
    const got = words(state, withEndByWord(spanText(state.doc), rangeOf(state, from), end, by));
    expect(got).toBe(expected);
  });
});

it("whatever is dragged where: words at both ends, inside of the text, the other end where it was or drawn in to its words", () => {
  const text = fc.string({ unit: fc.constantFrom("a", " ", "é", "e\u0301", "👍🏽", "ش", "\u200d", "\u00a0", "字"), maxLength: 12 });
  fc.assert(fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), fc.nat(60), fc.nat(60), fc.nat(60), fc.constantFrom<End>("from", "to"), (texts, a, b, position, end) => {
    const state = stateOf(...texts);
    const size = state.doc.content.size;
    const [from, to] = [Math.min(a, b) % size, Math.max(a, b) % size].sort((x, y) => x - y) as [number, number];
    const start = withEnd(spanText(state.doc), { from, to }, "to", to);
    if (!start) return;
    const next = withEnd(spanText(state.doc), start, end, position % size);
    if (!next) return;
    const inside = words(state, next) ?? "";
    expect(inside.length).toBeGreaterThan(0);
    expect(inside).toBe(inside.trim());
    expect(end === "to" ? next.from === start.from : next.to === start.to).toBe(true);
  }));
});
