/**
 * Findings as a CSV file that spreadsheets open as it is: UTF-8 with a mark, CRLF, cells that no spreadsheet takes
 * for a formula.
 *
 * Promises: one header row, then one row a finding; made in batches, so that a large report is sent as it is made.
 * Called by: ./formats.ts.
 */
import { stringify, type Options } from "csv-stringify/sync";
import { ANNOTATION_COLUMNS, annotationRows } from "../../app/core/report/csv.ts";
import type { Base } from "../../app/core/report/iris.ts";
import type { Report } from "../../app/core/report/report-tree.ts";

const BATCH = 500;

/** With a record delimiter of its own, csv-stringify quotes other line ends in cells only when told to. */
const FORMAT: Options = { escape_formulas: true, record_delimiter: "windows", quote_record_delimiter: true };

/** Signs that begin a formula; csv-stringify looks at the first character of a cell only. */
const HIDDEN_FORMULA = /^[\s\p{Cc}\p{Cf}]+[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u;

/** The file, batch by batch. */
export function* csvFile(report: Report, base: Base): Generator<string> {
  yield stringify([[...ANNOTATION_COLUMNS]], { ...FORMAT, bom: true });
  let batch: string[][] = [];
  for (const row of annotationRows(report, base)) {
    batch.push(row.map(shielded));
    if (batch.length < BATCH) continue;
    yield stringify(batch, FORMAT);
    batch = [];
  }
  if (batch.length > 0) yield stringify(batch, FORMAT);
}

/** Without NUL, which ends cells in some programs; and a formula behind white space is text as well. */
function shielded(cell: string): string {
  const text = cell.replaceAll("\u0000", "");
  return HIDDEN_FORMULA.test(text) && !/^[\t\r]/.test(text) ? `'${text}` : text;
}
