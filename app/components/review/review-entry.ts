/** What the review page shows of one mark that waits for a verdict: plain values, made on the server. */
import type { Comment, Person } from "~/core/annotation/annotation.ts";

export interface ReviewBadge {
  /** The tag's slug; "link" for a link. */
  slug: string;
  code: string;
  name: string;
  colour: string;
  meaning: string;
}

/** A passage with the sentences around it. */
export interface ReviewPassage {
  /** "CAT/C/XXX/3, para. 12 (c)". */
  citation: string;
  /** Where it can be read in its document. */
  href: string;
  before: string;
  quote: string;
  after: string;
  /** `check`: similar words were found; `lost`: the words are gone, the quote is what was marked. */
  place: "found" | "check" | "lost";
  /** How it is connected with the passage before it. */
  relation: string | null;
  /** What was written about that connection. */
  relationNote: string | null;
}

export interface ReviewEntry {
  kind: "annotation" | "link";
  id: string;
  version: number;
  author: Person;
  /** What it is; the first gives the colour. Never empty. */
  badges: ReviewBadge[];
  note: string | null;
  since: string;
  /** The passage judged first, then those it is linked with. Never empty. */
  passages: ReviewPassage[];
  comments: Comment[];
}
