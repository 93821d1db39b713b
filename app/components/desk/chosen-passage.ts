/** From a passage that was found, or words of it, to the end of a link. */
import type { Passage } from "~/context.ts";
import { describeSpan, trimSpan } from "~/core/anchor/describe.ts";
import { TextIndex } from "~/core/anchor/text-index.ts";
import { codePointLength, toCodePoints } from "~/core/document/code-points.ts";
import type { LinkEndWish } from "~/live/new-marks.ts";

/** A stretch of a passage's text, in UTF-16, as a browser's selection has it. */
export interface TextRange {
  start: number;
  end: number;
}

/** The words meant: the stretch without white space at its ends; the whole text when none is given or nothing remains. */
export function wordsOf({ block, text }: Passage, range: TextRange | null): { quote: string; start: number; end: number } {
  const index = new TextIndex([{ id: block, text }]);
  const whole = { block, start: 0, endBlock: block, end: codePointLength(text) };
  const wanted = range && { ...whole, start: toCodePoints(text, range.start), end: toCodePoints(text, range.end) };
  const span = (wanted && trimSpan(index, wanted)) ?? trimSpan(index, whole) ?? whole;
  const { quote, start, end } = describeSpan(index, span);
  return { quote, start, end };
}

/** The end of a link at those words. */
export function endAt(passage: Passage, range: TextRange | null): LinkEndWish {
  const { documentId, documentLabel, block, paragraph, text } = passage;
  const { quote, start, end } = wordsOf(passage, range);
  const { prefix, suffix } = describeSpan(new TextIndex([{ id: block, text }]), { block, start, endBlock: block, end });
  const anchor = { block, start, end, quote, prefix, suffix };
  return { documentId, anchor, shown: { documentId, documentLabel, annotationId: null, anchor, paragraph } };
}

/** The stretch of `element`'s text that is selected on the page; null when nothing in it is. */
export function selectedIn(element: HTMLElement): TextRange | null {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!element.contains(range.startContainer) || !element.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(element);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  return { start, end: start + range.toString().length };
}
