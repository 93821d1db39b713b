/**
 * The findings as a table: one row an annotation, linked passages joined in its cells.
 *
 * Promises: cells are plain text as it is in the report; neither quoted nor shielded from being read as formulas:
 * the writer does both. The n-th entries of the three link columns belong together. Callers: server/exporting/csv.ts
 * and other writers of tables.
 */
import type { Base } from "./iris.ts";
import { pageUrl } from "./iris.ts";
import type { Finding, Report } from "./report-tree.ts";
import { approvers, STATE_NAMES } from "./wording.ts";

export const ANNOTATION_COLUMNS = [
  "annotation id", "document symbol", "document title", "paragraph", "quote", "tags", "tag names", "note", "state", "author",
  "reviewer", "approved at", "created", "updated", "link type", "linked to", "linked quote", "url",
] as const;

const BETWEEN = "; ";

/** One row a finding, in the order of the columns. */
export function* annotationRows(report: Report, base: Base): Generator<string[]> {
  const documents = new Map(report.documents.map((document) => [document.id, document]));
  for (const finding of report.findings) {
    const document = documents.get(finding.passage.documentId);
    yield annotationRow(finding, document?.symbol ?? "", document?.title ?? "", base);
  }
}

function annotationRow(finding: Finding, symbol: string, title: string, base: Base): string[] {
  const { passage, links, tags } = finding;
  return [
    finding.id,
    symbol,
    title,
    passage.paragraph ?? "",
    passage.quote,
    tags.map((tag) => tag.code).join(BETWEEN),
    tags.map((tag) => tag.name).join(BETWEEN),
    finding.note ?? "",
    STATE_NAMES[finding.state],
    finding.author.name,
    approvers(finding).join(BETWEEN),
    finding.approvedAt ?? "",
    finding.createdAt,
    finding.updatedAt,
    links.map(({ link, outgoing }) => (outgoing ? link.type : `${link.type} (from)`)).join(BETWEEN),
    links.map(({ other }) => other.citation).join(BETWEEN),
    links.map(({ other }) => other.quote).join(BETWEEN),
    pageUrl(base, passage.documentId, finding.id),
  ];
}
