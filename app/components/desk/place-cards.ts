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

/** Cards that stand closely together, moved as one: their mean is where they would all like to be. */
interface Cluster {
  sum: number;
  size: number;
}

/** The top of each card, by id. `cards` are in reading order. */
export function placeCards(cards: readonly WishedCard[], selected: string | null, { gap = 10, floor = 0 }: CardSpacing = {}): Map<string, number> {
  // Less what stands above it, a card's place only has to grow from card to card.
  const above: number[] = [];
  let sum = 0;
  for (const card of cards) {
    above.push(sum);
    sum += card.height + gap;
  }
  const wishes = cards.map((card, nth) => card.top - (above[nth] ?? 0));
  const chosen = cards.findIndex((card) => card.id === selected);
  const held = chosen < 0 ? floor : Math.max(floor, wishes[chosen] ?? floor);
  const places = chosen < 0
    ? growing(wishes).map((place) => Math.max(floor, place))
    : [
        ...growing(wishes.slice(0, chosen)).map((place) => Math.min(held, Math.max(floor, place))),
        held,
        ...growing(wishes.slice(chosen + 1)).map((place) => Math.max(held, place)),
      ];
  return new Map(cards.map((card, nth) => [card.id, (places[nth] ?? 0) + (above[nth] ?? 0)]));
}

/** The never falling numbers nearest to the wishes: neighbours in the wrong order meet at their mean. */
function growing(wishes: readonly number[]): number[] {
  const clusters: Cluster[] = [];
  for (const wish of wishes) {
    let last: Cluster = { sum: wish, size: 1 };
    for (let before = clusters.at(-1); before && mean(before) > mean(last); before = clusters.at(-1)) {
      clusters.pop();
      last = { sum: before.sum + last.sum, size: before.size + last.size };
    }
    clusters.push(last);
  }
  return clusters.flatMap((cluster) => new Array<number>(cluster.size).fill(mean(cluster)));
}

function mean(cluster: Cluster): number {
  return cluster.sum / cluster.size;
}
