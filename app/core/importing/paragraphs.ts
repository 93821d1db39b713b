/**
 * Lines → passages: where each block begins, and which lines it is made of.
 *
 * Promises: every line that is not blank ends up in exactly one passage, in order; numbers and labels leave the
 * text and become attributes. What is a heading, what a page break has torn and who speaks is decided later.
 * Called by: `readText`. Must stay true: one walk over the lines.
 */
import { isFrontText, isTornNotice } from "./furniture.ts";
import type { Line } from "./lines.ts";
import { isContentsEntry, readMark, type Mark } from "./marks.ts";
import type { HeadingSign, Passage } from "./passage.ts";
import { endsClosed, endsOpen, endsWithColon, foldSpace, joinPieces } from "./sentence.ts";
import { findSpeaker } from "./speakers.ts";
import type { TableSpan } from "./tables.ts";
import { goesOn, type Wrapping } from "./wrapping.ts";

/** All that earlier passes have found out about the lines. */
export interface Page {
  lines: readonly Line[];
  furniture: readonly boolean[];
  numbers: ReadonlyMap<number, number>;
  tables: ReadonlyMap<number, TableSpan>;
  wrapping: Wrapping;
  /** Index of the first line of the body. */
  body: number;
  /** The text is the record of a meeting: a speaker's name after a full stop opens a paragraph. */
  record: boolean;
}

interface Building {
  passage: Passage;
  pieces: string[];
  longest: number;
  lastLine: number;
}

/** Puts the lines together to passages. */
export function formPassages(page: Page): Passage[] {
  const done: Passage[] = [];
  let current: Building | null = null;
  let blank = true;
  const close = (): void => {
    if (current) done.push(finish(current));
    current = null;
  };
  for (let at = 0; at < page.lines.length; at += 1) {
    const line = page.lines[at];
    if (!line || line.text === "") {
      blank = true;
      continue;
    }
    const table = page.tables.get(at);
    if (table) {
      close();
      done.push(tablePassage(table, line, at < page.body));
      at = table.to - 1;
    } else {
      const opened: Building | null = open(page, at, current, blank);
      if (opened) {
        close();
        current = opened;
      } else if (current) extend(current, line, at);
    }
    blank = false;
  }
  close();
  return done;
}

function tablePassage(table: TableSpan, line: Line, front: boolean): Passage {
  const text = front ? table.rows.map((row) => row.join(" ")).join(" ") : "";
  const base = { text: foldSpace(text), at: line.at, joinedLines: 0, joinedBreaks: 0, blankBefore: true, tabs: 0 };
  return front ? { ...base, kind: "furniture", front } : { ...base, kind: "table", rows: table.rows.map((row) => row.map(foldSpace)) };
}

/** A new passage that begins in this line, or null when the line belongs to the one before. */
function open(page: Page, at: number, current: Building | null, blank: boolean): Building | null {
  const line = page.lines[at];
  if (!line) return null;
  const base: Passage = { kind: "paragraph", text: "", at: line.at, joinedLines: 0, joinedBreaks: 0, blankBefore: blank, tabs: line.tabs };
  const build = (rest: string, facts: Partial<Passage>): Building => {
    return { passage: { ...base, ...facts }, pieces: [rest], longest: line.text.length, lastLine: at };
  };
  if (page.furniture[at] && current && !blank && isTornNotice(current.pieces.at(-1) ?? "", line.text)) return null;
  if (page.furniture[at]) return build(line.text, at < page.body ? { kind: "furniture", front: true } : { kind: "furniture" });
  const adjacent = current !== null && !blank && current.lastLine === at - 1 && !page.furniture[at - 1];
  const mark = readMark(line.text);
  if (at < page.body) return adjacent && continuesFront(page, at, current, mark) ? null : build(...frontStart(line, mark));
  const number = page.numbers.get(at);
  if (number !== undefined) return build(numberedRest(mark), { number });
  const before = adjacent ? current : null;
  if (before && mark.type === "number" && !mark.bulleted && before.passage.kind !== "item" && !endsClosed(before.pieces.at(-1) ?? "")) return null;
  const start = markedStart(line, mark, before, page, at);
  if (start) return build(...start);
  if (mark.type === "quote" && (!before || readMark(page.lines[at - 1]?.text ?? "").type !== "quote")) return build(mark.rest, {});
  return before && (mark.type === "quote" || continues(page, at - 1, before)) ? null : build(line.text, tabSign(line));
}

type Start = [rest: string, facts: Partial<Passage>];

