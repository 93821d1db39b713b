/**
 * The annotated report as one HTML file that needs nothing else: it opens from a disk, prints on A4, mails well.
 *
 * Promises: no script, no request (the content security policy inside forbids both), every text from users escaped,
 * chunks that can be sent as they come. Callers: exports, and the printing of pdf.
 */
import { escapeHtml } from "../document/html.ts";
import { findingsSection } from "./html-findings.ts";
import { appendix, findingsTable, titlePage } from "./html-front.ts";
import { coloursOf } from "./html-parts.ts";
import { styleSheet } from "./html-style.ts";
import { documentText } from "./html-text.ts";
import type { Report } from "./report-tree.ts";

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** The file, piece by piece. */
export function* reportHtml(report: Report): Generator<string> {
  const colours = coloursOf(report);
  yield `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n`;
  yield `<meta http-equiv="Content-Security-Policy" content="${POLICY}">\n`;
  yield `<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n`;
  yield `<title>${escapeHtml(report.scope.title)}</title>\n<style>${styleSheet(report)}</style>\n</head>\n<body>\n`;
  yield* titlePage(report, colours);
  yield contents(report);
  yield `<main>\n`;
  yield* findingsTable(report, colours);
  yield* findingsSection(report, colours);
  for (const [nth, document] of report.documents.entries()) yield* documentText(report, document, nth, colours);
  yield* appendix(report, colours);
  yield `</main>\n</body>\n</html>\n`;
}

function contents(report: Report): string {
  const entry = (id: string, title: string): string => `<li><a href="#${id}"><bdi>${escapeHtml(title)}</bdi></a></li>`;
  const entries = [
    entry("overview", "Overview of findings"),
    ...(report.findings.length > 0 ? [entry("findings", "Findings")] : []),
    ...report.documents.map((document, nth) => entry(`d${nth + 1}`, document.symbol ?? document.title)),
    ...(report.statistics.length + report.commitments.length > 0 ? [entry("appendix", "Appendix")] : []),
  ];
  return `<nav aria-label="Contents"><ul>${entries.join("")}</ul></nav>\n`;
}
