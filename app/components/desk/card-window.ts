/**
 * Which cards of a long column have to be in the page: those in the window and somewhat around it. Pure.
 *
 * A document may have thousands of marks; a column that holds a card for each takes longer to lay out than the text.
 */
import { countWhile } from "~/core/sorted.ts";

export interface PlacedCard {
  top: number;
  height: number;
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

/** Indexes of the cards that touch a stretch: from `first` up to, not including, `end`. `cards` are in order, tops growing. */
export function cardsIn(cards: readonly PlacedCard[], { from, to }: Stretch): { first: number; end: number } {
  const first = countWhile(cards.length, (nth) => bottomOf(cards[nth]) < from);
  return { first, end: Math.max(first, countWhile(cards.length, (nth) => (cards[nth]?.top ?? 0) <= to)) };
}

function bottomOf(card: PlacedCard | undefined): number {
  return card ? card.top + card.height : 0;
}
