/**
 * The keys by which a selection is tagged. Pure.
 *
 * What must stay true: U, C and P always mean the same tags where the codebook has them and nobody has chosen otherwise,
 * no key of another action is a tag's, and no key means two tags.
 */
import type { Tag } from "~/core/codebook/tags.ts";
import { ACTIONS, type KeyAction } from "~/core/keys/actions.ts";
import { keysOf, NO_CHOICES, type KeyChoices } from "~/core/keys/choices.ts";

const FIXED: Record<string, string> = { unaddressed: "u", contradiction: "c", "partially-addressed": "p" };
const SHOWN = 3;

export interface KeyedTag {
  tag: Tag;
  /** The name of a key; null when none is left for it. */
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

/** The id under which a key is chosen for a tag. */
export function tagActionId(slug: string): string {
  return `tag.${slug}`;
}

/** The tags shown, then the others that have a key, each with its key. */
export function keyedTags(tags: readonly Tag[], shown: readonly Tag[], choices: KeyChoices = NO_CHOICES): KeyedTag[] {
  const everything = { ...choices, signs: true };
  const taken = new Set((ACTIONS as readonly KeyAction[]).flatMap((action) => (action.context === "mark" ? [] : keysOf(action, everything))));
  const given = new Map<string, string | null>();
  for (const { slug } of tags) {
    const chosen = choices.keys[tagActionId(slug)];
    if (chosen !== undefined) given.set(slug, chosen);
    if (chosen) taken.add(chosen);
  }
  for (const { slug } of tags) {
    const letter = FIXED[slug];
    if (letter === undefined || given.has(slug) || taken.has(letter)) continue;
    given.set(slug, letter);
    taken.add(letter);
  }
  const letterOf = (tag: Tag): string | null => {
    const own = given.get(tag.slug);
    if (own !== undefined) return own;
    const free = [...tag.name.toLowerCase()].find((letter) => /[a-z]/.test(letter) && !taken.has(letter)) ?? null;
    if (free !== null) taken.add(free);
    return free;
  };
  const others = tags.filter((tag) => given.get(tag.slug) && !shown.includes(tag));
  const keyed = [...shown, ...others].map((tag) => ({ tag, letter: letterOf(tag) }));
  return choices.signs ? keyed : keyed.map(({ tag, letter }) => ({ tag, letter: letter?.includes("+") ? letter : null }));
}
