/**
 * The ladder: where the passage of an anchor is now. Relative positions → block and offsets → exact quote in the
 * block → exact quote with context in the document → similar words, to be checked → detached.
 *
 * Promises: `exact` and `moved` only where the words equal the quote (to the letter, or folded as in fold.ts);
 * everything doubtful is `check`; nothing throws. The answer depends on text, anchor and relative span alone, so
 * that every client sees the same place. Callers: highlights, lists, exports, the server's API.
 */

import type { Anchor, Resolution, Span } from "./anchor.ts";
import { trimRange } from "./describe.ts";
import { exactOccurrences, foldedOccurrences, startsOf } from "./occurrences.ts";
import { findSimilar, MIN_SIMILARITY, similarityAt } from "./similar-words.ts";
import { SoughtQuote } from "./sought-quote.ts";
import type { FlatRange, TextIndex } from "./text-index.ts";

/** Agreement of the context that settles a place: in the document, and in the block it was said to be in. */
const SETTLES_IN_DOCUMENT = 0.5;
const SETTLES_IN_BLOCK = 0.2;
/** Agreement so strong that it raises doubt even where the words are still at their old place. */
const RAISES_DOUBT = 0.9;
/** Two places whose agreement differs by less are not told apart by it. */
const TOO_CLOSE = 0.1;
/** Least similarity where relative positions or both sides of the context point to the place. */
const MIN_SIMILARITY_IN_PLACE = 0.35;
/** Words overlapping such a place are proposed instead of it if they are more similar by this. */
const CLEARLY_BETTER = 0.15;
/** Context shorter than this, in UTF-16, does not point to a place by itself. */
const MIN_POINTING_CONTEXT = 8;
/** Of very frequent words only so many occurrences, the nearest ones, are weighed. */
const MAX_WEIGHED = 1000;

interface Weighed {
  range: FlatRange;
  agreement: number;
  distance: number;
}

/** Finds the passage of an anchor. `relative` is what its relative positions give in this very text, if anything. */
export function resolveAnchor(index: TextIndex, anchor: Anchor, relative: Span | null = null): Resolution {
  const sought = new SoughtQuote(index, anchor);
  const mapped = relative && index.rangeOf(relative);
  if (mapped && sought.isAt(mapped)) return found(index, "exact", mapped);
  const said = sought.said;
  const here = said && sought.isAt(said) ? said : null;
  if (here && (!sought.hasContext || sought.agreement(here) >= SETTLES_IN_DOCUMENT)) return found(index, "exact", here);
  if (sought.words === "") return here ? found(index, "exact", here) : { status: "detached" };
  return byQuote(sought, here, mapped) ?? bySimilarity(sought, mapped) ?? { status: "detached" };
}

function found(index: TextIndex, status: "exact" | "moved" | "check", range: FlatRange): Resolution {
  return { status, span: index.spanOf(range) };
}

/** The rungs of the exact quote. `here`: the words are at the old place, but in other surroundings. */
function byQuote(sought: SoughtQuote, here: FlatRange | null, mapped: FlatRange | null): Resolution | null {
  const { index } = sought;
  const inBlocks = sought.area ? occurrences(sought, sought.area) : [];
  const inBlock = settle(weigh(sought, inBlocks), here ? RAISES_DOUBT : SETTLES_IN_BLOCK);
  const everywhere = inBlock && inBlock.agreement >= SETTLES_IN_DOCUMENT && !mapped ? inBlocks : occurrences(sought);
  if (mapped) {
    const grown = everywhere.filter((range) => overlap(range, mapped));
    if (grown[0]) return found(index, grown.length === 1 ? "moved" : "check", grown[0]);
    if (similarityAt(sought, mapped) >= MIN_SIMILARITY) return bySimilarity(sought, mapped);
  }
  const place = firmer(inBlock, settle(weigh(sought, everywhere), here ? RAISES_DOUBT : SETTLES_IN_DOCUMENT));
  if (here) return place && place.range.start !== here.start ? found(index, "check", place.range) : found(index, "exact", here);
  if (place) return found(index, place.status, place.range);
  if (everywhere.length === 0) return null;
  const inPlace = pointedAt(sought, mapped);
  if (inPlace) return found(index, "check", inPlace);
  return unsettled(sought, inBlocks, everywhere);
}

