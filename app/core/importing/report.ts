/**
 * The account of an import: what was counted, and what a person should look at.
 *
 * Promises: every joint, jump, guess and loss is a warning in plain words, with the block it concerns; a document
 * that would fill the list with one kind of warning gets the first ones and a count of the rest.
 * Called by: `readText`, last. Must stay true: block numbers are indices into the finished list of blocks.
 */
import type { Finding, ImportReport, ImportWarning } from "./imported-document.ts";
import { withoutNoteMarks } from "./notes.ts";
import type { Jump } from "./numbering.ts";
import type { Passage } from "./passage.ts";

/** What the passes found out, to be told. */
export interface Findings {
  passages: readonly Passage[];
  jumps: readonly { jump: Jump; passage: Passage }[];
  suspected: readonly Passage[];
  gaps: readonly { passage: Passage; message: string }[];
  symbol: Finding;
  encoding: string | undefined;
  bookmarks: number;
  unexplainedNotes: readonly string[];
  turns: number;
}

const MOST_OF_A_KIND = 50;

/** Counts the blocks and words the warnings. */
export function writeReport(findings: Findings): ImportReport {
  const { passages } = findings;
  const count = (test: (passage: Passage) => boolean): number => passages.filter(test).length;
  return {
    paragraphs: count(({ number }) => number !== undefined),
    headings: count(({ kind }) => kind === "heading"),
    items: count(({ kind }) => kind === "item"),
    footnotes: count(({ kind }) => kind === "note"),
    tables: count(({ kind }) => kind === "table"),
    speakers: findings.turns,
    joinedLines: passages.reduce((sum, { joinedLines }) => sum + joinedLines, 0),
    warnings: shorten(listWarnings(findings)),
  };
}

function listWarnings(findings: Findings): ImportWarning[] {
  const { passages } = findings;
  const at = new Map(passages.map((passage, index) => [passage, index]));
  return [
    ...documentWarnings(findings),
    ...passages.flatMap((passage, block) => joinWarning(passage, block)),
    ...findings.jumps.map(({ jump, passage }) => jumpWarning(jump, at.get(passage))),
    ...findings.suspected.map((passage): ImportWarning => {
      return { code: "heading-suspected", message: `"${short(passage.text)}" may be a heading; it was kept as text.`, block: at.get(passage) };
    }),
    ...findings.gaps.map(({ passage, message }): ImportWarning => ({ code: "heading-suspected", message, block: at.get(passage) })),
  ];
}

function documentWarnings({ passages, symbol, encoding, bookmarks, unexplainedNotes }: Findings): ImportWarning[] {
  const warnings: ImportWarning[] = [];
  if (!passages.some(({ number }) => number !== undefined)) {
    warnings.push({ code: "no-numbered-paragraphs", message: "No paragraph numbers are printed in this text; paragraphs can be cited by their words only." });
  }
  if (symbol.status === "inferred") {
    warnings.push({ code: "symbol-inferred", message: `The symbol ${symbol.value} was worked out. ${symbol.evidence ?? ""}`.trim() });
  }
  if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) {
    warnings.push({ code: "encoding", message: `The text was read as ${encoding}. Look for letters that came out wrong.` });
  }
  if (bookmarks > 0) {
    warnings.push({ code: "text-dropped", message: `${bookmarks} Word ${bookmarks === 1 ? "bookmark was" : "bookmarks were"} taken out of the text.` });
  }
  if (unexplainedNotes.length > 0) {
    const labels = unexplainedNotes.slice(0, 10).join(", ");
    warnings.push({ code: "text-dropped", message: `References to notes without a text were taken out: ${labels}${unexplainedNotes.length > 10 ? ", …" : ""}.` });
  }
  return warnings;
}

function joinWarning(passage: Passage, block: number): ImportWarning[] {
  if (passage.joinedBreaks === 0) return [];
  const what = passage.number !== undefined ? `Paragraph ${passage.number}` : passage.kind === "item" ? "A list item" : "A paragraph";
  const pieces = passage.joinedBreaks === 1 ? "two pieces" : `${passage.joinedBreaks + 1} pieces`;
  return [{ code: "joined-page-break", message: `${what} stood in ${pieces}, as a page break leaves them, and was joined: "${short(passage.text)}".`, block }];
}

function jumpWarning({ kind, from, to }: Jump, block: number | undefined): ImportWarning {
  if (kind === "repeated") return { code: "number-repeated", message: `Paragraph number ${to} is printed twice.`, block };
  if (kind === "restarted") return { code: "number-restarted", message: `After paragraph ${from} the numbers begin again at ${to}.`, block };
  const before = from === 0 ? `The first paragraph is numbered ${to}.` : `After paragraph ${from} comes paragraph ${to}.`;
  return { code: "number-gap", message: `${before} The numbers are kept as printed.`, block };
}

function short(text: string): string {
  const start = withoutNoteMarks(text.slice(0, 160)).replace(/\*{1,3}/g, "").slice(0, 120);
  return start.length <= 60 ? start : `${start.slice(0, Math.max(20, start.lastIndexOf(" ", 60)))}…`;
}

function shorten(warnings: ImportWarning[]): ImportWarning[] {
  const counts = new Map<string, number>();
  const kept = warnings.filter(({ code }) => {
    counts.set(code, (counts.get(code) ?? 0) + 1);
    return (counts.get(code) ?? 0) <= MOST_OF_A_KIND;
  });
  for (const [code, total] of counts) {
    if (total <= MOST_OF_A_KIND) continue;
    kept.push({ code: code as ImportWarning["code"], message: `${total - MOST_OF_A_KIND} more places of the same kind are not listed.` });
  }
  return kept;
}
