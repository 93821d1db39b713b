/**
 * Numbers at line starts, weighed for how much each looks like the number of a paragraph.
 *
 * Promises: a weight from 0 to 1 for every candidate, from what stands around it; the choice itself is made in
 * `numbering`. Called by: `readText`. Must stay true: contents lines and furniture are never candidates.
 */
import type { Line } from "./lines.ts";
import { isContentsEntry, readMark, type Mark } from "./marks.ts";
import type { Candidate } from "./numbering.ts";
import { endsClosed, endsOpen, endsWithColon } from "./sentence.ts";
import type { Wrapping } from "./wrapping.ts";

/** Taken off the full weight of 1 for each thing that speaks against a paragraph number. */
const AGAINST = { openSentence: 0.8, title: 0.5, afterColon: 0.3, listEnd: 0.3, hash: 0.3, oddStyle: 0.1 };

/** After such a word at the end of the line above, a number is that of the article or paragraph meant there. */
const WANTS_NUMBER = /(?:^|[\s(])(?:arts?\.|articles?|paras?\.|paragraphs?|nos?\.|artículos?|párrs?\.|ст\.|статьи|пункт\p{L}{0,3})$/iu;

interface Found {
  line: number;
  value: number;
  style: string;
  title: boolean;
  hash: boolean;
}

/** The lines that begin with a number, with their weights. */
export function weighCandidates(lines: readonly Line[], furniture: readonly boolean[], wrapping: Wrapping): Candidate[] {
  const found = findNumbers(lines, furniture);
  const usual = mostCommon(found.map(({ style }) => style));
  const titlesRare = found.filter(({ title }) => title).length * 2 < found.length;
  const hashesRare = found.filter(({ hash }) => hash).length * 2 < found.length;
  return found.map((one) => {
    let weight = 1;
    const text = lines[one.line]?.text ?? "";
    const above = lines[one.line - 1]?.text ?? "";
    if (one.style !== usual) weight -= AGAINST.oddStyle;
    if (one.title && titlesRare) weight -= AGAINST.title;
    if (one.hash && hashesRare) weight -= AGAINST.hash;
    if (/;$|;\s(?:and|or)$/.test(text.slice(-8))) weight -= AGAINST.listEnd;
    if (endsWithColon(lastLine(lines, one.line))) weight -= AGAINST.afterColon;
    if (/;$|;\s(?:and|or)$/.test(lastLine(lines, one.line).slice(-8))) weight -= AGAINST.listEnd;
    if (endsOpen(above) || (wrapping.hard && above.length > 30 && !endsClosed(above))) weight -= AGAINST.openSentence;
    return { line: one.line, value: one.value, weight: Math.max(0.05, weight) };
  });
}

function findNumbers(lines: readonly Line[], furniture: readonly boolean[]): Found[] {
  return lines.flatMap((line, at) => {
    if (furniture[at] || line.text === "") return [];
    const outer = readMark(line.text);
    const mark: Mark = outer.type === "hash" ? readMark(outer.rest) : outer;
    if (mark.type !== "number" || mark.value === 0 || isContentsEntry(line.text)) return [];
    if (WANTS_NUMBER.test(lines[at - 1]?.text.slice(-20) ?? "")) return [];
    const title = mark.rest.length <= 90 && !endsOpen(mark.rest) && !/[.;:,?!…]["'”’»*_)\]]{0,4}$/.test(mark.rest.slice(-8));
    return [{ line: at, value: mark.value, style: mark.style, title, hash: outer.type === "hash" }];
  });
}

/** The line before, over one blank line. */
function lastLine(lines: readonly Line[], at: number): string {
  return lines[at - 1]?.text || (lines[at - 2]?.text ?? "");
}

function mostCommon(values: string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
