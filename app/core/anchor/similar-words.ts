/**
 * The search for words that are only similar to a quote: the last rung before "detached". A person always looks at
 * what it finds.
 *
 * Promises: bounded time (near the old place everything is compared; elsewhere only where a piece of the quote
 * occurs), no answer below `MIN_SIMILARITY`, and for few letters none without context. Caller: resolve. The result
 * depends on text and anchor alone.
 */

import { trimRange } from "./describe.ts";
import { editsByEnd, reversed, withoutEqualEnds } from "./edit-distance.ts";
import { alignLong, nearestEnd, similarity } from "./long-alignment.ts";
import { startsOf } from "./occurrences.ts";
import type { SoughtQuote } from "./sought-quote.ts";
import type { FlatRange, TextIndex } from "./text-index.ts";

/** The least share of the words that must be unchanged to be proposed at all. */
const MIN_SIMILARITY = 0.6;
/** Quotes of fewer folded units resemble too much; they are proposed only where context agrees. */
const FEW_LETTERS = 12;
/** From this agreement on, one side of the context at least is intact. */
const CONTEXT_AGREES = 0.5;
/** From this similarity on, words near the expected place are taken without looking further. */
const GOOD_SIMILARITY = 0.8;
/** Longer quotes are aligned by seeds. */
const MAX_SCANNED = 512;
/** How far from the expected place everything is compared, in UTF-16. */
const NEAR = 2000;
/** Elsewhere: length of the pieces looked for, how many, and how often one may occur. */
const PIECE = 10;
const MAX_PIECES = 24;
const MAX_PIECE_HITS = 12;
/** How many ends of one window are looked at closely. */
const MAX_ENDS = 12;
/** How far an end may be moved to a word border, in UTF-16. */
const MAX_SNAP = 3;
/** Two units with no word border between them; halves of surrogate pairs count as letters. */
const INSIDE_WORD = /^[\p{L}\p{N}\p{M}\p{Cs}]{2}$/u;
/** What full agreement of the context is worth beside similarity. */
const CONTEXT_WEIGHT = 0.3;

interface SimilarWords {
  range: FlatRange;
  similarity: number;
  agreement: number;
}

interface Window {
  from: number;
  to: number;
}

/** The best similar words, first near the expected place, then anywhere; null when nothing is similar enough. */
export function findSimilar(sought: SoughtQuote): SimilarWords | null {
  if (sought.words.length > MAX_SCANNED) return findLong(sought);
  const near = expectedIndex(sought);
  const here = near === null ? [] : [{ from: near - NEAR, to: near + sought.words.length + NEAR }];
  const nearby = bestIn(sought, here);
  if (nearby && (nearby.similarity >= GOOD_SIMILARITY || nearby.agreement >= CONTEXT_AGREES)) return nearby;
  return bestIn(sought, pieceWindows(sought), nearby);
}

/** The best similar words that touch a place, or lie close to it; null when nothing there is similar enough. */
export function findSimilarAround(sought: SoughtQuote, { start, end }: FlatRange): SimilarWords | null {
  const { folded } = sought.index;
  const { length } = sought.words;
  const [from, to] = [Math.max(0, folded.indexAt(start) - length), Math.min(folded.text.length, folded.indexAt(end) + length)];
  if (length <= MAX_SCANNED) return bestIn(sought, [{ from, to }]);
  const aligned = alignLong(sought.words, folded.text, from, to, folded.indexAt(start));
  return aligned && judge(sought, aligned.start, aligned.end, aligned.edits);
}

/** What is left of the quote at a place, 0 to 1: how alike the words are, or how much of both ends is there still. */
export function remainsAt(sought: SoughtQuote, range: FlatRange): number {
  const { folded } = sought.index;
  const { words } = sought;
  const text = folded.text.slice(folded.indexAt(range.start), folded.indexAt(range.end)).trim();
  const between = withoutEqualEnds(words, text)[0];
  return Math.max(similarity(words, text), 1 - between.length / words.length);
}

function expectedIndex(sought: SoughtQuote): number | null {
  return sought.expected === null ? null : sought.index.folded.indexAt(sought.expected);
}

function findLong(sought: SoughtQuote): SimilarWords | null {
  const { folded } = sought.index;
  const found = alignLong(sought.words, folded.text, 0, folded.text.length, expectedIndex(sought) ?? 0);
  return found && judge(sought, found.start, found.end, found.edits);
}

function bestIn(sought: SoughtQuote, windows: Window[], known: SimilarWords | null = null): SimilarWords | null {
  let best = known;
  for (const window of windows) {
    for (const found of similarIn(sought, window)) if (!best || isBetter(sought, found, best)) best = found;
  }
  return best;
}

