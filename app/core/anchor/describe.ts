/**
 * From a span to the anchor that finds it again: block and offsets, exact words, 32 code points on either side
 * (W3C Web Annotation 4.2.4 and 4.2.5: quote and position selectors).
 *
 * Promises: the quote is the text of the span to the letter, nothing trimmed; no surrogate pair is ever cut.
 * Callers: the selection in the editor, re-anchoring after an edit, `locate` for the API. The span must be of the
 * same text as the index; another one is a bug of the caller and throws.
 */

import type { Anchor, Span } from "./anchor.ts";
import { isSpace, isUnseen } from "./fold.ts";
import { flatRange } from "./span-order.ts";
import type { FlatRange, TextIndex } from "./text-index.ts";

/** Length of prefix and suffix, in code points. */
const CONTEXT_LENGTH = 32;

/** The anchor of a span; offsets in code points. */
export function describeSpan(index: TextIndex, span: Span): Anchor {
  const { start, end } = flatRange(index, span);
  return {
    block: span.block,
    start: span.start,
    ...(span.endBlock === span.block ? {} : { endBlock: span.endBlock }),
    end: span.end,
    quote: index.slice({ start, end }),
    prefix: Array.from(index.text.slice(Math.max(0, start - 2 * CONTEXT_LENGTH), start)).slice(-CONTEXT_LENGTH).join(""),
    suffix: Array.from(index.text.slice(end, end + 2 * CONTEXT_LENGTH)).slice(0, CONTEXT_LENGTH).join(""),
  };
}

/** The span without white space, unseen characters and block borders at its ends; null when nothing is left. */
export function trimSpan(index: TextIndex, span: Span): Span | null {
  const range = trimRange(index.text, flatRange(index, span));
  return range && index.spanOf(range);
}

/** The same on the flat text, UTF-16. */
export function trimRange(text: string, range: FlatRange): FlatRange | null {
  let { start, end } = range;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return start < end ? { start, end } : null;
}

function isBlank(unit: number): boolean {
  return isSpace(unit) || isUnseen(unit);
}
