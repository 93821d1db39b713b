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
import { findSimilar, findSimilarAround, remainsAt } from "./similar-words.ts";
import { SoughtQuote } from "./sought-quote.ts";
import type { FlatRange, TextIndex } from "./text-index.ts";
import { withTheRest } from "./torn-words.ts";

/** Agreement of the context that settles a place: in the document, and in the block it was said to be in. */
const SETTLES_IN_DOCUMENT = 0.5;
const SETTLES_IN_BLOCK = 0.2;
/** Elsewhere less than this is a doubt: one side, and about half of the other. Formulas are repeated with their beginnings. */
const SETTLES_ELSEWHERE = 0.75;
/** Agreement so strong that it raises doubt even where the words are still at their old place. */
const RAISES_DOUBT = 0.9;
/** Two places whose agreement differs by less are not told apart by it. */
const TOO_CLOSE = 0.1;
/** The least that must be left of the words where relative positions or both sides of the context point to the place. */
const LEAST_REMAINS = 0.35;
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
  if (mapped && sought.isAt(mapped)) return found(index, "exact", tight(sought, mapped));
  const said = sought.said;
  const here = said && sought.isAt(said) ? tight(sought, said) : null;
  if (here && (!sought.hasContext || sought.agreement(here) >= SETTLES_IN_DOCUMENT)) return found(index, "exact", here);
  if (sought.words === "") return here ? found(index, "exact", here) : { status: "detached" };
  return byQuote(sought, here, mapped) ?? bySimilarity(sought, mapped) ?? { status: "detached" };
}

/** Positions may lie before a border of blocks that was put in there; where the words begin does not depend on it. */
function tight({ index, anchor }: SoughtQuote, range: FlatRange): FlatRange {
  return index.slice(range) === anchor.quote ? range : (trimRange(index.text, range) ?? range);
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
    // The text node lives, and something of the words in it: the same words elsewhere are others.
    if (remainsAt(sought, mapped) >= LEAST_REMAINS) return bySimilarity(sought, mapped);
  }
  const place = firmer(inBlock, settle(weigh(sought, everywhere), here ? RAISES_DOUBT : SETTLES_IN_DOCUMENT, SETTLES_ELSEWHERE));
  if (here) return place && place.range.start !== here.start ? found(index, "check", place.range) : found(index, "exact", here);
  if (place) return found(index, place.status, place.range);
  if (everywhere.length === 0) return null;
  const inPlace = pointedAt(sought, mapped);
  if (inPlace) return found(index, "check", inPlace);
  return unsettled(sought, inBlocks, everywhere);
}

/** The quote occurs, but no surroundings say where: only an anchor that never had any is taken by its words alone. */
function unsettled(sought: SoughtQuote, inBlocks: FlatRange[], everywhere: FlatRange[]): Resolution | null {
  const nearest = weigh(sought, inBlocks.length > 0 ? inBlocks : everywhere)[0];
  if (!nearest) return null;
  const only = everywhere.length === 1 || inBlocks.length === 1;
  return found(sought.index, only && !sought.hasContext ? "moved" : "check", nearest.range);
}

/** Places of the quote, to the letter or folded: the passage itself may be written over two blocks by now, and another not. */
function occurrences(sought: SoughtQuote, area?: FlatRange): FlatRange[] {
  const exact = exactOccurrences(sought.index, sought.anchor.quote, area);
  const starts = new Set(exact.map((range) => range.end));
  const folded = foldedOccurrences(sought.index, sought.words, area).filter((range) => !starts.has(range.end));
  return folded.length === 0 ? exact : [...exact, ...folded].sort((a, b) => a.start - b.start || a.end - b.end);
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

/** The place whose surroundings agree best; "check" when they agree less than `certain`, or those of another nearly as well. */
function settle(weighed: Weighed[], least: number, certain = least): Settled | null {
  const [best, second] = weighed;
  if (!best || best.agreement < least) return null;
  const { range, agreement } = best;
  const isDoubtful = agreement < certain || (second !== undefined && agreement - second.agreement < TOO_CLOSE);
  return { status: isDoubtful ? "check" : "moved", range, agreement };
}

/** Little agreement settles a place in its block, unless another place of the document agrees better: then a person decides. */
function firmer(inBlock: Settled | null, inDocument: Settled | null): Settled | null {
  if (!inBlock || !inDocument) return inBlock ?? inDocument;
  return inBlock.agreement >= inDocument.agreement ? inBlock : { ...inDocument, status: "check" };
}

/** The last rungs: the words have changed. */
function bySimilarity(sought: SoughtQuote, mapped: FlatRange | null): Resolution | null {
  const inPlace = pointedAt(sought, mapped);
  if (!inPlace) {
    const similar = findSimilar(sought);
    return similar && found(sought.index, "check", withTheRest(sought, similar.range));
  }
  const enough = remainsAt(sought, inPlace) + CLEARLY_BETTER;
  const similar = enough < 1 ? findSimilarAround(sought, inPlace) : null;
  const isBetter = similar !== null && overlap(similar.range, inPlace) && similar.similarity > enough;
  return found(sought.index, "check", withTheRest(sought, isBetter ? similar.range : inPlace));
}

/** The place that relative positions point to, or the one between prefix and suffix, if its words are alike at all. */
function pointedAt(sought: SoughtQuote, mapped: FlatRange | null): FlatRange | null {
  for (const range of [mapped, betweenContext(sought)]) {
    const trimmed = range && trimRange(sought.index.text, range);
    if (trimmed && remainsAt(sought, trimmed) >= LEAST_REMAINS) return trimmed;
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
