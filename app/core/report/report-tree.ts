/**
 * The annotated report as a tree of plain values: what goes in, and what every format is written from.
 *
 * Promises: a `Report` holds nothing that may not leave (./publishable.ts has decided it), no comments, no addresses;
 * quotes are verbatim; findings are numbered from 1 in order of importance, and all else refers to these numbers.
 * Callers: `buildReport` makes it; html, csv, json-ld, markdown and the writers of server/exporting read it.
 */
import type { Anchor, Span } from "../anchor/anchor.ts";
import type { Annotation, Link, LinkType, Person, State, VerdictKind } from "../annotation/annotation.ts";
import type { Tag } from "../codebook/tags.ts";
import type { Block } from "../document/block.ts";
import type { DocumentSummary } from "../document/document.ts";

/** Which marks a report holds. `all` is a working copy for the team: every state, never private marks. */
export type ReportState = "approved" | "all";

/** Somebody as a report names them: never by an address. */
export interface ReportPerson extends Person {
  nickname?: string;
}

export interface ReportScope {
  kind: "document" | "workspace";
  title: string;
}

export interface Generator {
  name: string;
  version: string;
  url: string;
}

/** A document with all that is on it, read in one snapshot. */
export interface ReportSource {
  document: DocumentSummary;
  blocks: Block[];
  annotations: Annotation[];
  /** Links with an end in this document; one that is given with two documents counts once. */
  links: Link[];
  /** Clock of the marks. */
  clock: number;
  /** Version of the text: the last update in its log. */
  head: number;
  /** What the relative positions of an anchor give in this very text, when the caller can tell. */
  relative?: (anchor: Anchor) => Span | null;
}

export interface ReportInput {
  scope: ReportScope;
  documents: ReportSource[];
  /** Annotations of documents outside the scope at which links end. A link to one that is nowhere given is left out. */
  elsewhere: Annotation[];
  tags: Tag[];
  state: ReportState;
  /** RFC 3339. */
  generatedAt: string;
  generator: Generator;
  /** Their present names; whoever is not among them is named as in the mark. */
  people: ReportPerson[];
  /** Marks tagged `individual-case` are left out unless this is set. */
  includeIndividualCases?: boolean;
}

export type ReportTag = Pick<Tag, "slug" | "code" | "name" | "meaning" | "colour" | "kind">;

/**
 * `found`: in the present text; `check`: similar words, a person should look; `detached`: not in the present text;
 * `elsewhere`: in a document that is not part of the report, as it was when it was linked.
 */
export type PassageStatus = "found" | "check" | "detached" | "elsewhere";

/** W3C text quote and text position: code points of the canonical text; no position unless the words are there. */
export interface Selector {
  exact: string;
  prefix: string;
  suffix: string;
  position: { start: number; end: number } | null;
}

/** Words of a document, with the way to cite them. */
export interface Passage {
  documentId: string;
  documentLabel: string;
  /** Version of the text the words are in; null when they are gone, or outside of the report. */
  head: number | null;
  /** "12", "12 (c)", "12–14" or null. */
  paragraph: string | null;
  /** "CAT/C/XXX/3, para. 12". */
  citation: string;
  quote: string;
  status: PassageStatus;
  selector: Selector;
  span: Span | null;
}

/** A verdict that counts. Its reason is internal: null in a report of approved marks. */
export interface Review {
  id: string;
  reviewer: ReportPerson;
  verdict: VerdictKind;
  reason: string | null;
  at: string;
}

interface ReportMark {
  id: string;
  note: string | null;
  author: ReportPerson;
  reviews: Review[];
  state: State;
  approvedAt: string | null;
  createdAt: string;
  updatedAt: string;
}

/** An end of a link. `finding` is its number when the annotation there is in the report. */
export interface LinkedPassage extends Passage {
  finding: number | null;
}

export interface ReportLink extends ReportMark {
  type: LinkType;
  from: LinkedPassage;
  to: LinkedPassage;
}

/** A link seen from one of its ends. */
export interface FindingLink {
  link: ReportLink;
  outgoing: boolean;
  other: LinkedPassage;
}

/** An annotation in the report. */
export interface Finding extends ReportMark {
  number: number;
  tags: ReportTag[];
  passage: Passage;
  links: FindingLink[];
}

/** A stretch of a block under the same marks. */
export interface Segment {
  text: string;
  /** The findings it belongs to; `lane` is the same along a mark and differs between those that overlap. */
  marks: { finding: number; lane: number }[];
  /** Findings whose passage starts before, and ends after, this stretch. */
  starts: number[];
  ends: number[];
}

export interface MarkedBlock extends Omit<Block, "text"> {
  segments: Segment[];
}

export interface ReportDocument
  extends Pick<DocumentSummary, "id" | "workspaceId" | "kind" | "symbol" | "title" | "body" | "type" | "country" | "language" | "date"> {
  label: string;
  clock: number;
  head: number;
  blocks: MarkedBlock[];
  /** Findings whose passage is not in the present text. */
  detached: number[];
}

export interface Report {
  scope: ReportScope;
  state: ReportState;
  generatedAt: string;
  generator: Generator;
  documents: ReportDocument[];
  annotators: ReportPerson[];
  reviewers: ReportPerson[];
  /** The tags that occur in the report, in the order of the codebook. */
  tags: ReportTag[];
  findings: Finding[];
  /** Every link once; those with an end in a finding are also in it. */
  links: ReportLink[];
  /** Findings with statistics; with commitments or deadlines. */
  statistics: number[];
  commitments: number[];
  /** Marks left out because they are individual cases. */
  individualCasesLeftOut: number;
}
