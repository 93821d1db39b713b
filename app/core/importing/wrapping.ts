/**
 * Hard line breaks: whether a text is wrapped, and whether one line goes on in the next.
 *
 * Promises: in a wrapped text a paragraph is put together again, in an unwrapped one every line stays its own
 * paragraph unless its sentence plainly goes on. Called by: numbering's weights, the paragraphs pass.
 * Must stay true: linear in the number of lines; a line is compared with its neighbours only.
 */
import type { Line } from "./lines.ts";
import { endsClosed, endsOpen, startsLower, startsUpper } from "./sentence.ts";

export interface Wrapping {
  /** The text as a whole is broken at a fixed width. */
  hard: boolean;
  /** Common width of its lines. */
  width: number;
  /** For each line, the longest line of the stretch without blank lines it stands in. */
  runs: number[];
}

/** No typewriter, mail or pdf width is larger; a longer line is a paragraph. */
const WIDEST = 140;
/** A line shorter than this share of the common width was ended on purpose. */
const FULL = 0.6;
/** Where a sentence also ends, the line must be this full of its own stretch for the next to go on. */
const FULL_AT_STOP = 0.75;

/** Measures how the lines of a text are broken. */
export function measureWrapping(lines: readonly Line[]): Wrapping {
  const lengths = lines.map(({ text }) => text.length).filter((length) => length > 0);
  lengths.sort((a, b) => a - b);
  const width = lengths[Math.floor(lengths.length * 0.95)] ?? 0;
  let pairs = 0;
  let open = 0;
  for (let at = 0; at + 1 < lines.length; at += 1) {
    const a = lines[at]?.text ?? "";
    const b = lines[at + 1]?.text ?? "";
    if (a.length < 30 || b === "") continue;
    pairs += 1;
    if (!endsClosed(a) && (startsLower(b) || endsOpen(a))) open += 1;
  }
  return { hard: width <= WIDEST && open > 0 && open >= pairs * 0.2, width, runs: longestInRuns(lines) };
}

function longestInRuns(lines: readonly Line[]): number[] {
  const runs = new Array<number>(lines.length).fill(0);
  for (let from = 0; from < lines.length; ) {
    let to = from;
    let longest = 0;
    while (to < lines.length && lines[to]?.text !== "") {
      longest = Math.max(longest, lines[to]?.text.length ?? 0);
      to += 1;
    }
    runs.fill(longest, from, to);
    from = to + 1;
  }
  return runs;
}

/** What a passage already knows about itself when the next line is weighed. */
export interface Running {
  joinedLines: number;
  /** Longest of the lines joined so far. */
  longest: number;
}

/** Line `at` goes on in line `at + 1`, which stands right below it and bears no mark of its own. */
export function goesOn(lines: readonly Line[], at: number, wrapping: Wrapping, running: Running): boolean {
  const a = lines[at];
  const b = lines[at + 1];
  if (!a || !b) return false;
  return wrapping.hard ? goesOnWrapped(lines, at, a, b, wrapping) : goesOnUnwrapped(a, b, running);
}

function goesOnWrapped(lines: readonly Line[], at: number, a: Line, b: Line, wrapping: Wrapping): boolean {
  const closed = endsClosed(a.text);
  if (b.tabs > a.tabs && startsUpper(b.text) && (closed || b.tabs >= 2)) return false;
  if (!closed) return startsLower(b.text) || endsOpen(a.text) || isFull(a, b, wrapping.width * FULL);
  const full = isFull(a, b, (wrapping.runs[at] ?? 0) * FULL_AT_STOP);
  if (startsLower(b.text)) return full || !/[:;]$/.test(a.text.slice(-1));
  if (!full) return false;
  const next = lines[at + 2]?.text ?? "";
  const title = b.text.length < wrapping.width * FULL && !endsClosed(b.text) && next === "";
  if (title) return false;
  const newPage = b.spaces > a.spaces || b.pageStart;
  return !(ENDS_WITH_ARTICLES.test(a.text.slice(-80)) && (newPage || RECOMMENDING.test(b.text.slice(0, 60))));
}

/** How the recommendation after a concern most often begins. */
const RECOMMENDING = /^[*_]{0,2}(?:The State party (?:should|must)\b|The Committee (?:recommends|urges|reiterates)\b)/;

/** A concern ends so: "(arts. 2 and 12)." What follows on a new page is the recommendation. */
const ENDS_WITH_ARTICLES = /\((?:arts?|párrs?|par)\.[^()]{1,60}(?:\([^()]{1,10}\)[^()]{0,30}){0,4}\)\.$/i;

/** The first word of the next line would not have fitted on this one. */
function isFull(a: Line, b: Line, width: number): boolean {
  const space = b.text.slice(0, 80).search(/\s/);
  const word = space === -1 ? Math.min(b.text.length, 80) : space;
  return a.text.length + 1 + word > width;
}

function goesOnUnwrapped(a: Line, b: Line, running: Running): boolean {
  if (b.tabs > 0) return startsLower(b.text) && !endsClosed(a.text);
  const wrapped = running.joinedLines > 0 && running.longest <= WIDEST && isFull(a, b, running.longest * 0.85);
  if (endsClosed(a.text)) return wrapped && !a.text.endsWith(":") && !a.text.endsWith(";") && b.spaces > 0;
  return startsLower(b.text) || endsOpen(a.text) || wrapped;
}
