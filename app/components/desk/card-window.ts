/**
 * Which cards of a long column have to be in the page: those in the window and somewhat around it. Pure.
 *
 * A document may have thousands of marks; a column that holds a card for each takes longer to lay out than the text.
 */
import { countWhile } from "~/core/sorted.ts";

/** Tops and heights of cards in order, in pixels from the top of the column; tops grow. */
export interface PlacedCards {
  tops: Float64Array;
  heights: Float64Array;
}

/** A stretch of the column, in pixels from its top. */
export interface Stretch {
  from: number;
  to: number;
}

/** What is mounted around a window: as much again above and below it, so that scrolling and the Tab key find cards there. */
export function stretchAround(window: Stretch): Stretch {
  const height = window.to - window.from;
  return { from: window.from - height, to: window.to + height };
}

/** Does what is mounted still reach half a window beyond what is seen? */
export function covers(mounted: Stretch, window: Stretch): boolean {
  const half = (window.to - window.from) / 2;
  return mounted.from <= window.from - half && mounted.to >= window.to + half;
}

/** Indexes of the cards that touch a stretch: from `first` up to, not including, `end`. */
export function cardsIn({ tops, heights }: PlacedCards, { from, to }: Stretch): { first: number; end: number } {
  const first = countWhile(tops.length, (nth) => (tops[nth] ?? 0) + (heights[nth] ?? 0) < from);
  return { first, end: Math.max(first, countWhile(tops.length, (nth) => (tops[nth] ?? 0) <= to)) };
}
