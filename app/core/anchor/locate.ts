/**
 * From what a partner outside says of a place to an anchor: a quote with or without context, a block, offsets.
 *
 * Promises: white space never matters, quotes and dashes only when nothing matches otherwise, and printed labels
 * inside a quote ("12. ", "(a) ") are passed over; when several places fit, no guess but all of them. The anchor
 * has the words of the document, not those sent. Callers: the API and imports of annotations.
 */

import { printedLabel } from "../document/block.ts";
import { codePointLength } from "../document/code-points.ts";
import type { Anchor, LooseAnchor, Span } from "./anchor.ts";
import { describeSpan, trimRange } from "./describe.ts";
import { editDistance } from "./edit-distance.ts";
import { foldWords } from "./fold.ts";
import { foldedOccurrences } from "./occurrences.ts";
import { TextIndex, type FlatRange } from "./text-index.ts";

const MAX_CANDIDATES = 20;
/** Prefix and suffix that fit nowhere to the letter choose the place they resemble, if it stands out by this much. */
const LEAST_RESEMBLANCE = 0.5;
const STANDS_OUT = 0.15;
/** So much of a long prefix or suffix is compared, in UTF-16. */
const MAX_CONTEXT = 128;
/** So many places are compared by resemblance. */
const MAX_COMPARED = 500;

export type Located =
  | { anchor: Anchor }
  | { error: "not-found" }
  /** The first places, in document order. */
  | { error: "ambiguous-quote"; candidates: Anchor[] }
  /** Block and offsets do not exist, or the quote is not where they say. */
  | { error: "mismatch" };

/** Finds the place that is meant. Offsets are code points in `block` (and `endBlock`), end exclusive. */
export function locate(index: TextIndex, loose: LooseAnchor): Located {
  const said = placeSaid(index, loose);
  if (said === "mismatch") return { error: "mismatch" };
  if (!loose.quote) {
    const isPlace = typeof said === "object" && trimRange(index.text, said) !== null;
    return isPlace ? located(index, said) : { error: "mismatch" };
  }
  const words = foldWords(loose.quote);
  if (words === "") return { error: "not-found" };
  if (typeof said === "object" && foldWords(index.slice(said)) === words) return located(index, said);
  const all = placesOf(index, loose.quote, words);
  const inBlock = loose.block === undefined ? all : withinBlocks(index, all, loose);
  if (inBlock.length === 0) return { error: all.length === 0 ? "not-found" : "mismatch" };
  const fitting = narrowByContext(index, inBlock, loose);
  const near = startSaid(index, loose);
  const chosen = near === null ? fitting : [nearest(fitting, near)];
  if (chosen.length === 1) return located(index, chosen[0] as FlatRange);
  const candidates = chosen.slice(0, MAX_CANDIDATES).map((range) => describeSpan(index, index.spanOf(range)));
  return { error: "ambiguous-quote", candidates };
}

function located(index: TextIndex, range: FlatRange): Located {
  return { anchor: describeSpan(index, index.spanOf(range)) };
}

/** The stretch that block and offsets give, "nothing" when they do not give a whole one, "mismatch" when it cannot be. */
function placeSaid(index: TextIndex, loose: LooseAnchor): FlatRange | "nothing" | "mismatch" {
  const { block, start, end, endBlock = block } = loose;
  if (block === undefined || endBlock === undefined) return "nothing";
  if (!index.blockRange(block) || !index.blockRange(endBlock)) return "mismatch";
  if (start !== undefined && index.flatOffset(block, start) === null) return "mismatch";
  if (end !== undefined && index.flatOffset(endBlock, end) === null) return "mismatch";
  if (start === undefined || end === undefined) return "nothing";
  return index.rangeOf({ block, start, endBlock, end }) ?? "mismatch";
}

function startSaid(index: TextIndex, { block, start }: LooseAnchor): number | null {
  return block === undefined || start === undefined ? null : index.flatOffset(block, start);
}

/** Places of the quote: with its own quotes and dashes, else with any, else with the printed labels in it. */
function placesOf(index: TextIndex, quote: string, words: string): FlatRange[] {
  const folded = foldedOccurrences(index, words);
  const spaced = foldSpaces(quote);
  const same = folded.filter((range) => foldSpaces(index.slice(range)) === spaced);
  if (same.length > 0) return same;
  return folded.length > 0 ? folded : labelledPlaces(index, words);
}

function foldSpaces(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** Looks in the text as it is printed, with labels, and carries what is found back to the text without them. */
function labelledPlaces(index: TextIndex, words: string): FlatRange[] {
  const labels = new Map(index.blocks.map((block) => [block.id, codePointLength(printedLabel(block))]));
  const printed = new TextIndex(index.blocks.map((block) => ({ id: block.id, text: printedLabel(block) + block.text })));
  const unlabelled = (span: Span): Span => ({
    ...span,
    start: Math.max(0, span.start - (labels.get(span.block) ?? 0)),
    end: Math.max(0, span.end - (labels.get(span.endBlock) ?? 0)),
  });
  return foldedOccurrences(printed, words).flatMap((range) => {
    const flat = index.rangeOf(unlabelled(printed.spanOf(range)));
    return (flat && trimRange(index.text, flat)) ?? [];
  });
}

function withinBlocks(index: TextIndex, ranges: FlatRange[], { block = "", endBlock }: LooseAnchor): FlatRange[] {
  const first = index.blockRange(block);
  const last = endBlock === undefined ? null : index.blockRange(endBlock);
  return ranges.filter(({ start, end }) => {
    const startsThere = first !== null && start >= first.start && start <= first.end;
    return startsThere && (last === null || (end > last.start && end <= last.end));
  });
}

function nearest(ranges: FlatRange[], flat: number): FlatRange {
  return ranges.reduce((best, range) => (Math.abs(range.start - flat) < Math.abs(best.start - flat) ? range : best));
}

/** Those whose surroundings are the prefix and suffix; if none, the one that resembles them clearly most; else all. */
function narrowByContext(index: TextIndex, ranges: FlatRange[], loose: LooseAnchor): FlatRange[] {
  const prefix = foldWords(loose.prefix ?? "").slice(-MAX_CONTEXT);
  const suffix = foldWords(loose.suffix ?? "").slice(0, MAX_CONTEXT);
  if (ranges.length === 1 || prefix + suffix === "") return ranges;
  const { folded } = index;
  const before = (range: FlatRange): string => lastPart(folded.text.slice(0, folded.indexAt(range.start)), prefix.length);
  const after = (range: FlatRange): string => firstPart(folded.text.slice(folded.indexAt(range.end)), suffix.length);
  const same = ranges.filter((range) => before(range) === prefix && after(range) === suffix);
  if (same.length > 0) return same;
  const resemblance = (range: FlatRange): number =>
    1 - (editDistance(prefix, before(range)) + editDistance(suffix, after(range))) / (prefix.length + suffix.length);
  const ranked = ranges
    .slice(0, MAX_COMPARED)
    .map((range) => ({ range, likeness: resemblance(range) }))
    .sort((a, b) => b.likeness - a.likeness);
  const [best, second] = ranked;
  const clear = best && best.likeness >= LEAST_RESEMBLANCE && best.likeness - (second?.likeness ?? 0) >= STANDS_OUT;
  return clear ? [best.range] : ranges;
}

/** The last `length` units of a folded text, not counting a space at its end. */
function lastPart(text: string, length: number): string {
  return length === 0 ? "" : text.slice(-length - 1).trimEnd().slice(-length);
}

function firstPart(text: string, length: number): string {
  return text.slice(0, length + 1).trimStart().slice(0, length);
}
