/**
 * What an annotation and a link are, as they travel: the API, the live channel and the browser use these shapes.
 * W3C terms: an annotation has a target (document + anchor) and bodies (tags, note); comments are replies to it.
 * What must stay true: state is set by the server alone, through the rules in ./decide.ts.
 */
import type { Anchor } from "../anchor/anchor.ts";

export const STATES = ["draft", "submitted", "approved", "changes_requested", "rejected"] as const;
export type State = (typeof STATES)[number];

export const VERDICTS = ["approve", "request-changes", "reject"] as const;
export type VerdictKind = (typeof VERDICTS)[number];

export const LINK_TYPES = ["replies-to", "contradicts", "repeats", "follows-up", "cites", "same-subject"] as const;
export type LinkType = (typeof LINK_TYPES)[number];

export type Visibility = "team" | "private";

export interface Person {
  id: string;
  name: string;
}

export interface Verdict {
  id: string;
  reviewer: Person;
  verdict: VerdictKind;
  reason: string | null;
  at: string;
  /** True when the mark was changed after the verdict, so that it no longer counts. */
  withdrawn: boolean;
}

export interface Comment {
  id: string;
  author: Person;
  text: string;
  at: string;
  /** Members of the workspace whom the text names with an @. Decided by the server; who has left is only in the text. */
  mentions: Person[];
}

interface Mark {
  id: string;
  author: Person;
  /** Ids of all who changed it, the author among them; none of them may judge it. */
  contributorIds: string[];
  state: State;
  note: string | null;
  verdicts: Verdict[];
  version: number;
  createdAt: string;
  updatedAt: string;
}

export interface Annotation extends Mark {
  documentId: string;
  visibility: Visibility;
  /** Slugs of the workspace's tags, in the order of its codebook. */
  tags: string[];
  anchor: Anchor;
  /** The numbered paragraph the passage stands in, null outside of one. */
  paragraph: number | null;
  comments: Comment[];
}

export interface LinkEnd {
  documentId: string;
  /** Symbol, or title when there is none. */
  documentLabel: string;
  annotationId: string | null;
  anchor: Anchor;
  paragraph: number | null;
}

export interface Link extends Mark {
  workspaceId: string;
  type: LinkType;
  from: LinkEnd;
  to: LinkEnd;
}

/** One step of a mark's history. `before` and `after` hold only what changed. */
export interface HistoryEntry {
  at: string;
  by: Person;
  action: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

/** Longest note and comment, in code points; told before saving. */
export const NOTE_LIMIT = 20_000;
export const COMMENT_LIMIT = 10_000;
/** Most people one comment mentions. */
export const MENTION_LIMIT = 20;
/** Longest passage a mark may hold, in code points. */
export const QUOTE_LIMIT = 100_000;
