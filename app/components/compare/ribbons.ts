/**
 * The shapes between two texts: one curve for each link, its label in the middle, labels moved apart. Pure.
 */
import { placeCards } from "~/components/desk/place-cards.ts";

export interface RibbonWish {
  id: string;
  /** Where the words stand, in pixels from the top of the gutter; null when they are not in the text. */
  left: number | null;
  right: number | null;
}

export interface Ribbon {
  id: string;
  path: string;
  /** Middle of the label, from the top. */
  label: number;
}

const LABEL_HEIGHT = 22;
const BEYOND = 24;

/** The curves of the links of which at least one end is in view. */
export function ribbonsOf(wishes: readonly RibbonWish[], width: number, height: number): Ribbon[] {
  const inView = (y: number) => y >= 0 && y <= height;
  const clamped = (y: number) => Math.min(height + BEYOND, Math.max(-BEYOND, y));
  const shown = wishes.flatMap(({ id, left, right }) => {
    if (left === null || right === null || (!inView(left) && !inView(right))) return [];
    return [{ id, left: clamped(left), right: clamped(right) }];
  });
  const middles = shown
    .map(({ id, left, right }) => ({ id, top: (left + right) / 2 - LABEL_HEIGHT / 2, height: LABEL_HEIGHT }))
    .sort((a, b) => a.top - b.top);
  const tops = placeCards(middles, null, { gap: 4, floor: 2 });
  return shown.map(({ id, left, right }) => ({
    id,
    path: `M0 ${round(left)}C${round(width / 2)} ${round(left)} ${round(width / 2)} ${round(right)} ${round(width)} ${round(right)}`,
    label: Math.min(height - LABEL_HEIGHT, (tops.get(id) ?? 0)) + LABEL_HEIGHT / 2,
  }));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
