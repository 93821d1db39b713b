/**
 * Footnotes that a converter left inside the sentence: `[footnoteRef:3] … [3: text]`, `^{*}`, `[^1]`.
 *
 * Promises: references become marks that no other pass takes for text, definitions are taken out of the
 * sentence, and `settleNotes` puts each note right after the passage that refers to it. A mark without a note
 * is printed again as it was (or dropped when it was an empty placeholder), never lost silently.
 * Called by: `readText`, before lines are read and after passages are whole. Must stay true: linear in the text.
 */
import type { Passage } from "./passage.ts";

const OPEN = "\ufdd0";
const CLOSE = "\ufdd1";
const MARK = /\ufdd0([^\ufdd0\ufdd1]{1,40})\ufdd1/g;

/** A source with its references marked and its in-sentence definitions taken out, by label. */
export interface LiftedNotes {
  source: string;
  definitions: Map<string, string>;
}

/** Text without note marks. */
export function withoutNoteMarks(text: string): string {
  return text.includes(OPEN) ? text.replace(MARK, "") : text;
}

/** Takes the definitions `[3: text]` out of the source and turns every reference into a mark. */
export function liftNotes(source: string): LiftedNotes {
  const clean = /[\ufdd0\ufdd1]/.test(source) ? source.replace(/[\ufdd0\ufdd1]/g, "") : source;
  const definitions = new Map<string, string>();
  const hasWordNotes = clean.includes("[footnoteRef:") || clean.includes("[endnoteRef:");
  const lifted = hasWordNotes ? takeDefinitions(clean, definitions) : clean;
  return { source: markReferences(lifted), definitions };
}

function markReferences(source: string): string {
  let marked = source;
  if (/\[(?:footnote|endnote)Ref:/.test(marked)) {
    marked = marked.replace(/\[(?:footnote|endnote)Ref:\s?([^\]\s]{1,12})\]/g, `${OPEN}w$1${CLOSE}`);
  }
  if (marked.includes("^{")) marked = marked.replace(/([^\s>])[ \t]?\^\{([^{}\n]{1,6})\}/g, `$1${OPEN}c$2${CLOSE}`);
  if (marked.includes("[^")) marked = marked.replace(/([^\s>])\[\^([^\]\s]{1,20})\](?!:)/g, `$1${OPEN}m$2${CLOSE}`);
  return marked;
}

/** One pass over the brackets: a definition is `[label: …]` with its own brackets balanced. */
function takeDefinitions(source: string, definitions: Map<string, string>): string {
  const spans: [start: number, end: number][] = [];
  const open: number[] = [];
  for (let at = 0; at < source.length; at += 1) {
    const code = source.charCodeAt(at);
    if (code === 0x5b) open.push(at);
    else if (code === 0x5d) {
      const start = open.pop();
      if (start === undefined) continue;
      const label = /^\[(\d{1,4}|\*{1,3}|[a-z]):\s/.exec(source.slice(start, start + 10))?.[1];
      if (label === undefined || definitions.has(label)) continue;
      definitions.set(label, source.slice(start + label.length + 2, at).trim());
      spans.push([start, at + 1]);
    }
  }
  return cutOut(source, spans.sort((a, b) => a[0] - b[0]));
}

function cutOut(source: string, spans: [start: number, end: number][]): string {
  const kept: string[] = [];
  let from = 0;
  for (const [start, end] of spans) {
    if (start >= from) kept.push(source.slice(from, start));
    from = Math.max(from, end);
  }
  kept.push(source.slice(from));
  return kept.join("");
}

/** Puts notes after the passages that refer to them. `unexplained` lists references that no note answers. */
export function settleNotes(
  passages: Passage[],
  definitions: Map<string, string>,
): { passages: Passage[]; unexplained: string[] } {
  const printed = new Map<string, Passage[]>();
  for (const passage of passages) {
    if (passage.kind !== "note" || passage.label === undefined) continue;
    const same = printed.get(passage.label);
    if (same) same.push(passage);
    else printed.set(passage.label, [passage]);
  }
  const pending = new Map(definitions);
  const placed = new Set<Passage>();
  const settled: Passage[] = [];
  const unexplained: string[] = [];
  for (const passage of passages) {
    if (placed.has(passage)) continue;
    settled.push(passage);
    if (passage.kind === "note") placed.add(passage);
    for (const label of takeMarks(passage, definitions, printed, unexplained)) {
      const text = pending.get(label);
      pending.delete(label);
      const notes = text === undefined ? (printed.get(label) ?? []) : [noteAfter(passage, label, text)];
      for (const note of notes) {
        if (!placed.has(note)) settled.push(note);
        placed.add(note);
      }
      if (text === undefined) printed.set(label, []);
    }
  }
  const last = passages.at(-1);
  if (last) for (const [label, text] of pending) settled.push(noteAfter(last, label, text));
  return { passages: settled, unexplained };
}

function noteAfter(passage: Passage, label: string, text: string): Passage {
  return { kind: "note", label, text, at: passage.at, joinedLines: 0, joinedBreaks: 0, blankBefore: false, tabs: 0 };
}

/** Takes the marks out of a passage and answers the labels they name; marks that name nothing are printed again. */
function takeMarks(
  passage: Passage,
  definitions: Map<string, string>,
  printed: Map<string, Passage[]>,
  unexplained: string[],
): string[] {
  const labels: string[] = [];
  const take = (text: string): string =>
    text.replace(MARK, (_, mark: string) => {
      const label = mark.slice(1);
      if (definitions.has(label) || printed.has(label)) labels.push(label);
      else if (mark.startsWith("c")) return `^{${label}}`;
      else if (mark.startsWith("m")) return `[^${label}]`;
      else unexplained.push(label);
      return "";
    });
  if (passage.text.includes(OPEN)) passage.text = take(passage.text);
  if (passage.rows?.some((row) => row.some((cell) => cell.includes(OPEN)))) {
    passage.rows = passage.rows.map((row) => row.map((cell) => take(cell).trim()));
  }
  return [...new Set(labels)];
}
