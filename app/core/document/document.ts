/** What is known about a document besides its text, as the API and the pages show it. */
import type { ImportReport } from "../importing/imported-document.ts";

export type DocumentKind = "source" | "working";

export interface DocumentCounts {
  annotations: number;
  /** Waiting for a verdict. */
  submitted: number;
  approved: number;
  links: number;
}

export interface DocumentSummary {
  id: string;
  workspaceId: string;
  kind: DocumentKind;
  symbol: string | null;
  symbolStatus: "stated" | "inferred" | "given" | null;
  title: string;
  body: string | null;
  type: string | null;
  country: string | null;
  language: string | null;
  date: string | null;
  /** RFC 3339. */
  createdAt: string;
  counts: DocumentCounts;
}

export interface DocumentDetail extends DocumentSummary {
  importReport: ImportReport | null;
  /** The uploaded file, when there was one. */
  original: { filename: string; size: number; mediaType: string } | null;
}

/** How people name a document: its symbol, else its title. */
export function documentLabel(document: { symbol: string | null; title: string }): string {
  return document.symbol ?? document.title;
}
