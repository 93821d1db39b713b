/**
 * Small questions about the ends of a line of running text, and how two lines become one.
 *
 * Promises: every question looks only at a bounded stretch at the start or end of the text, so that a line of
 * many megabytes costs nothing; note marks never count as text. Called by: the passes that join lines and
 * passages. Must stay true: joining never drops or adds a character other than the break itself and one space.
 */
import { withoutNoteMarks } from "./notes.ts";

/** Words that cannot end a sentence: what follows belongs to it, whatever its first letter. */
const OPEN_WORD =
  /(?:^|[\s(])(?:the|a|an|of|in|to|by|for|with|and|or|nor|that|which|who|whose|on|at|from|as|into|under|between|its|their|his|her|this|these|such|than|not|be|been|was|were|is|are|has|had|have|articles?|paragraphs?|du|de|des|la|le|les|et|ou|à|au|aux|un|une|en|dans|par|pour|sur|el|los|las|y|o|del|al|con|por|para|que|qui|и|в|на|о|по|с|к|от|для)$/i;

/** A full stop after one of these does not end a sentence. */
const ABBREVIATION = /(?:^|[\s(])(?:arts?|paras?|nos?|chaps?|secs?|vol|pp?|cf|e\.g|i\.e|Mr|Mrs|Ms|Dr|St|al\. y|par|párrs?|ст|п|пп)\.$/i;

const CLOSED = /[.!?:;…。؟！？：；।][\s"'”’»)\]*_]*$/;

function tail(text: string): string {
  return withoutNoteMarks(text.slice(-300)).trimEnd();
}

/** The text ends where a sentence, a clause before a list, or a list item may end. */
export function endsClosed(text: string): boolean {
  const end = tail(text).slice(-40);
  return CLOSED.test(end) && !ABBREVIATION.test(end);
}

/** The text ends in a word, hyphen or comma after which the sentence must go on. */
export function endsOpen(text: string): boolean {
  const end = tail(text).slice(-40);
  return /[\p{L}\p{N}][-‐‑–—/,]$/u.test(end) || ABBREVIATION.test(end) || OPEN_WORD.test(end);
}

/** The text ends with a colon: a list or a quotation follows. */
export function endsWithColon(text: string): boolean {
  return /[:：][*_]*$/.test(tail(text).slice(-8));
}

/** The text ends with a full stop, question or exclamation mark. */
export function endsWithStop(text: string): boolean {
  return /[.!?…。؟！？।]["'”’»)\]*_]*$/.test(tail(text).slice(-12));
}

/** The text begins as only the middle of a sentence does. */
export function startsLower(text: string): boolean {
  return /^["'“‘«(*_]{0,4}\p{Ll}/u.test(text.slice(0, 8));
}

/** The text begins as a sentence or a title does. */
export function startsUpper(text: string): boolean {
  return /^["'“‘«([*_]{0,4}(?:\p{Lu}|\p{Lo}|\d)/u.test(text.slice(0, 8));
}

const SUSPENDED = /^(?:and|or|nor|to|et|ou|y|o|e|u|и|или)\b/i;
const WIDE = /[\u3000-\u303f\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]/;

/** Two lines of one paragraph as one text: the break becomes a space, or nothing after a hyphen that binds. */
export function joinText(first: string, second: string): string {
  const a = first.trimEnd();
  const b = second.trimStart();
  if (a === "" || b === "") return a + b;
  if (a.endsWith("\u00ad")) return a.slice(0, -1) + b;
  const end = a.slice(-2);
  const bound = /^[\p{L}\p{N})][-‐‑–—/]$/u.test(end) && /^[\p{L}\p{N}“"(]/u.test(b.slice(0, 2));
  if (bound && !SUSPENDED.test(b.slice(0, 8))) return a + b;
  if (WIDE.test(a.slice(-1)) && WIDE.test(b.slice(0, 1))) return a + b;
  return `${a} ${b}`;
}

/** How much of a text's end the joining of two lines may look at. */
const SEAM = 40;

/** Joins many pieces; only the seams are looked at, so that a paragraph of very many lines stays cheap. */
export function joinPieces(pieces: readonly string[]): string {
  const whole: string[] = [];
  let end = "";
  for (const piece of pieces) {
    whole.push(end.slice(0, -SEAM));
    end = joinText(end.slice(-SEAM), foldSpace(piece));
  }
  whole.push(end);
  return whole.join("");
}

/** Runs of blanks, tabs and breaks as one space; the no-break space is a character of the text and stays. */
export function foldSpace(text: string): string {
  return (/[\t\n\r\f\v]| {2}/.test(text) ? text.replace(/[ \t\n\r\f\v]+/g, " ") : text).trim();
}
