import fc from "fast-check";
import type { Node } from "prosemirror-model";
import { describe, expect, test } from "vitest";
import { describeSpan } from "~/core/anchor/describe.ts";
import { schema } from "~/core/document/schema.ts";
import { rangeOfSpan, spanOfRange, textPlaces } from "./positions.ts";

const PIECES = ["the State party", " ", "caf\u00E9", "\u{1F600}", "\u{20000}", "\u0627\u0644\u0644\u062C\u0646\u0629", "break", "strong"];

let made = 0;

function paragraph(pieces: readonly string[]): Node {
  const inline = pieces.map((piece) => {
    if (piece === "break") return schema.node("hard_break");
    return schema.text(piece, piece === "strong" ? [schema.mark("strong")] : []);
  });
  return schema.node("paragraph", { id: `b${(made += 1)}` }, inline);
}

const anyParagraph = fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map(paragraph);
const anyList = fc
  .array(anyParagraph, { minLength: 1, maxLength: 3 })
  .map((paragraphs) => schema.node("bullet_list", null, paragraphs.map((one) => schema.node("list_item", null, [one]))));
const anyTable = fc
  .array(anyParagraph, { minLength: 1, maxLength: 3 })
  .map((cells) => schema.node("table", null, [schema.node("table_row", null, cells.map((cell) => schema.node("table_cell", null, [cell])))]));
const anyDocument = fc
  .array(fc.oneof(anyParagraph, anyParagraph, anyList, anyTable, anyParagraph.map((one) => schema.node("blockquote", null, [one]))), { minLength: 1, maxLength: 6 })
  .map((blocks) => schema.node("doc", null, blocks));

const anyPlace = fc.double({ min: 0, max: 1, noNaN: true });

describe("positions and spans", () => {
  test("a span comes back from its range, and the range holds its words", () => {
    fc.assert(
      fc.property(anyDocument, anyPlace, anyPlace, (doc, a, b) => {
        const places = textPlaces(doc);
        const { index } = places;
        const ends = [a, b].map((share) => Math.round(share * index.text.length)).sort((x, y) => x - y);
        const flat = index.wholeCharacters({ start: ends[0] ?? 0, end: ends[1] ?? 0 });
        const span = index.spanOf(flat);
        const range = rangeOfSpan(places, span);
        expect(range).not.toBeNull();
        if (!range) return;
        expect(spanOfRange(places, range)).toEqual(span);
        if (span.block === span.endBlock) {
          const words = doc.textBetween(range.from, range.to, "", () => "\n");
          expect(words).toBe(describeSpan(index, span).quote);
        }
      }),
    );
  });

  test("any two positions give a span that lies inside of them and cuts no character", () => {
    fc.assert(
      fc.property(anyDocument, anyPlace, anyPlace, (doc, a, b) => {
        const places = textPlaces(doc);
        const [from = 0, to = 0] = [a, b].map((share) => Math.round(share * doc.content.size)).sort((x, y) => x - y);
        const span = spanOfRange(places, { from, to });
        if (!span) return;
        const range = rangeOfSpan(places, span);
        expect(range).not.toBeNull();
        if (!range) return;
        expect(range.from).toBeGreaterThanOrEqual(from - 1);
        expect(range.to).toBeLessThanOrEqual(to + 1);
        expect(describeSpan(places.index, span).quote).not.toMatch(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/);
      }),
    );
  });

  test("everything selected is everything there is", () => {
    fc.assert(
      fc.property(anyDocument, (doc) => {
        const places = textPlaces(doc);
        const span = spanOfRange(places, { from: 0, to: doc.content.size });
        expect(span && describeSpan(places.index, span).quote).toBe(places.index.text);
      }),
    );
  });

  test("of two blocks with one id each has its own places", () => {
    const block = (text: string): Node => schema.node("paragraph", { id: "same" }, [schema.text(text)]);
    const places = textPlaces(schema.node("doc", null, [block("one"), block("the second, longer one")]));
    const span = spanOfRange(places, { from: 10, to: 16 });
    expect(span && describeSpan(places.index, span).quote).toBe("second");
    expect(span && rangeOfSpan(places, span)).toEqual({ from: 10, to: 16 });
  });

  test("a place that does not exist has no range", () => {
    const places = textPlaces(schema.node("doc", null, [schema.node("paragraph", { id: "a" }, [schema.text("word")])]));
    expect(rangeOfSpan(places, { block: "a", start: 0, endBlock: "a", end: 5 })).toBeNull();
    expect(rangeOfSpan(places, { block: "b", start: 0, endBlock: "b", end: 1 })).toBeNull();
  });
});