function isBetter(sought: SoughtQuote, a: SimilarWords, b: SimilarWords): boolean {
  const lead = worth(a) - worth(b);
  return lead !== 0 ? lead > 0 : sought.distance(a.range) < sought.distance(b.range);
}

function worth(found: SimilarWords): number {
  return found.similarity + CONTEXT_WEIGHT * found.agreement;
}

/** Compares the quote with every stretch of a window. */
function similarIn(sought: SoughtQuote, window: Window): SimilarWords[] {
  const text = sought.index.folded.text;
  const from = Math.max(0, window.from);
  const part = text.slice(from, Math.max(from, window.to));
  const { words } = sought;
  const allowed = Math.floor(words.length * (1 - MIN_SIMILARITY));
  const backwards = reversed(words);
  const found: SimilarWords[] = [];
  for (const end of bestEnds(editsByEnd(words, part, false), allowed, sought, from)) {
    const before = reversed(part.slice(Math.max(0, end - words.length - allowed), end));
    const { length, edits } = nearestEnd(editsByEnd(backwards, before, true), words.length);
    const similar = judge(sought, from + end - length, from + end, edits);
    if (similar) found.push(similar);
  }
  return found;
}

/** The ends with the fewest edits, those nearest to the expected place first among equals. */
function bestEnds(edits: Int32Array, allowed: number, sought: SoughtQuote, from: number): number[] {
  const expected = (expectedIndex(sought) ?? 0) + sought.words.length - from;
  const ends: number[] = [];
  for (let end = 1; end < edits.length; end += 1) {
    const count = edits[end] as number;
    if (count <= allowed && count < (edits[end - 1] as number) && count <= (edits[end + 1] ?? count)) ends.push(end);
  }
  const rank = (end: number): number => edits[end] as number;
  return ends.sort((a, b) => rank(a) - rank(b) || Math.abs(a - expected) - Math.abs(b - expected) || a - b).slice(0, MAX_ENDS);
}

/** Where pieces of the quote occur, the quote might be: one window for each, those that touch joined. */
function pieceWindows(sought: SoughtQuote): Window[] {
  const { words } = sought;
  const text = sought.index.folded.text;
  const step = Math.max(PIECE, Math.ceil(words.length / MAX_PIECES));
  const slack = Math.ceil(words.length * (1 - MIN_SIMILARITY));
  const windows: Window[] = [];
  for (let at = 0; at + PIECE <= words.length; at += step) {
    const starts = startsOf(text, words.slice(at, at + PIECE), 0, text.length, MAX_PIECE_HITS + 1);
    if (starts.length > MAX_PIECE_HITS) continue;
    for (const start of starts) windows.push({ from: start - at - slack, to: start - at + words.length + slack });
  }
  windows.sort((a, b) => a.from - b.from || a.to - b.to);
  return windows.reduce<Window[]>((joined, window) => {
    const last = joined.at(-1);
    if (last && window.from <= last.to) last.to = Math.max(last.to, window.to);
    else joined.push(window);
    return joined;
  }, []);
}

/** A stretch of the folded text as a proposal, if it is similar enough. */
function judge(sought: SoughtQuote, from: number, to: number, edits: number): SimilarWords | null {
  const { index, words } = sought;
  const covered = index.folded.covering(from, to);
  const range = covered && trimRange(index.text, wholeWords(index, index.wholeCharacters(covered)));
  const similar = 1 - edits / Math.max(words.length, to - from);
  if (!range || similar < MIN_SIMILARITY) return null;
  const agreement = sought.agreement(range);
  if (words.length < FEW_LETTERS && agreement < CONTEXT_AGREES) return null;
  return { range, similarity: similar, agreement };
}

/** The stretch with its ends moved to the nearest word border, when one is as near as `MAX_SNAP`. */
function wholeWords(index: TextIndex, { start, end }: FlatRange): FlatRange {
  const [first, last] = [nearestWordBorder(index, start), nearestWordBorder(index, end)];
  return first < last ? { start: first, end: last } : { start, end };
}

function nearestWordBorder(index: TextIndex, at: number): number {
  for (let off = 0; off <= MAX_SNAP; off += 1) {
    for (const place of [at - off, at + off]) if (isWordBorder(index, place)) return place;
  }
  return at;
}

/** The middle of a surrogate pair is none, though the two halves are one character and so not two inside a word. */
function isWordBorder(index: TextIndex, place: number): boolean {
  if (place < 0 || place > index.text.length || !index.isBoundary(place)) return false;
  return !INSIDE_WORD.test(index.text.slice(Math.max(0, place - 1), place + 1));
}
