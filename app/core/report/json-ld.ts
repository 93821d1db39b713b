/**
 * The report as W3C Web Annotations: an AnnotationCollection with one embedded AnnotationPage, item by item.
 *
 * Promises: valid by the W3C model and vocabulary tests; nothing is emitted that the context does not map, for
 * JSON-LD tools would drop it unseen; valid JSON at the end only, since it is sent as it is made.
 * Callers: exports. Items are made in ./json-ld-items.ts.
 */
import { exportIri, type Base } from "./iris.ts";
import { annotationItem, linkItem, softwareOf, verdictItems, type Item } from "./json-ld-items.ts";
import type { Report } from "./report-tree.ts";

/** The published context has no term for the motivation "assessing", which the recommendation has. */
const CONTEXT = ["http://www.w3.org/ns/anno.jsonld", { assessing: "oa:assessing" }] as const;

/** Annotations, links and the verdicts on them. */
function* annotationItems(report: Report, base: Base): Generator<Item> {
  const workspaces = new Map(report.documents.map((document) => [document.id, document.workspaceId]));
  for (const finding of report.findings) {
    yield annotationItem(finding, workspaces.get(finding.passage.documentId) ?? "", report, base);
    yield* verdictItems(finding, "annotation", report, base);
  }
  for (const link of report.links) {
    yield linkItem(link, report, base);
    yield* verdictItems(link, "link", report, base);
  }
}

/** The file, piece by piece. */
export function* jsonLd(report: Report, base: Base): Generator<string> {
  const id = exportIri(base, report);
  const page = `${id}&page=0`;
  const marks = [...report.findings, ...report.links];
  const total = marks.reduce((sum, mark) => sum + 1 + mark.reviews.length, 0);
  const modified = marks.reduce((latest, mark) => (mark.updatedAt > latest ? mark.updatedAt : latest), "") || report.generatedAt;
  const collection = {
    "@context": CONTEXT,
    id,
    type: "AnnotationCollection",
    label: report.scope.title,
    generator: softwareOf(report),
    generated: report.generatedAt,
    modified,
    total,
    last: page,
  };
  const first = { id: page, type: "AnnotationPage", partOf: { id, label: report.scope.title, total, modified }, startIndex: 0 };
  yield `${open(collection)},"first":${open(first)},"items":[`;
  let separator = "\n";
  for (const item of annotationItems(report, base)) {
    yield separator + JSON.stringify(item);
    separator = ",\n";
  }
  yield `\n]}}\n`;
}

/** An object as JSON without its closing brace. */
function open(value: object): string {
  return JSON.stringify(value).slice(0, -1);
}
