/**
 * What is on the page but not of the text: job numbers, page numbers, running heads, image placeholders, end rules,
 * correction notices; and the front matter (masthead, contents) before the body begins.
 *
 * Promises: furniture is marked, never dropped; a sentence of the text is never taken for furniture.
 * Called by: `readText`, before paragraphs are formed. Must stay true: patterns look at bounded stretches only.
 */
import { findCommittee } from "./committees.ts";
import { isCountryLine } from "./countries.ts";
import type { Line } from "./lines.ts";
import { isContentsEntry, readMark } from "./marks.ts";
import { endsWithStop, startsLower } from "./sentence.ts";
import { findSymbol } from "./symbols.ts";

const RULE = /^[-_*–—=~·.•+\s\\|]{3,200}$/;
const IMAGE =
  /^(?:\[image:[^\]]{0,200}\]|!\[[^\]]{0,200}\]\([^)]{0,500}\)|-*\[?(?:media\/)?image\d{1,4}\.(?:wmf|emf|png|gif|jpe?g|tiff?|bmp|svg)\]?-*|----media\/.{1,80}----)\s*$/i;
const JOB = /\bGE\.\s?\d{2}-\d{4,6}\b/;
const PAGE = /^(?:page\s+\d{1,4}(?:\s+of\s+\d{1,4})?|[-–—]\s?\d{1,4}\s?[-–—]|\/\.\.\.|…\/…|\d{1,4}\/\d{1,4})$/i;
const RECYCLE = /^(?:\S{1,8}\s+)?please\s+recy\w{1,8}(?:\s.{0,20})?$/i;
const BARCODE = /^\*{1,2}\s?\d{6,8}\s?\*{1,2}$/;
const NOTICE =
  /^\*{0,3}(?:This record is subject to correction|Corrections (?:to this record )?should be|Any correct(?:ed records|ions to the records?)|The present (?:document|report|record) (?:is being|was|has been) (?:issued|submitted|reproduced)|Le présent (?:compte rendu|document) |La présente |Les rectifications|La presente acta|El presente documento|Las correcciones)/i;

/** Marks the lines that are furniture wherever they stand. */
export function findPageFurniture(lines: readonly Line[]): boolean[] {
  const marked = lines.map(({ text }) => isPageFurniture(text));
  markRestOfNotices(lines, marked);
  markRunningHeads(lines, marked);
  markPageNumbers(lines, marked);
  return marked;
}

/** A notice that is broken into lines goes on to the end of its sentence. */
function markRestOfNotices(lines: readonly Line[], marked: boolean[]): void {
  for (let at = 1; at < lines.length; at += 1) {
    const above = lines[at - 1]?.text ?? "";
    if (marked[at - 1] && isTornNotice(above, lines[at]?.text ?? "")) marked[at] = true;
  }
}

/** A line of furniture that stops in mid-sentence, and the line that goes on with it. */
export function isTornNotice(above: string, text: string): boolean {
  return above.length > 40 && !endsWithStop(above) && startsLower(text);
}

function isPageFurniture(text: string): boolean {
  if (text === "" || text.length > 1_500) return false;
  if (NOTICE.test(text.slice(0, 80))) return true;
  if (text.length > 250) return false;
  if (RULE.test(text) || IMAGE.test(text) || PAGE.test(text) || RECYCLE.test(text) || BARCODE.test(text)) return true;
  return JOB.test(text) && text.length < 120 && !endsWithStop(text.replace(/\.$/, (stop) => (text.length > 80 ? stop : "")));
}

