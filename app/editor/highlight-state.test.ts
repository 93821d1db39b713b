import { baseKeymap, wrapIn } from "prosemirror-commands";
import type { Node } from "prosemirror-model";
import { EditorState, TextSelection, type Command, type Transaction } from "prosemirror-state";
import { ySyncPluginKey } from "y-prosemirror";
import { describe, expect, test } from "vitest";
import { resolveAnchor } from "~/core/anchor/resolve.ts";
import { schema } from "~/core/document/schema.ts";
import { blockIds } from "./block-ids.ts";
import { placeOf, type EditorMark, type MarkPlace } from "./editor-mark.ts";
import { highlightsOf, tellHighlights } from "./highlight-state.ts";
import { highlights } from "./highlights.ts";
import { rangeOfSpan, textPlaces } from "./positions.ts";
import { anchorOf, redescribed } from "./reanchoring.ts";

const paragraph = (id: string, text: string): Node => schema.node("paragraph", { id }, text ? [schema.text(text)] : []);
const document = (...texts: string[]): Node => schema.node("doc", null, texts.map((text, nth) => paragraph(`b${nth}`, text)));

const FIRST = "The Committee regrets that no investigation was opened.";
const SECOND = "In 2010, nine cases were opened against prison officers.";

/** A state in which "nine cases" of the second paragraph is marked and placed. */
function marked(words = "nine cases"): EditorState {
  const doc = document(FIRST, SECOND, "The end.");
  const state = EditorState.create({ doc, plugins: [highlights(), blockIds()] });
  const { index } = textPlaces(doc);
  const start = index.text.indexOf(words);
  const range = rangeOfSpan(textPlaces(doc), index.spanOf({ start, end: start + words.length }));
  const anchor = range && anchorOf(state, range, false);
  if (!anchor) throw new Error("nothing to mark");
  const mark: EditorMark = { id: "m", anchor, colour: "#c2372e", code: "UN", state: "draft", label: "Unaddressed" };
  return resolved(state.apply(tellHighlights(state, { type: "marks", marks: [mark] })));
}

/** What the resolver does. */
function resolved(state: EditorState): EditorState {
  const { stale, marks } = highlightsOf(state);
  const places = new Map<string, MarkPlace>();
  for (const id of stale) {
    const mark = marks.get(id);
    if (mark) places.set(id, placeOf(state, mark.anchor));
  }
  return state.apply(tellHighlights(state, { type: "placed", places }));
}

const words = (state: EditorState): string => {
  const place = highlightsOf(state).places.get("m");
  return place ? state.doc.textBetween(place.from, place.to, "|") : "";
};

function at(state: EditorState, text: string, offset = 0): number {
  let found = -1;
  state.doc.descendants((node, position) => {
    if (node.isText && found < 0 && node.text?.includes(text)) found = position + node.text.indexOf(text) + offset;
  });
  return found;
}

function run(state: EditorState, position: number, command: Command | undefined): EditorState {
  let next = state.apply(state.tr.setSelection(TextSelection.create(state.doc, position)));
  command?.(next, (transaction: Transaction) => {
    next = next.apply(transaction);
  });
  return next;
}

/** A change by somebody else, as y-prosemirror brings it: the whole document replaced, untouched blocks kept. */
function fromYjs(state: EditorState, doc: Node): EditorState {
  const change = state.tr.replaceWith(0, state.doc.content.size, doc.content);
  return state.apply(change.setMeta(ySyncPluginKey, { isChangeOrigin: true }));
}

