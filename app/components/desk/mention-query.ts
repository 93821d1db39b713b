/** The name that is being typed behind an "@", and whom it may mean. Pure. */
import type { Person } from "~/core/annotation/annotation.ts";

export interface MentionQuery {
  /** UTF-16 offset of the "@". */
  start: number;
  /** UTF-16 offset of the caret. */
  end: number;
  /** What stands between. */
  name: string;
}

/** At most so many are offered. */
const OFFERED = 6;
const LONGEST_NAME = 60;
const OPEN_NAME = new RegExp(`(?:^|[^\\p{L}\\p{N}_])@([^@\\n]{0,${LONGEST_NAME}})$`, "u");

/** The name before the caret; null when none is being typed. */
export function mentionAt(text: string, caret: number): MentionQuery | null {
  const name = OPEN_NAME.exec(text.slice(0, caret))?.[1];
  return name === undefined ? null : { start: caret - name.length - 1, end: caret, name };
}

/** Whom the name may mean: each of its words begins a word of theirs. A name that is complete and left behind means nobody any more. */
export function matching(people: readonly Person[], { name }: MentionQuery): Person[] {
  const typed = name.toLowerCase();
  if (people.some((person) => typed.startsWith(`${person.name.toLowerCase()} `)) || /^\s/.test(typed)) return [];
  const words = typed.split(/\s+/).filter(Boolean);
  const fits = (person: Person): boolean => {
    const own = person.name.toLowerCase().split(/\s+/);
    return words.every((word) => own.some((one) => one.startsWith(word)));
  };
  return people.filter(fits).slice(0, OFFERED);
}

/** The text with the whole name in the place of what was typed of it, and where the caret goes. */
export function completed(text: string, { start, end }: MentionQuery, person: Person): { text: string; caret: number } {
  const before = `${text.slice(0, start)}@${person.name} `;
  return { text: before + text.slice(end).replace(/^ /, ""), caret: before.length };
}
