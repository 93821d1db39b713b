/**
 * Overlapping marks cut into stretches that do not overlap, each with the lines to draw below it.
 *
 * Called by the highlights when they paint. Promises: a mark keeps one lane (its place in the stack of lines) over its
 * whole length; two marks that overlap never share a lane while there are lanes; the result depends on the ranges alone,
 * not on the order they come in. Time grows with the stretches times the depth of overlap.
 */

export interface MarkRange {
  id: string;
  from: number;
  to: number;
  /** No line is drawn below it (rejected marks). */
  unlined?: boolean;
}

export interface Segment {
  from: number;
  to: number;
  /** Ids of the marks over this stretch, what contains before what is contained. */
  ids: string[];
  /** Lane of each of `ids`, from 0 (next to the words); -1 for one without a line. */
  lanes: number[];
  /** Some mark goes on behind this stretch: text typed at its end is inside of that mark. */
  goesOn: boolean;
}

/** More lines than this below a line of text cannot be told apart; further marks share the last. */
export const MAX_LANES = 4;

/** By start, of two with the same start the longer first, then by id: the same order everywhere. */
function inOrder(a: MarkRange, b: MarkRange): number {
  return a.from - b.from || b.to - a.to || (a.id < b.id ? -1 : 1);
}

/** Cuts the ranges; empty ones are left out. */
export function segmentsOf(ranges: readonly MarkRange[]): Segment[] {
  const sorted = ranges.filter((range) => range.to > range.from).sort(inOrder);
  const cuts = [...new Set(sorted.flatMap((range) => [range.from, range.to]))].sort((a, b) => a - b);
  const segments: Segment[] = [];
  let active: { range: MarkRange; lane: number }[] = [];
  let next = 0;
  cuts.forEach((from, nth) => {
    active = active.filter(({ range }) => range.to > from);
    for (let range = sorted[next]; range && range.from === from; range = sorted[next]) {
      active.push({ range, lane: range.unlined ? -1 : freeLane(active.map(({ lane }) => lane)) });
      next += 1;
    }
    const to = cuts[nth + 1];
    if (to === undefined || active.length === 0) return;
    segments.push({
      from,
      to,
      ids: active.map(({ range }) => range.id),
      lanes: active.map(({ lane }) => lane),
      goesOn: active.some(({ range }) => range.to > to),
    });
  });
  return segments;
}

function freeLane(taken: readonly number[]): number {
  for (let lane = 0; lane < MAX_LANES; lane += 1) if (!taken.includes(lane)) return lane;
  return MAX_LANES - 1;
}
