/**
 * The shapes of the demo workspace: people, documents, marks and links as they are written down here, before they have ids.
 * Used by: the demo data files of this folder and the command that puts them into an empty database.
 */

export type PersonKey = "lead" | "reviewer" | "reviewer2" | "annotator" | "annotator2" | "reader";

export type DocumentKey = "observations" | "report" | "record" | "working";

/** The default tags, by slug. */
export type TagSlug =
  | "recommendation"
  | "question"
  | "addressed"
  | "partially-addressed"
  | "unaddressed"
  | "evasive"
  | "rejected"
  | "law-only"
  | "contradiction"
  | "needs-checking"
  | "statistic"
  | "commitment"
  | "deadline"
  | "individual-case"
  | "follow-up"
  | "correction";

export type LinkType = "replies-to" | "contradicts" | "repeats" | "follows-up" | "cites" | "same-subject";

export type ReviewState = "draft" | "submitted" | "approved" | "changes_requested" | "rejected";

export interface DemoPerson {
  key: PersonKey;
  name: string;
  email: string;
  role: "lead" | "reviewer" | "annotator" | "reader";
}

export interface DemoDocument {
  key: DocumentKey;
  /** Name of the file in `documents/`. */
  file: string;
  kind: "source" | "working";
  title?: string;
  symbol?: string;
}

/** Who wrote it, how far review has come, and by whom. A verdict is never given on one's own work. */
interface Reviewed {
  author: PersonKey;
  state: ReviewState;
  /** The one who gave the verdict, when there is one. */
  reviewer?: PersonKey;
  /** Why the verdict fell as it did; always there when changes were asked for or the work was rejected. */
  reason?: string;
}

export interface DemoMark extends Reviewed {
  key: string;
  document: DocumentKey;
  /** Exact words, within one block, found once in the document. */
  quote: string;
  tags: TagSlug[];
  note?: string;
  /** "team" when absent. */
  visibility?: "team" | "private";
  comments?: { author: PersonKey; text: string }[];
}

export interface DemoLink extends Reviewed {
  from: string;
  to: string;
  type: LinkType;
  note?: string;
}
