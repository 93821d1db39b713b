/**
 * Where an end of a mark may go: whole characters as people see them, whole words, never past the other end.
 *
 * Called by the handles. Promises: a range that is answered holds words, begins and ends with some, and is no longer than
 * a mark may be. What must stay true: positions are ProseMirror's; a block's text has one UTF-16 unit for each of them.
 */
import type { Range } from "./positions.ts";
import type { SpanText } from "./span-text.ts";

/** Which end of a mark. */
export type End = "from" | "to";

const characters = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const words = new Intl.Segmenter(undefined, { granularity: "word" });

/** The range with one end at a position: drawn in to its words, at least one character long; null where that can't be. */
export function withEnd(text: SpanText, range: Range, end: End, position: number): Range | null {
  const at = wholeCharacter(text, position);
  // The other end stays; one character of the mark is always left.
  const wish = end === "from"
    ? { from: Math.min(at, wholeCharacter(text, range.to - 1)), to: range.to }
    : { from: range.from, to: Math.max(at, afterCharacter(text, range.from)) };
  return text.drawnIn(wish);
}

/** The range with one end a word further on, or back. */
export function withEndByWord(text: SpanText, range: Range, end: End, by: 1 | -1): Range | null {
  for (let at = nextWord(text, range[end], end, by); at !== null; at = nextWord(text, at, end, by)) {
    if (end === "from" ? at >= range.to : at <= range.from) return null;
    const next = withEnd(text, range, end, at);
    if (next && next[end] !== range[end]) return next;
  }
  return null;
}

interface TextAt {
  text: string;
  /** Position of its first character. */
  start: number;
}

/** The block around a position, or the one before it. */
function textAt(text: SpanText, position: number): TextAt | null {
  const { blocks } = text;
  const block = blocks.findLast((one) => one.position + 1 <= position) ?? blocks[0];
  return block ? { text: block.text, start: block.position + 1 } : null;
}

/** The position, or the beginning of the character that it would cut. */
function wholeCharacter(text: SpanText, position: number): number {
  const block = textAt(text, position);
  if (!block || position <= block.start || position >= block.start + block.text.length) return position;
  return block.start + (characters.segment(block.text).containing(position - block.start)?.index ?? 0);
}

function afterCharacter(text: SpanText, position: number): number {
  const block = textAt(text, position);
  const found = block && characters.segment(block.text).containing(position - block.start);
  return block && found ? block.start + found.index + found.segment.length : position + 1;
}

/** Where the next word ends (for the end of a mark) or begins (for its start); null at the ends of the document. */
function nextWord(text: SpanText, position: number, end: End, by: 1 | -1): number | null {
  const { blocks } = text;
  const ordered = by === 1 ? blocks : [...blocks].reverse();
  for (const { text: own, position: before } of ordered) {
    const start = before + 1;
    if (by === 1 ? start + own.length <= position : start >= position) continue;
    const borders = [...words.segment(own)].flatMap(({ index, segment, isWordLike }) =>
      isWordLike ? [start + index + (end === "to" ? segment.length : 0)] : []);
    const found = by === 1 ? borders.find((at) => at > position) : borders.findLast((at) => at < position);
    if (found !== undefined) return found;
  }
  return null;
}
