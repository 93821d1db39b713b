import type { LinkType } from "~/core/annotation/annotation.ts";

/** What a link says of its first end, and of its second. */
const WORDS: Record<LinkType, readonly [string, string]> = {
  "replies-to": ["replies to", "is replied to by"],
  contradicts: ["contradicts", "is contradicted by"],
  repeats: ["repeats", "is repeated by"],
  "follows-up": ["follows up", "is followed up by"],
  cites: ["cites", "is cited by"],
  "same-subject": ["is on the same subject as", "is on the same subject as"],
};

export function linkWords(type: LinkType, outgoing = true): string {
  return WORDS[type][outgoing ? 0 : 1];
}
