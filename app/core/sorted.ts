/**
 * Searching what is in order. Pure.
 */

/** How many of the first `count` indexes `isBefore` holds for, which must hold for all up to some index and for none from there on. */
export function countWhile(count: number, isBefore: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