/** Lines that are only the symbol, printed again at the head of every page. */
function markRunningHeads(lines: readonly Line[], marked: boolean[]): void {
  const places = new Map<string, number[]>();
  lines.forEach(({ text }, at) => {
    if (text === "" || text.length > 60) return;
    const symbol = findSymbol(text);
    if (symbol === null || text.replace(/[*_#|\s]|Page \d+|\d{1,3}$/gi, "").length > symbol.length) return;
    const same = places.get(symbol);
    if (same) same.push(at);
    else places.set(symbol, [at]);
  });
  for (const same of places.values()) if (same.length > 1) for (const at of same) marked[at] = true;
}

/** Bare numbers are page numbers when they count up by one through the document, with text between. */
function markPageNumbers(lines: readonly Line[], marked: boolean[]): void {
  const bare = lines.flatMap(({ text, tabs }, at) => (tabs === 0 && /^\d{1,3}$/.test(text) ? [{ at, value: Number(text) }] : []));
  const runs = new Map<number, { at: number; ats: number[] }>();
  for (const { at, value } of bare) {
    const before = runs.get(value - 1);
    const run = before && at - before.at >= 6 ? { at, ats: [...before.ats.slice(-200), at] } : { at, ats: [at] };
    runs.delete(value - 1);
    runs.set(value, run);
    if (run.ats.length >= 3) for (const page of run.ats) marked[page] = true;
  }
}

const LETTERHEAD =
  /^(?:United Nations\b|Nations Unies\b|Naciones Unidas\b|Distr(?:\.|ibution\b)|Original\s?:|(?:English|French|Spanish|Russian|Arabic|Chinese) only\b|Advance (?:unedited|edited) version|International Convention\b|International Covenant\b|Convention\b|Optional Protocol\b|CONVENTION\b|HUMAN RIGHTS INSTRUMENTS)/i;
const SESSION =
  /^(?:[^\s\d]{3,30}(?:\s[^\s\d]{3,20})? session\b|Session \d|\[?\d{1,2} [^\s\d]{3,10} \d{4}\]?$|Geneva,|New York,|Held at|Chair(?:person|man)?\s?:|President\s?:|Agenda item|Items? \d|Contents\b|Table of contents|Table des matières|Índice|\[?Date received|\[?Received|Annex(?:es)? to)/i;
const TITLE =
  /^(?:Concluding observations|Conclusions and recommendations|Consideration (?:of|by)|Examen |List of (?:issues|themes)|Replies|Reply|Responses? of|Written replies|Summary record|Information received|Common core|Core document|Follow-up|Addendum|Corrigendum|Comments by|Observations finales|Observaciones finales|Liste de points|Lista de cuestiones|(?:[^\s\d,.;:()]{2,24},? ){1,6}reports? (?:of|submitted)|.{0,40}periodic reports? of States parties)/i;

/** A line of a masthead: letterhead, committee, session, title, country. Trusted only before the body. */
function isMastheadLine(text: string): boolean {
  const plain = text.slice(0, 300).replace(/^[#\s*_>|\\-]{1,12}/, "").replace(/[*_|\\\s]{1,12}$/, "");
  if (plain === "" || text.length > 300) return false;
  if (LETTERHEAD.test(plain) || SESSION.test(plain) || TITLE.test(plain) || isCountryLine(plain)) return true;
  if (plain.length > 160 || endsWithStop(plain)) return false;
  return findCommittee(plain) !== null || findSymbol(plain.slice(0, 60)) !== null;
}

const OPENING = /^\*{0,2}(?:The (?:public |closed |discussion )?(?:meeting|discussion|first part).{0,60}(?:was )?(?:called to order|began|opened)|La séance (?:publique )?est ouverte|Se declara abierta la sesión)/i;

/** Index of the line that opens a meeting ("The meeting was called to order …"), or -1: only records have one. */
export function findOpening(lines: readonly Line[]): number {
  return lines.findIndex(({ text }) => OPENING.test(text.slice(0, 140)));
}

/** Index of the line at which the body begins; everything before it is front matter. 0 when there is none. */
export function findBodyStart(lines: readonly Line[], furniture: readonly boolean[], numbers: ReadonlyMap<number, number>): number {
  const opening = findOpening(lines);
  const numbered = numbers.size > 0 ? Math.min(...firstKeys(numbers)) : -1;
  const firsts = [opening, numbered].filter((at) => at >= 0);
  const first = firsts.length > 0 ? Math.min(...firsts) : firstSentence(lines, furniture);
  const start = first === opening ? first : walkBack(lines, furniture, first);
  const front = lines.slice(0, start).filter(({ text }) => text !== "");
  return front.some(({ text }) => isMastheadLine(text) || isContentsEntry(text)) ? start : 0;
}

function firstKeys(numbers: ReadonlyMap<number, number>): number[] {
  const [first] = numbers.keys();
  return first === undefined ? [] : [first];
}

/** Without numbers, the body begins at the first long sentence. */
function firstSentence(lines: readonly Line[], furniture: readonly boolean[]): number {
  const at = lines.findIndex(
    ({ text }, index) => !furniture[index] && text.length >= 120 && endsWithStop(text) && readMark(text).type !== "note",
  );
  return at === -1 ? 0 : at;
}

/** Headings right above the first paragraph belong to the body; masthead lines and contents do not. */
function walkBack(lines: readonly Line[], furniture: readonly boolean[], first: number): number {
  let start = first;
  const styles = new Set<string>();
  for (let at = first - 1; at >= 0 && first - at < 12; at -= 1) {
    const text = lines[at]?.text ?? "";
    if (text === "") continue;
    if (furniture[at] || isContentsEntry(text) || text.length > 250 || endsWithStop(text)) break;
    const mark = readMark(text);
    const style = mark.type === "enumerated" ? mark.style : mark.type === "hash" ? `#${mark.hashes}` : mark.type;
    const title = mark.type === "hash" ? mark.rest : text;
    if (styles.has(style) || mark.type === "note" || mark.type === "item" || mark.type === "bullet") break;
    if (mark.type !== "enumerated" && isMastheadLine(title)) break;
    styles.add(style);
    start = at;
  }
  return start;
}

/** A stretch of front matter that is running text all the same: a foreword, a summary. */
export function isFrontText(text: string): boolean {
  return text.length >= 150 && endsWithStop(text) && !NOTICE.test(text.slice(0, 80)) && !isMastheadLine(text);
}