function continuesFront(page: Page, at: number, current: Building, mark: Mark): boolean {
  return mark.type === "none" && !isContentsEntry(current.pieces.at(-1) ?? "") && continues(page, at - 1, current);
}

function frontStart(line: Line, mark: Mark): Start {
  if (mark.type === "note") return [mark.rest, { kind: "note", label: mark.label, front: true }];
  return [mark.type === "hash" ? mark.rest : line.text, { kind: isFrontText(line.text) ? "paragraph" : "furniture", front: true }];
}

/** The text after the number, whatever stood before it (a hash sign, a bullet). */
function numberedRest(mark: Mark): string {
  if (mark.type === "hash") return numberedRest(readMark(mark.rest));
  return mark.type === "number" ? mark.rest : "";
}

function continues(page: Page, at: number, current: Building): boolean {
  const { sign, kind, joinedLines } = current.passage;
  if (kind === "furniture" && !current.passage.front) return false;
  if (sign === "hash") return false;
  if (page.record && endsClosed(page.lines[at]?.text ?? "") && findSpeaker(page.lines[at + 1]?.text ?? "") !== null) return false;
  return goesOn(page.lines, at, page.wrapping, { joinedLines, longest: current.longest });
}

/** What a mark that is no paragraph number opens, if it opens anything here. */
function markedStart(line: Line, mark: Mark, before: Building | null, page: Page, at: number): Start | null {
  const pieces = before?.pieces.at(-1);
  const midSentence = pieces !== undefined && !endsClosed(pieces);
  switch (mark.type) {
    case "hash":
      return [mark.rest, { sign: "hash", hashes: mark.hashes }];
    case "note":
      return [mark.rest, { kind: "note", label: mark.label }];
    case "enumerated":
      if (midSentence && !before?.passage.sign && (page.wrapping.hard || endsOpen(pieces))) return null;
      return isTitle(page, at) ? [mark.text, { sign: mark.style }] : null;
    case "number":
      if (!mark.bulleted && isShortTitle(mark.rest)) return [line.text, { sign: "arabic" }];
      return [mark.rest, { kind: "item", label: `${mark.value}.` }];
    case "item":
      return opensItem(mark.label, mark.rest, before, page, at) ? [mark.rest, { kind: "item", label: mark.label }] : null;
    case "bullet":
      if (midSentence && endsOpen(pieces) && /^[-–—]/.test(mark.sign) && page.wrapping.hard) return null;
      return [mark.rest, { kind: "item", label: "•", dubiousBullet: mark.sign === "-" }];
    default:
      return null;
  }
}

/** "(b)" opens an item unless it only happens to begin a line: "subparagraphs (a),⏎(b) and (c) of the article". */
function opensItem(label: string, rest: string, before: Building | null, page: Page, at: number): boolean {
  const pieces = before?.pieces.at(-1);
  if (before === null || pieces === undefined || endsClosed(pieces)) return true;
  if (/^(?:,|and\b|or\b|of\b|to\b|above\b|below\b|et\b|y\b)/.test(rest.slice(0, 8))) return false;
  if (/[,;]$|(?:^|[\s;,])(?:and|or|et|ou|y|o)$/.test(pieces.slice(-12))) return true;
  const first = /^\(?(?:a|i|1|а)\W?\)?$/.test(label) && endsWithColon(pieces);
  return first || (!page.wrapping.hard && (page.lines[at]?.tabs ?? 0) > 0) || (!page.wrapping.hard && !endsOpen(pieces));
}

/** An enumerated line reads as a title: it does not end as a sentence does. */
function isTitle(page: Page, at: number): boolean {
  const text = page.lines[at]?.text ?? "";
  return text.length <= 300 && !/[.;:,]["”*_]*$/.test(text.slice(-6));
}

function isShortTitle(rest: string): boolean {
  return rest.length <= 120 && !/[.;:,?!]["”*_)]*$/.test(rest.slice(-6));
}

function tabSign(line: Line): Partial<Passage> {
  if (/^(?:\*\*|__)[^*_]{2,200}(?:\*\*|__)$/.test(line.text)) return { sign: "bold" };
  const sign: HeadingSign | undefined = line.tabs >= 2 ? "tabs" : undefined;
  return sign ? { sign } : {};
}

function extend(current: Building, line: Line, at: number): void {
  const mark = readMark(line.text);
  current.pieces.push(mark.type === "quote" ? mark.rest : line.text);
  current.longest = Math.max(current.longest, line.text.length);
  current.lastLine = at;
  current.passage.joinedLines += 1;
}

function finish({ passage, pieces }: Building): Passage {
  return { ...passage, text: joinPieces(pieces) };
}
