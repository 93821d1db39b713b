/**
 * The codebook: the tags of a workspace, and the default set it starts with (meanings from the treaty-body practice
 * described in the domain guide). Colours are never the only sign: every tag has a two-letter code.
 */

export type TagKind = "structure" | "assessment" | "claim" | "work" | "content";

export interface Tag {
  id: string;
  slug: string;
  code: string;
  name: string;
  meaning: string;
  /** #rrggbb, dark enough for white text on it (4.5:1). */
  colour: string;
  kind: TagKind;
  position: number;
}

type DefaultTag = Omit<Tag, "id" | "position">;

const row = (code: string, slug: string, name: string, colour: string, kind: TagKind, meaning: string): DefaultTag => ({
  code, slug, name, colour, kind, meaning,
});

/** In the order they are offered. */
export const DEFAULT_TAGS: readonly DefaultTag[] = [
  row("RE", "recommendation", "Recommendation", "#27427a", "structure", "The committee asks for something."),
  row("QU", "question", "Question", "#56616e", "structure", "A member asks the delegation."),
  row("AD", "addressed", "Addressed", "#2e7d4f", "assessment", "The reply reports what was asked."),
  row("PA", "partially-addressed", "Partially addressed", "#96620f", "assessment", "On the point, but something is missing."),
  row("UN", "unaddressed", "Unaddressed", "#c2372e", "assessment", "A question or recommendation without a reply, after looking."),
  row("EV", "evasive", "Evasive", "#b3530f", "assessment", "Text in the place of the reply that answers something else."),
  row("RJ", "rejected", "Rejected", "#6b46a8", "assessment", "The State declines."),
  row("LO", "law-only", "Law only", "#52688a", "assessment", "Law restated where practice was asked about."),
  row("CO", "contradiction", "Contradiction", "#a8328f", "claim", "Two or more passages that cannot both hold. Needs a link to the other passage."),
  row("CK", "needs-checking", "Needs checking", "#766900", "work", "Looks wrong or contradictory; not yet established."),
  row("ST", "statistic", "Statistic", "#2563a8", "content", "A figure with unit, period and source."),
  row("CM", "commitment", "Commitment", "#0c747b", "content", "A promise by the State, with its date if there is one."),
  row("DL", "deadline", "Deadline", "#08758f", "content", "A date due or a time limit."),
  row("IC", "individual-case", "Individual case", "#7d5336", "content", "A named or described victim or incident. Sensitive."),
  row("FU", "follow-up", "Follow-up priority", "#8a6500", "structure", "Chosen by the committee for follow-up within one year."),
  row("CR", "correction", "Correction", "#666666", "work", "An error in the document itself, for the corrigendum."),
];
