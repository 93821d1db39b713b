/**
 * Aligns a long quote with a text: seeds (short pieces of the quote that occur rarely), the best chain of them in
 * the same order, and exact edit distances between the links of the chain (seed, chain, extend; as in genome
 * alignment: H. Li, "Minimap2", Bioinformatics 34, 2018, section 2.1).
 *
 * Promises: bounded time for any lengths; the number of edits is never too small. Callers: the search for similar
 * words and the comparison of two long texts. Works on folded text; offsets are UTF-16 of it.
 */

import { editDistance, editsByEnd, reversed, withoutEqualEnds } from "./edit-distance.ts";
import { startsOf } from "./occurrences.ts";

/** Length of a seed: long enough to be rare, short enough to stand between two edits. */
const SEED = 16;
const MAX_SEEDS = 200;
/** A seed that occurs more often says nothing about the place. */
const MAX_HITS = 8;
/** What a unit of difference in length between two links costs, in units of quote covered. */
const GAP_COST = 0.5;
/** Stretches longer than this are taken as wholly different instead of being compared. */
const MAX_COMPARED = 2048;

interface Alignment {
  start: number;
  end: number;
  edits: number;
}

interface Hit {
  quote: number;
  text: number;
}

/** The best place for a long quote in text[from, to); of two equal ones that nearest to `expected`. */
export function alignLong(quote: string, text: string, from: number, to: number, expected: number): Alignment | null {
  const chain = bestChain(seedHits(quote, text, from, to), quote.length, expected);
  const first = chain[0];
  const last = chain.at(-1);
  if (!first || !last) return null;
  const head = alignEnd(reversed(quote.slice(0, first.quote)), (room) => reversed(text.slice(Math.max(from, first.text - room), first.text)));
  const tailFrom = last.text + SEED;
  const tail = alignEnd(quote.slice(last.quote + SEED), (room) => text.slice(tailFrom, Math.min(to, tailFrom + room)));
  let edits = head.edits + tail.edits;
  for (let i = 1; i < chain.length; i += 1) {
    const [before, link] = [chain[i - 1] as Hit, chain[i] as Hit];
    edits += boundedDistance(quote.slice(before.quote + SEED, link.quote), text.slice(before.text + SEED, link.text));
  }
  return { start: first.text - head.length, end: tailFrom + tail.length, edits };
}

/** How alike two texts are, 0 to 1: the share of the longer that needs no edit. Never too high; bounded time. */
export function similarity(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  if (longer === 0) return 1;
  const [left, right] = withoutEqualEnds(a, b);
  if (Math.max(left.length, right.length) <= MAX_COMPARED) return 1 - editDistance(left, right) / longer;
  const aligned = alignLong(left, right, 0, right.length, 0);
  const edits = aligned ? aligned.edits + aligned.start + right.length - aligned.end : Math.max(left.length, right.length);
  return Math.max(0, 1 - edits / longer);
}

/** Where pieces of the quote, taken at equal steps, occur in text[from, to). */
function seedHits(quote: string, text: string, from: number, to: number): Hit[] {
  const area = text.slice(from, to);
  const step = Math.max(SEED, Math.ceil(quote.length / MAX_SEEDS));
  const hits: Hit[] = [];
  for (let at = 0; at + SEED <= quote.length; at += step) {
    const starts = startsOf(area, quote.slice(at, at + SEED), 0, area.length, MAX_HITS + 1);
    if (starts.length <= MAX_HITS) for (const start of starts) hits.push({ quote: at, text: from + start });
  }
  return hits;
}

/** The heaviest chain of hits that go forward in both: each link weighs its share of the quote, less the gaps. */
function bestChain(hits: Hit[], length: number, expected: number): Hit[] {
  const weight = Math.max(SEED, length / MAX_SEEDS);
  const scores: number[] = [];
  const previous: number[] = [];
  let best = -1;
  for (let i = 0; i < hits.length; i += 1) {
    const hit = hits[i] as Hit;
    let score = weight;
    let link = -1;
    for (let j = 0; j < i; j += 1) {
      const before = hits[j] as Hit;
      if (before.quote + SEED > hit.quote || before.text + SEED > hit.text) continue;
      const gap = Math.abs(hit.text - before.text - (hit.quote - before.quote));
      const through = (scores[j] as number) + weight - GAP_COST * gap;
      if (through > score) [score, link] = [through, j];
    }
    scores.push(score);
    previous.push(link);
    if (best < 0 || isBetter(score - (scores[best] as number), hit, hits[best] as Hit, expected)) best = i;
  }
  const chain: Hit[] = [];
  for (let i = best; i >= 0; i = previous[i] as number) chain.unshift(hits[i] as Hit);
  return chain;
}

function isBetter(lead: number, hit: Hit, best: Hit, expected: number): boolean {
  if (lead !== 0) return lead > 0;
  return Math.abs(hit.text - hit.quote - expected) < Math.abs(best.text - best.quote - expected);
}

/** Aligns what is left of the quote beyond the chain, at the near end of the text there. */
function alignEnd(rest: string, textOf: (room: number) => string): { length: number; edits: number } {
  if (rest === "" || rest.length > MAX_COMPARED) return { length: 0, edits: rest.length };
  const edits = editsByEnd(rest, textOf(rest.length + (rest.length >> 1) + SEED), true);
  return nearestEnd(edits, rest.length);
}

/** The length with the fewest edits; of equal ones that nearest to `wanted`, then the shorter. */
export function nearestEnd(edits: Int32Array, wanted: number): { length: number; edits: number } {
  let best = { length: 0, edits: edits[0] ?? 0 };
  edits.forEach((count, length) => {
    const nearer = count === best.edits && Math.abs(length - wanted) < Math.abs(best.length - wanted);
    if (count < best.edits || nearer) best = { length, edits: count };
  });
  return best;
}

function boundedDistance(a: string, b: string): number {
  const [left, right] = withoutEqualEnds(a, b);
  const longer = Math.max(left.length, right.length);
  return longer <= MAX_COMPARED ? editDistance(left, right) : longer;
}
