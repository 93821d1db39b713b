/**
 * What an importer answers: the structure of a document and an honest account of how it was found.
 * Called by: the text reader today; docx, pdf and html readers answer in the same shape.
 */
import type { DraftBlock } from "../document/block.ts";

/** A fact about a document, and whether the document prints it or we worked it out. `null` is a right answer. */
export interface Finding {
  value: string | null;
  status: "stated" | "inferred" | "not-stated";
  /** The words it rests on, in one sentence. */
  evidence?: string;
}

/** Something a person should know about an import. `block` is an index into `blocks`. */
export interface ImportWarning {
  code:
    | "no-numbered-paragraphs"
    | "number-gap"
    | "number-repeated"
    | "number-restarted"
    | "joined-page-break"
    | "heading-suspected"
    | "text-dropped"
    | "symbol-inferred"
    | "encoding";
  message: string;
  block?: number;
}

/** Counts and warnings kept with the document for good. */
export interface ImportReport {
  paragraphs: number;
  headings: number;
  items: number;
  footnotes: number;
  tables: number;
  speakers: number;
  /** Hard line breaks joined into running text. */
  joinedLines: number;
  warnings: ImportWarning[];
}

export interface ImportedDocument {
  symbol: Finding;
  title: string;
  /** Committee by name, such as "Committee against Torture". */
  body: string | null;
  /** "State report", "Concluding observations", "Summary record", "List of issues", "Replies" or null. */
  type: string | null;
  country: string | null;
  /** BCP 47. */
  language: string | null;
  /** ISO 8601 date printed in the masthead. */
  date: string | null;
  blocks: DraftBlock[];
  report: ImportReport;
}
