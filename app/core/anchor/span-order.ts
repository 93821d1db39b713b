/**
 * The order of spans in a document, for drawing highlights and sorting cards.
 *
 * Promises: a total order that is the same everywhere: by start, and of two with the same start the longer first,
 * so that what contains comes before what is contained. Callers: decorations, margin, lists, exports. Spans must
 * belong to the text of the index (answers of `resolveAnchor` do); another one is a bug and throws.
 */

import type { Span } from "./anchor.ts";
import type { FlatRange, TextIndex } from "./text-index.ts";

/** Where a span lies in the flat text of the index, UTF-16, end exclusive. */
export function flatRange(index: TextIndex, span: Span): FlatRange {
  const range = index.rangeOf(span);
  if (!range) throw new RangeError(`No such span: ${span.block} ${span.start} to ${span.endBlock} ${span.end}`);
  return range;
}

/** Negative when `a` comes first, for `sort`. */
export function compareSpans(index: TextIndex, a: Span, b: Span): number {
  const [left, right] = [flatRange(index, a), flatRange(index, b)];
  return left.start - right.start || right.end - left.end;
}
