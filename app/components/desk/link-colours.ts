import type { LinkType } from "~/core/annotation/annotation.ts";

/** Colours of the link types, dark enough for white letters; the words beside them say the same. */
export const LINK_COLOUR: Record<LinkType, string> = {
  "replies-to": "#2e7d4f",
  contradicts: "#a8328f",
  repeats: "#6b46a8",
  "follows-up": "#96620f",
  cites: "#52688a",
  "same-subject": "#0c747b",
};

/** What each type says, in plain words, for choosing one. */
export const LINK_CHOICES: readonly { value: LinkType; label: string }[] = [
  { value: "replies-to", label: "Replies to – it answers the other passage" },
  { value: "contradicts", label: "Contradicts – both cannot hold" },
  { value: "repeats", label: "Repeats – it says the same again" },
  { value: "follows-up", label: "Follows up – what came of the other" },
  { value: "cites", label: "Cites – it names the other passage" },
  { value: "same-subject", label: "Same subject – to be read together" },
];
