/**
 * Which cards of a long column have to be in the page: those in the window and somewhat around it. Pure.
 *
 * A document may have thousands of marks; a column that holds a card for each takes longer to lay out than the text.
 */

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
  const first = firstWhere(cards, ({ top, height }) => top + height >= from);
  return { first, end: Math.max(first, firstWhere(cards, ({ top }) => top > to)) };
}

function firstWhere(cards: readonly PlacedCard[], holds: (card: PlacedCard) => boolean): number {
  let low = 0;
  let high = cards.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const card = cards[middle];
    if (card && holds(card)) high = middle;
    else low = middle + 1;
  }
  return low;
}
