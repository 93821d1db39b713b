/** Two passages beside each other: how far each text is scrolled so that their first lines are level. Pure. */

export interface LevelEnd {
  /** Where the line stands in the window now, in pixels. */
  line: number;
  /** How far the text is scrolled, and how far it can be. */
  scrolled: number;
  most: number;
}

/** How far each text is to be scrolled. The lines come to `wished`, or as near to it as both texts allow; level before all. */
export function levelled([a, b]: readonly [LevelEnd, LevelEnd], wished: number): [number, number] {
  const lowest = Math.min(a.line + a.scrolled, b.line + b.scrolled);
  const highest = Math.max(a.line + a.scrolled - a.most, b.line + b.scrolled - b.most);
  // Where one text ends before the other begins there is no common height: each comes as near as it can.
  const goal = highest <= lowest ? Math.min(lowest, Math.max(highest, wished)) : wished;
  return [scrolledTo(a, goal), scrolledTo(b, goal)];
}

function scrolledTo({ line, scrolled, most }: LevelEnd, goal: number): number {
  return Math.min(most, Math.max(0, scrolled + line - goal));
}
