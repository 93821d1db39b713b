/**
 * Who is named in a comment, by "@" and the whole name.
 *
 * The server decides by it whom a comment mentions, the browser shows by it what is sent and where the names stand. What
 * must stay true: a name is no mention in the middle of a word, of a longer name or of an address (a@b).
 */
import type { Person } from "./annotation.ts";

/** A stretch of a comment; `person` where it names somebody. */
export interface CommentPart {
  text: string;
  person: Person | null;
}

const INSIDE = /[\p{L}\p{N}_]/u;

/** The text in parts, names being parts of their own. Of two people with one name the first is named. */
export function commentParts(text: string, people: readonly Person[]): CommentPart[] {
  // Of two names that both fit the longer one is meant.
  const byLength = people.filter(({ name }) => name !== "").sort((a, b) => b.name.length - a.name.length);
  const parts: CommentPart[] = [];
  let from = 0;
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    if (INSIDE.test(lastOf(text.slice(0, at)))) continue;
    const person = byLength.find(({ name }) => text.startsWith(name, at + 1) && !INSIDE.test(firstOf(text.slice(at + 1 + name.length))));
    if (!person) continue;
    if (at > from) parts.push({ text: text.slice(from, at), person: null });
    from = at + 1 + person.name.length;
    parts.push({ text: text.slice(at, from), person });
    at = from - 1;
  }
  if (from < text.length) parts.push({ text: text.slice(from), person: null });
  return parts;
}

/** Those of the people whom the text names, each once. */
export function namedIn(text: string, people: readonly Person[]): Person[] {
  return [...new Set(commentParts(text, people).flatMap(({ person }) => person ?? []))];
}

function firstOf(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 32);
}

function lastOf(text: string): string {
  return Array.from(text.slice(-2)).at(-1) ?? "";
}
