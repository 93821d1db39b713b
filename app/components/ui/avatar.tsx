import type { Person } from "~/core/annotation/annotation.ts";

/** Dark enough for white letters on them. */
const COLOURS = ["#2e7d4f", "#a8328f", "#1f5fa8", "#96620f", "#6b46a8", "#0c747b", "#b3530f", "#52688a"] as const;

/** The same colour for the same person, everywhere. */
function personColour(userId: string): string {
  let sum = 0;
  for (let at = 0; at < userId.length; at += 1) sum = (sum * 31 + userId.charCodeAt(at)) >>> 0;
  return COLOURS[sum % COLOURS.length] ?? COLOURS[0];
}

/** First letters of the first and the last word. */
function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => [...(word ?? "")][0] ?? "").join("").toLocaleUpperCase() || "?";
}

export interface AvatarProps {
  person: Person;
  /** Overrides the colour made from the id. */
  colour?: string;
  /** The name is said beside it already. */
  decorative?: boolean;
}

export function Avatar({ person, colour, decorative }: AvatarProps) {
  const name = decorative ? { "aria-hidden": true } : { role: "img", "aria-label": person.name, title: person.name };
  return (
    <span className="avatar" style={{ background: colour ?? personColour(person.id) }} {...name}>
      {initials(person.name)}
    </span>
  );
}
