/**
 * The canonical plain text: a document as people and tools get it, each block with its printed label, "\n" between
 * blocks. The coordinates of exports (W3C TextPositionSelector, REFI-QDA) are code points of this text.
 *
 * Promises: `quote(span)` is the slice of `text` by `toCanonical(span)`, always; the same blocks give the same
 * text. Callers: GET /documents/:id/text, exports, imports of annotations. A span of other blocks is a bug and throws.
 */

import type { Span } from "../anchor/anchor.ts";
import { type Block, printedLabel } from "./block.ts";
import { codePointLength, toUtf16 } from "./code-points.ts";

export interface CanonicalText {
  text: string;
  /** Where a span lies in `text`: code points, end exclusive. Labels between its blocks lie inside. */
  toCanonical(span: Span): { start: number; end: number };
  /** The words of a span as printed: with the labels of the blocks after the first. */
  quote(span: Span): string;
  /** The span of the code points [start, end) of `text`, labels at its ends left out; null when nothing remains. */
  toSpan(start: number, end: number): Span | null;
}

/** A block in the canonical text: where its own text starts and how long it is, in code points and in UTF-16. */
interface PlacedText {
  id: string;
  text: string;
  start: number;
  length: number;
  utf16: number;
}

/** Makes the canonical text of the blocks of a document, in order. */
export function canonicalText(blocks: readonly Block[]): CanonicalText {
  const text = blocks.map((block) => printedLabel(block) + block.text).join("\n");
  const places = placeTexts(blocks);
  const byId = new Map(places.map((place) => [place.id, place]));
  const placeOf = (block: string, offset: number): PlacedText => {
    const place = byId.get(block);
    if (!place || offset < 0 || offset > place.length) throw new RangeError(`No place ${offset} in block ${block}`);
    return place;
  };
  return {
    text,
    toCanonical: (span) => ({
      start: placeOf(span.block, span.start).start + span.start,
      end: placeOf(span.endBlock, span.end).start + span.end,
    }),
    quote: (span) => {
      const [first, last] = [placeOf(span.block, span.start), placeOf(span.endBlock, span.end)];
      return text.slice(first.utf16 + toUtf16(first.text, span.start), last.utf16 + toUtf16(last.text, span.end));
    },
    toSpan: (start, end) => spanAt(places, start, end),
  };
}

function placeTexts(blocks: readonly Block[]): PlacedText[] {
  let start = 0;
  let utf16 = 0;
  return blocks.map((block) => {
    const label = printedLabel(block);
    const length = codePointLength(block.text);
    start += codePointLength(label);
    utf16 += label.length;
    const place = { id: block.id, text: block.text, start, length, utf16 };
    start += length + 1;
    utf16 += block.text.length + 1;
    return place;
  });
}

function spanAt(places: PlacedText[], start: number, end: number): Span | null {
  const first = places.find((place) => place.length > 0 && place.start + place.length > start);
  const last = places.findLast((place) => place.length > 0 && place.start < end);
  if (!first || !last || start < 0 || end <= start) return null;
  const from = Math.max(0, start - first.start);
  const to = Math.min(last.length, end - last.start);
  const isForward = last.start + to > first.start + from;
  return isForward ? { block: first.id, start: from, endBlock: last.id, end: to } : null;
}
