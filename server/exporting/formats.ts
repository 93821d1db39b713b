/**
 * The formats a report can be exported in: one table that routes, the API and its description read.
 *
 * Promises: `write` yields the file piece by piece, never the whole in memory; what a report may not tell is not in
 * the report, so no format decides about it again. A new format is a new row.
 */
import { reportHtml } from "../../app/core/report/html.ts";
import type { Base } from "../../app/core/report/iris.ts";
import { jsonLd } from "../../app/core/report/json-ld.ts";
import { reportMarkdown } from "../../app/core/report/markdown.ts";
import type { Report } from "../../app/core/report/report-tree.ts";
import { csvFile } from "./csv.ts";

export { contentDisposition, exportFilename } from "./filename.ts";

export interface ExportFormat {
  mediaType: string;
  write(report: Report, base: Base): AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;
}

export type ExportFormatName = "html" | "csv" | "jsonld" | "md";

export const EXPORT_FORMATS: Readonly<Record<ExportFormatName, ExportFormat>> = {
  html: { mediaType: "text/html; charset=utf-8", write: (report) => reportHtml(report) },
  csv: { mediaType: "text/csv; charset=utf-8; header=present", write: csvFile },
  jsonld: { mediaType: 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"', write: jsonLd },
  md: { mediaType: "text/markdown; charset=utf-8; variant=GFM", write: (report) => reportMarkdown(report) },
};

/** Whether a format exists; the part of an address after "export.". */
export function isExportFormat(name: string): name is ExportFormatName {
  return Object.hasOwn(EXPORT_FORMATS, name);
}
