/**
 * Where an end of a mark may go: whole characters as people see them, whole words, never past the other end.
 *
 * Called by the handles. Promises: a range that is answered holds words, begins and ends with some, and is no longer than
 * a mark may be. What must stay true: positions are ProseMirror's; a block's text has one UTF-16 unit for each of them.
 */
import type { EditorState } from "prosemirror-state";
import { trimSpan } from "~/core/anchor/describe.ts";
import { QUOTE_LIMIT } from "~/core/annotation/annotation.ts";
import { codePointLength } from "~/core/document/code-points.ts";
import { rangeOfSpan, spanOfRange, textPlaces, type Range } from "./positions.ts";

/** Which end of a mark. */
export type End = "from" | "to";

const characters = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const words = new Intl.Segmenter(undefined, { granularity: "word" });

/** The range with one end at a position: drawn in to its words, at least one character long; null where that can't be. */
export function withEnd(state: EditorState, range: Range, end: End, position: number): Range | null {
  const at = wholeCharacter(state, position);
  // The other end stays; one character of the mark is always left.
  const wish = end === "from"
    ? { from: Math.min(at, wholeCharacter(state, range.to - 1)), to: range.to }
    : { from: range.from, to: Math.max(at, afterCharacter(state, range.from)) };
  return fitting(state, wish);
}

/** The range with one end a word further on, or back. */
export function withEndByWord(state: EditorState, range: Range, end: End, by: 1 | -1): Range | null {
  for (let at = nextWord(state, range[end], end, by); at !== null; at = nextWord(state, at, end, by)) {
    if (end === "from" ? at >= range.to : at <= range.from) return null;
    const next = withEnd(state, range, end, at);
    if (next && next[end] !== range[end]) return next;
  }
  return null;
}

function fitting(state: EditorState, range: Range): Range | null {
  const places = textPlaces(state.doc);
  const wide = range.to > range.from ? spanOfRange(places, range) : null;
  const span = wide && trimSpan(places.index, wide);
  const fit = span && rangeOfSpan(places, span);
  if (!span || !fit) return null;
  const flat = places.index.rangeOf(span);
  return flat && codePointLength(places.index.slice(flat)) <= QUOTE_LIMIT ? fit : null;
}

interface TextAt {
  text: string;
  /** Position of its first character. */
  start: number;
}

/** The block around a position, or the one before it. */
function textAt(state: EditorState, position: number): TextAt | null {
  const { blocks } = textPlaces(state.doc);
  const block = blocks.findLast((one) => one.position + 1 <= position) ?? blocks[0];
  return block ? { text: block.text, start: block.position + 1 } : null;
}

/** The position, or the beginning of the character that it would cut. */
function wholeCharacter(state: EditorState, position: number): number {
  const block = textAt(state, position);
  if (!block || position <= block.start || position >= block.start + block.text.length) return position;
  return block.start + (characters.segment(block.text).containing(position - block.start)?.index ?? 0);
}

function afterCharacter(state: EditorState, position: number): number {
  const block = textAt(state, position);
  const found = block && characters.segment(block.text).containing(position - block.start);
  return block && found ? block.start + found.index + found.segment.length : position + 1;
}

/** Where the next word ends (for the end of a mark) or begins (for its start); null at the ends of the document. */
function nextWord(state: EditorState, position: number, end: End, by: 1 | -1): number | null {
  const { blocks } = textPlaces(state.doc);
  const ordered = by === 1 ? blocks : [...blocks].reverse();
  for (const { text, position: before } of ordered) {
    const start = before + 1;
    if (by === 1 ? start + text.length <= position : start >= position) continue;
    const borders = [...words.segment(text)].flatMap(({ index, segment, isWordLike }) =>
      isWordLike ? [start + index + (end === "to" ? segment.length : 0)] : []);
    const found = by === 1 ? borders.find((at) => at > position) : borders.findLast((at) => at < position);
    if (found !== undefined) return found;
  }
  return null;
}
