/**
 * The letters by which a selection is tagged. Pure.
 *
 * What must stay true: U, C and P always mean the same tags where the codebook has them, L and N are never a tag's,
 * and no letter means two tags.
 */
import type { Tag } from "~/core/codebook/tags.ts";

const FIXED: Record<string, string> = { unaddressed: "u", contradiction: "c", "partially-addressed": "p" };
/** Link and note. */
const RESERVED = new Set(["l", "n"]);
const SHOWN = 3;

export interface KeyedTag {
  tag: Tag;
  /** Lower case; null when no letter is left for it. */
  letter: string | null;
}

/** The tags offered first: the most used ones of the marks given, filled up with the usual ones. */
export function frequentTags(tags: readonly Tag[], marks: readonly { tags: readonly string[] }[]): Tag[] {
  const uses = new Map<string, number>();
  for (const slug of marks.flatMap((mark) => mark.tags)) uses.set(slug, (uses.get(slug) ?? 0) + 1);
  const usual = Object.keys(FIXED);
  // Of tags used equally often, the usual ones come first, in their usual order.
  const rank = (tag: Tag): number => (uses.get(tag.slug) ?? 0) + (usual.includes(tag.slug) ? 0.9 - usual.indexOf(tag.slug) / 10 : 0);
  return [...tags].sort((a, b) => rank(b) - rank(a) || a.position - b.position).slice(0, SHOWN);
}

/** The tags with the letter of each; those without a letter of their own are left out unless shown. */
export function keyedTags(tags: readonly Tag[], shown: readonly Tag[]): KeyedTag[] {
  const taken = new Set(RESERVED);
  const fixed = new Map<string, string>();
  for (const tag of tags) {
    const letter = FIXED[tag.slug];
    if (letter === undefined) continue;
    fixed.set(tag.slug, letter);
    taken.add(letter);
  }
  const letterOf = (tag: Tag): string | null => {
    const own = fixed.get(tag.slug);
    if (own !== undefined) return own;
    const free = [...tag.name.toLowerCase()].find((letter) => /[a-z]/.test(letter) && !taken.has(letter)) ?? null;
    if (free !== null) taken.add(free);
    return free;
  };
  const others = tags.filter((tag) => fixed.has(tag.slug) && !shown.includes(tag));
  return [...shown, ...others].map((tag) => ({ tag, letter: letterOf(tag) }));
}
