/**
 * Words between whose beginning and end others have been put in: a place that holds one part, widened to the other.
 *
 * Promises: nothing is widened unless the rest of the quote stands near by to the letter (folded); bounded time. Caller:
 * resolve, for places that a person looks at anyway. Offsets in and out are flat, UTF-16.
 */

import type { SoughtQuote } from "./sought-quote.ts";
import type { FlatRange } from "./text-index.ts";

/** How much may have been put in between, in folded units. */
const REACH = 1_000;
/** A rest shorter than this stands anywhere. */
const LEAST_REST = 4;

/** The place with the rest of the words: where it only begins like the quote, or only ends like it, and the rest stands near. */
export function withTheRest(sought: SoughtQuote, place: FlatRange): FlatRange {
  const { index, words } = sought;
  const { text } = index.folded;
  const [from, to] = [index.folded.indexAt(place.start), index.folded.indexAt(place.end)];
  let head = 0;
  while (head < words.length && text.charCodeAt(from + head) === words.charCodeAt(head)) head += 1;
  let tail = 0;
  while (tail < words.length - head && text.charCodeAt(to - 1 - tail) === words.charCodeAt(words.length - 1 - tail)) tail += 1;
  const end = tail === 0 && head > 0 ? endOfRest(words.slice(head).trimStart(), text, from + head) : null;
  const start = head === 0 && tail > 0 ? startOfRest(words.slice(0, words.length - tail).trimEnd(), text, to - tail) : null;
  const covered = end === null && start === null ? null : index.folded.covering(start ?? from, Math.max(to, end ?? to));
  return covered ? index.wholeCharacters(covered) : place;
}

/** Where the rest ends that stands behind `from`. */
function endOfRest(rest: string, text: string, from: number): number | null {
  const found = rest.length < LEAST_REST ? -1 : text.slice(from, from + REACH + rest.length).indexOf(rest);
  return found < 0 ? null : from + found + rest.length;
}

/** Where the rest starts that stands before `to`. */
function startOfRest(rest: string, text: string, to: number): number | null {
  const low = Math.max(0, to - REACH - rest.length);
  const found = rest.length < LEAST_REST ? -1 : text.slice(low, to).lastIndexOf(rest);
  return found < 0 ? null : low + found;
}
