/**
 * Where words occur in a text: to the letter, or folded (white space, quotes, dashes; see fold.ts).
 *
 * Promises: places in document order, as flat ranges whose words equal those asked for; never half a character.
 * Callers: resolve, locate. Long words are looked for at non-overlapping halves only, so that a text of one
 * repeated letter cannot make the search quadratic.
 */

import type { FlatRange, TextIndex } from "./text-index.ts";

/** Words up to this length are found at every place, also overlapping ones. */
const OVERLAPPING_LENGTH = 64;

/** The starts of `needle` in text[from, to), ascending, at most `limit`. */
export function startsOf(text: string, needle: string, from = 0, to = text.length, limit = Infinity): number[] {
  const starts: number[] = [];
  if (needle === "") return starts;
  const step = needle.length > OVERLAPPING_LENGTH ? needle.length >> 1 : 1;
  const area = from === 0 && to === text.length ? text : text.slice(from, to);
  for (let at = area.indexOf(needle); at >= 0 && starts.length < limit; at = area.indexOf(needle, at + step)) {
    starts.push(from + at);
  }
  return starts;
}

/** Places with exactly this quote. */
export function exactOccurrences(index: TextIndex, quote: string, area: FlatRange = whole(index)): FlatRange[] {
  return startsOf(index.text, quote, area.start, area.end)
    .map((start) => ({ start, end: start + quote.length }))
    .filter(({ start, end }) => index.isBoundary(start) && index.isBoundary(end));
}

/** Places with these folded words (`foldWords` of a quote). */
export function foldedOccurrences(index: TextIndex, words: string, area: FlatRange = whole(index)): FlatRange[] {
  const { folded } = index;
  const found: FlatRange[] = [];
  for (const start of startsOf(folded.text, words, folded.indexAt(area.start), folded.indexAt(area.end))) {
    const range = folded.original(start, start + words.length);
    if (range && index.isBoundary(range.start) && index.isBoundary(range.end)) found.push(range);
  }
  return found;
}

function whole(index: TextIndex): FlatRange {
  return { start: 0, end: index.text.length };
}
