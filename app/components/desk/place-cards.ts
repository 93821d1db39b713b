/**
 * Where the cards in the margin stand: level with their passages, pushed apart where they would overlap.
 *
 * Promises: the order given is kept, two cards are never nearer than `gap`, no card stands above `floor`, the selected
 * one stands where it wishes unless the cards above it need that room, and of all such places the others take those
 * nearest to their wishes (least squares). Pure: called with measured heights whenever one of them changes.
 */

export interface WishedCard {
  id: string;
  /** Where it wishes to stand, in pixels from the top of the column. */
  top: number;
  height: number;
}

export interface CardSpacing {
  gap?: number;
  floor?: number;
}

/** The top of each card, by id. `cards` are in reading order. */
export function placeCards(cards: readonly WishedCard[], selected: string | null, spacing: CardSpacing = {}): Map<string, number> {
  const tops = cardTops(
    Float64Array.from(cards, ({ top }) => top), Float64Array.from(cards, ({ height }) => height), cards.findIndex((card) => card.id === selected), spacing,
  );
  return new Map(cards.map((card, nth) => [card.id, tops[nth] ?? 0]));
}

/** The same in columns, for thousands of cards: from wished tops and heights to tops. `chosen` is the index of the selected card; -1 for none. */
export function cardTops(wishedTops: Float64Array, heights: Float64Array, chosen: number, { gap = 10, floor = 0 }: CardSpacing = {}): Float64Array {
  const count = wishedTops.length;
  const above = new Float64Array(count);
  const places = new Float64Array(count);
  for (let [nth, sum] = [0, 0]; nth < count; nth += 1) {
    above[nth] = sum;
    sum += at(heights, nth) + gap;
    // Less what stands above it, a card's place only has to grow from card to card.
    places[nth] = at(wishedTops, nth) - at(above, nth);
  }
  const held = chosen < 0 ? floor : Math.max(floor, at(places, chosen));
  makeGrow(places, 0, chosen < 0 ? count : chosen);
  if (chosen >= 0) makeGrow(places, chosen + 1, count);
  for (let nth = 0; nth < count; nth += 1) {
    const place = nth === chosen ? held : nth < chosen ? Math.min(held, Math.max(floor, at(places, nth))) : Math.max(held, at(places, nth));
    places[nth] = place + at(above, nth);
  }
  return places;
}

/**
 * Makes places[from, to) the never falling numbers nearest to what they are: neighbours in the wrong order meet at their
 * mean (pool adjacent violators, as of isotonic regression).
 */
function makeGrow(places: Float64Array, from: number, to: number): void {
  // Clusters of cards that stand closely together: where each begins, and the sum of its wishes.
  const starts = new Int32Array(to - from + 1);
  const sums = new Float64Array(to - from);
  let last = -1;
  const mean = (cluster: number): number => at(sums, cluster) / (at(starts, cluster + 1) - at(starts, cluster));
  for (let nth = from; nth < to; nth += 1) {
    last += 1;
    starts[last] = nth;
    starts[last + 1] = nth + 1;
    sums[last] = at(places, nth);
    while (last > 0 && mean(last - 1) > mean(last)) {
      sums[last - 1] = at(sums, last - 1) + at(sums, last);
      starts[last] = nth + 1;
      last -= 1;
    }
  }
  for (let cluster = 0; cluster <= last; cluster += 1) places.fill(mean(cluster), at(starts, cluster), at(starts, cluster + 1));
}

function at(numbers: Float64Array | Int32Array, nth: number): number {
  return numbers[nth] ?? 0;
}
