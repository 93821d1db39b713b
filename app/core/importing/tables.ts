/**
 * Tables in plain text: Markdown pipes, tabs between cells, or one cell a line in groups of the same size.
 *
 * Promises: a stretch of lines is a table only when its rows agree; what is doubtful stays text.
 * Called by: the paragraphs pass. Must stay true: each line is looked at a bounded number of times.
 */
import type { Line } from "./lines.ts";
import { isContentsEntry, readMark } from "./marks.ts";

export interface TableSpan {
  /** First line, and the line after the last. */
  from: number;
  to: number;
  rows: string[][];
}

const LONGEST_CELL = 1_000;

/** The tables of a text, by their first line. */
export function findTables(lines: readonly Line[], skip: (at: number) => boolean): Map<number, TableSpan> {
  const tables = new Map<number, TableSpan>();
  for (let at = 0; at < lines.length; ) {
    const table = skip(at) ? null : (pipeTable(lines, at) ?? tabTable(lines, at, skip) ?? cellTable(lines, at, skip));
    if (table) tables.set(at, table);
    at = table ? table.to : at + 1;
  }
  return tables;
}

function isPipeRow(text: string): boolean {
  return text.startsWith("|") && text.indexOf("|", 1) !== -1;
}

function pipeCells(text: string): string[] {
  return text
    .replace(/^\|/, "")
    .replace(/\|$/, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.replace(/\\\|/g, "|").trim());
}

function pipeTable(lines: readonly Line[], from: number): TableSpan | null {
  let to = from;
  while (isPipeRow(lines[to]?.text ?? "")) to += 1;
  if (to - from < 2) return null;
  const rows = lines
    .slice(from, to)
    .map(({ text }) => pipeCells(text))
    .filter((cells) => !cells.every((cell) => /^:?-{1,200}:?$/.test(cell)));
  return { from, to, rows };
}

/** Rows of short cells with tabs between them. */
function tabTable(lines: readonly Line[], from: number, skip: (at: number) => boolean): TableSpan | null {
  const columns = tabCells(lines[from]).length;
  if (columns < 2 || (from > 0 && !skip(from - 1) && tabCells(lines[from - 1]).length === columns)) return null;
  const rows: string[][] = [];
  let to = from;
  while (to < lines.length && !skip(to) && tabCells(lines[to]).length === columns) {
    rows.push(tabCells(lines[to]));
    to += 1;
  }
  return rows.length >= 2 && !rows.every((_, row) => isContentsEntry(lines[from + row]?.text ?? "")) ? { from, to, rows } : null;
}

function tabCells(line: Line | undefined): string[] {
  if (!line || line.text.length > LONGEST_CELL || !line.text.includes("\t") || readMark(line.text).type !== "none") return [];
  return line.text.split(/\t+/).map((cell) => cell.trim());
}

/** Groups of tab-indented lines, a blank line between groups: each line a cell, each group a row. */
function cellTable(lines: readonly Line[], from: number, skip: (at: number) => boolean): TableSpan | null {
  if (!isCell(lines[from]) || (from > 0 && !skip(from - 1) && isCell(lines[from - 1]))) return null;
  const rows: string[][] = [];
  let to = from;
  let at = from;
  while (at < lines.length && !skip(at)) {
    const row: string[] = [];
    while (at < lines.length && !skip(at) && isCell(lines[at])) {
      row.push(lines[at]?.text ?? "");
      at += 1;
    }
    if (row.length < 2 || row.length !== (rows[0]?.length ?? row.length)) break;
    if (at < lines.length && lines[at]?.text !== "") break;
    rows.push(row);
    to = at;
    while (at < lines.length && lines[at]?.text === "" && at - to < 2) at += 1;
  }
  return rows.length >= 2 ? { from, to, rows } : null;
}

function isCell(line: Line | undefined): boolean {
  if (!line || line.tabs !== 1 || line.text === "" || line.text.length > LONGEST_CELL) return false;
  return !line.text.includes("\t") && readMark(line.text).type === "none";
}
