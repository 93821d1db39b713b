/**
 * Shows a passage in its sentences, with its citation, as a reviewer has to see it.
 * One reader a document; anchors are found by the same ladder as everywhere else.
 */
import type { Anchor } from "~/core/anchor/anchor.ts";
import { resolveAnchor } from "~/core/anchor/resolve.ts";
import { TextIndex, type FlatRange } from "~/core/anchor/text-index.ts";
import type { Block } from "~/core/document/block.ts";
import { citation, citedPlaces, citedRange, type CitedPlace } from "~/core/report/citing.ts";
import type { ReviewPassage } from "./review-entry.ts";

type Shown = Pick<ReviewPassage, "citation" | "before" | "quote" | "after" | "place">;

/** Longest text shown on either side, in UTF-16 units. */
const AROUND = 320;
const SENTENCE_END = /[.!?;:]["”’)\]]*\s+/g;

export class PassageReader {
  readonly #label: string;
  readonly #index: TextIndex;
  readonly #places: ReadonlyMap<string, CitedPlace>;

  constructor(label: string, blocks: readonly Block[]) {
    this.#label = label;
    this.#index = new TextIndex(blocks);
    const places = citedPlaces(blocks);
    this.#places = new Map(blocks.flatMap((block, at) => (places[at] ? [[block.id, places[at]]] : [])));
  }

  /** The passage of an anchor; its own words when the text has lost them. */
  show(anchor: Anchor): Shown {
    const found = resolveAnchor(this.#index, anchor);
    const range = found.status === "detached" ? null : this.#index.rangeOf(found.span);
    if (found.status === "detached" || !range) return unplaced(this.#label, anchor);
    const { block, endBlock } = found.span;
    const from = this.#index.blockRange(block)?.start ?? range.start;
    const to = this.#index.blockRange(endBlock)?.end ?? range.end;
    const first = this.#places.get(block);
    const last = this.#places.get(endBlock);
    return {
      citation: citation(this.#label, first && last ? citedRange(first, last) : null),
      ...cut(this.#index.text, range, from, to),
      place: found.status === "check" ? "check" : "found",
    };
  }
}

/** A passage whose text can't be read: its document is gone, or its words are. */
export function unplaced(label: string, anchor: Anchor): Shown {
  return { citation: label, before: anchor.prefix, quote: anchor.quote, after: anchor.suffix, place: "lost" };
}

function cut(text: string, range: FlatRange, from: number, to: number): Pick<Shown, "before" | "quote" | "after"> {
  return {
    before: lastSentences(text.slice(from, range.start)),
    quote: text.slice(range.start, range.end),
    after: firstSentences(text.slice(range.end, to)),
  };
}

/** The end of a text, from the beginning of a sentence when one begins near enough. */
export function lastSentences(text: string): string {
  if (text.length <= AROUND) return text;
  const tail = text.slice(-AROUND);
  const begin = [...tail.matchAll(SENTENCE_END)][0];
  const start = begin ? begin.index + begin[0].length : tail.search(/\s/) + 1;
  return `… ${tail.slice(start)}`;
}

/** The beginning of a text, to the end of a sentence when one ends near enough. */
export function firstSentences(text: string): string {
  if (text.length <= AROUND) return text;
  const head = text.slice(0, AROUND);
  const end = [...head.matchAll(SENTENCE_END)].at(-1);
  const stop = end ? end.index + end[0].trimEnd().length : head.search(/\s\S*$/);
  return `${head.slice(0, stop > 0 ? stop : AROUND)} …`;
}