describe("a mark in text that is edited here", () => {
  test.each<[string, (state: EditorState) => EditorState, string]>([
    ["typing before it", (state) => state.apply(state.tr.insertText("Also: ", at(state, "In 2010"))), "nine cases"],
    ["typing at its start and end stays outside", (state) => {
      const started = state.apply(state.tr.insertText("some ", at(state, "nine cases")));
      return started.apply(started.tr.insertText("!", at(started, "nine cases", 10)));
    }, "nine cases"],
    ["typing inside of it", (state) => state.apply(state.tr.insertText("new ", at(state, "cases"))), "nine new cases"],
    ["joining the paragraph with the one before", (state) => run(state, at(state, "In 2010"), baseKeymap.Backspace), "nine cases"],
    ["splitting the paragraph before it", (state) => run(state, at(state, "nine"), baseKeymap.Enter), "nine cases"],
    ["splitting inside of it", (state) => run(state, at(state, "cases"), baseKeymap.Enter), "nine |cases"],
    ["wrapping the paragraph in a quote", (state) => run(state, at(state, "nine"), wrapIn(schema.nodes.blockquote!)), "nine cases"],
  ])("%s", (_, edit, expected) => {
    const state = edit(marked());
    expect(words(state)).toBe(expected);
    expect(highlightsOf(state).own).toEqual(new Set(["m"]));
    expect(highlightsOf(state).stale.size).toBe(0);
    const { marks, places } = highlightsOf(state);
    const stored = marks.get("m")!.anchor;
    const anchor = redescribed(state, stored, places.get("m"))?.anchor ?? stored;
    const again = resolveAnchor(textPlaces(state.doc).index, anchor);
    expect(again.status).toBe("exact");
    expect(placeOf(state, anchor)).toMatchObject({ from: places.get("m")!.from, to: places.get("m")!.to });
  });

  test("is described anew only when the stored anchor no longer finds it", () => {
    const before = marked();
    const typed = before.apply(before.tr.insertText(" More.", before.doc.content.size - 1));
    const { marks, places } = highlightsOf(typed);
    expect(redescribed(typed, marks.get("m")!.anchor, places.get("m"))?.anchor).toBeNull();
  });

  test("whose words were cut and pasted is found again by them", () => {
    const before = marked();
    const from = at(before, "nine cases");
    const cut = before.apply(before.tr.delete(from, from + 10));
    expect(highlightsOf(cut).stale).toEqual(new Set(["m"]));
    const gone = resolved(cut);
    const pasted = resolved(gone.apply(gone.tr.insertText(" nine cases", at(gone, "The end.", 8))));
    expect(words(pasted)).toBe("nine cases");
    const place = highlightsOf(pasted).places.get("m");
    expect(place?.status).not.toBe("detached");
  });
});

describe("a mark in text that somebody else edits", () => {
  test("moves with a change elsewhere and is not resolved again", () => {
    const before = marked();
    const doc = before.doc.copy(before.doc.content.addToEnd(paragraph("new", "Another.")));
    const after = fromYjs(before, doc);
    expect(words(after)).toBe("nine cases");
    const far = fromYjs(after, after.doc.copy(after.doc.content.addToStart(paragraph("top", "A first one."))));
    expect(words(far)).toBe("nine cases");
    expect(highlightsOf(far).own.size).toBe(0);
  });

  test("is resolved from its anchor when its own block has changed", () => {
    const before = marked();
    const doc = before.doc.copy(before.doc.content.replaceChild(1, paragraph("b1", `So: ${SECOND}`)));
    const after = fromYjs(before, doc);
    expect(highlightsOf(after).stale).toEqual(new Set(["m"]));
    expect(words(resolved(after))).toBe("nine cases");
  });
});

describe("ids of blocks", () => {
  test("a split gives the second half its own, without the printed number", () => {
    const doc = schema.node("doc", null, [schema.node("paragraph", { id: "a", number: 7 }, [schema.text("one two")])]);
    const state = EditorState.create({ doc, plugins: [blockIds()] });
    const split = run(state, 5, baseKeymap.Enter);
    expect(split.doc.child(0).attrs).toMatchObject({ id: "a", number: 7 });
    expect(split.doc.child(1).attrs.number).toBeNull();
    expect(split.doc.child(1).attrs.id).toMatch(/^[\w-]{10}$/);
    const atStart = run(state, 1, baseKeymap.Enter);
    expect(atStart.doc.child(1).attrs).toMatchObject({ id: "a", number: 7 });
    expect(atStart.doc.child(0).attrs.id).not.toBe("a");
  });

  test("what comes from others is not repaired here", () => {
    const state = EditorState.create({ doc: document("x"), plugins: [blockIds()] });
    const twice = document("x").copy(state.doc.content.addToEnd(paragraph("b0", "same id")));
    expect(fromYjs(state, twice).doc.child(1).attrs.id).toBe("b0");
  });
});

test("what a filter hides is not painted, and is followed through the text", () => {
  const state = marked();
  const [mark] = [...highlightsOf(state).marks.values()];
  if (!mark) throw new Error("no mark");
  const hidden = state.apply(tellHighlights(state, { type: "marks", marks: [{ ...mark, hidden: true }] }));
  expect(highlightsOf(hidden).shown.find()).toEqual([]);
  const edited = hidden.apply(hidden.tr.insertText("Often ", at(hidden, "In 2010")));
  expect(words(edited)).toBe("nine cases");
  const back = edited.apply(tellHighlights(edited, { type: "marks", marks: [mark] }));
  expect(highlightsOf(back).shown.find()).toHaveLength(1);
});