/** The quote occurs, but no surroundings say where: only one of its kind is taken without a check. */
function unsettled(sought: SoughtQuote, inBlocks: FlatRange[], everywhere: FlatRange[]): Resolution | null {
  const nearest = weigh(sought, inBlocks.length > 0 ? inBlocks : everywhere)[0];
  if (!nearest) return null;
  const only = everywhere.length === 1 && everywhere[0]?.start === nearest.range.start;
  const alone = only || (inBlocks.length === 1 && !sought.hasContext);
  return found(sought.index, alone ? "moved" : "check", nearest.range);
}

/** Places of the quote to the letter; if there are none, folded. */
function occurrences(sought: SoughtQuote, area?: FlatRange): FlatRange[] {
  const exact = exactOccurrences(sought.index, sought.anchor.quote, area);
  return exact.length > 0 ? exact : foldedOccurrences(sought.index, sought.words, area);
}

/** The places around the expected one with their agreement, the best first; of equals the nearest, the earliest. */
function weigh(sought: SoughtQuote, ranges: FlatRange[]): Weighed[] {
  const passed = ranges.findIndex((range) => range.start >= (sought.expected ?? 0));
  const middle = passed < 0 ? ranges.length : passed;
  return ranges
    .slice(Math.max(0, middle - MAX_WEIGHED / 2), middle + MAX_WEIGHED / 2)
    .map((range) => ({ range, agreement: sought.agreement(range), distance: sought.distance(range) }))
    .sort((a, b) => b.agreement - a.agreement || a.distance - b.distance || a.range.start - b.range.start);
}

interface Settled {
  status: "moved" | "check";
  range: FlatRange;
  agreement: number;
}

/** The place whose surroundings agree best; "check" when those of another agree nearly as well. */
function settle(weighed: Weighed[], least: number): Settled | null {
  const [best, second] = weighed;
  if (!best || best.agreement < least) return null;
  const { range, agreement } = best;
  return { status: second && agreement - second.agreement < TOO_CLOSE ? "check" : "moved", range, agreement };
}

/** Little agreement settles a place in its block, unless another place of the document agrees better: then a person decides. */
function firmer(inBlock: Settled | null, inDocument: Settled | null): Settled | null {
  if (!inBlock || !inDocument) return inBlock ?? inDocument;
  return inBlock.agreement >= inDocument.agreement ? inBlock : { ...inDocument, status: "check" };
}

/** The last rungs: the words have changed. */
function bySimilarity(sought: SoughtQuote, mapped: FlatRange | null): Resolution | null {
  const inPlace = pointedAt(sought, mapped);
  const enough = inPlace ? similarityAt(sought, inPlace) + CLEARLY_BETTER : 0;
  const similar = enough < 1 ? findSimilar(sought) : null;
  if (!inPlace) return similar && found(sought.index, "check", similar.range);
  const isBetter = similar !== null && overlap(similar.range, inPlace) && similar.similarity > enough;
  return found(sought.index, "check", isBetter ? similar.range : inPlace);
}

/** The place that relative positions point to, or the one between prefix and suffix, if its words are alike at all. */
function pointedAt(sought: SoughtQuote, mapped: FlatRange | null): FlatRange | null {
  for (const range of [mapped, betweenContext(sought)]) {
    const trimmed = range && trimRange(sought.index.text, range);
    if (trimmed && similarityAt(sought, trimmed) >= MIN_SIMILARITY_IN_PLACE) return trimmed;
  }
  return null;
}

/** What stands between an intact prefix and an intact suffix, nearest to the expected place. */
function betweenContext(sought: SoughtQuote): FlatRange | null {
  const { folded } = sought.index;
  const { prefix, suffix } = sought.context;
  if (Math.min(prefix.length, suffix.length) < MIN_POINTING_CONTEXT) return null;
  const expected = folded.indexAt(sought.expected ?? 0);
  const ends = startsOf(folded.text, prefix, 0, folded.text.length, MAX_WEIGHED).map((start) => start + prefix.length);
  const from = ends.sort((a, b) => Math.abs(a - expected) - Math.abs(b - expected) || a - b)[0];
  if (from === undefined) return null;
  const room = 2 * sought.words.length + 2 * MIN_POINTING_CONTEXT;
  const to = folded.text.slice(from, from + room + suffix.length).indexOf(suffix);
  const covered = to > 0 ? folded.covering(from, from + to) : null;
  return covered && sought.index.wholeCharacters(covered);
}

function overlap(a: FlatRange, b: FlatRange): boolean {
  return a.start < b.end && b.start < a.end;
}
