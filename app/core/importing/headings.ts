/**
 * Headings: which passages are titles, and on which level.
 *
 * Promises: an enumerated, tabbed, hashed or wholly bold line is a heading by its looks; any other short line is
 * one only when what it stands between says so, otherwise it stays text and is named as suspected.
 * Called by: `readText`, after lists. Must stay true: walks backwards once, then forwards once.
 */
import { isReferenceTitle } from "./lists.ts";
import { isAside, isPlain, type Passage } from "./passage.ts";
import { endsClosed, endsWithStop, startsUpper } from "./sentence.ts";
import { withoutNoteMarks } from "./notes.ts";

const LONGEST = 300;
const LONGEST_BY_SHAPE = 150;

/** Turns titles into headings with levels. Answers the passages that look like a heading and were left as text. */
export function settleHeadings(passages: readonly Passage[]): Passage[] {
  const numbered = passages.some(({ number }) => number !== undefined);
  // Whoever writes "##" in front of headings has said which lines are some; no others are guessed.
  const hashed = passages.some(({ sign }) => sign === "hash");
  const suspected: Passage[] = [];
  let next: Passage | null = null;
  for (let at = passages.length - 1; at >= 0; at -= 1) {
    const passage = passages[at];
    if (!passage || isAside(passage)) continue;
    const told = !hashed || passage.sign !== undefined;
    if (told && hasTitleShape(passage) && next?.kind !== "table" && !isCaption(passage.text)) {
      if (isHeading(passage, next, previousOf(passages, at), numbered)) passage.kind = "heading";
      else if (passage.text.length <= 80 && passage.blankBefore && next?.blankBefore) suspected.push(passage);
    }
    next = passage;
  }
  setLevels(passages);
  return suspected.reverse();
}

function previousOf(passages: readonly Passage[], at: number): Passage | null {
  for (let before = at - 1; before >= 0; before -= 1) {
    const passage = passages[before];
    if (passage && !isAside(passage)) return passage;
  }
  return null;
}

function hasTitleShape(passage: Passage): boolean {
  if (!isPlain(passage) || passage.front) return false;
  const text = withoutNoteMarks(passage.text).replace(/^[*_]{1,3}|[*_]{1,3}$/g, "");
  if (text.length < 2 || text.length > LONGEST || !startsUpper(text)) return false;
  return !/[.;:,!]["'”’»)]{0,3}$/.test(text.slice(-6)) || /^(?:\p{Lu}|[IVX]{1,5})\.$/u.test(text);
}

/** "Table 2": names the table below it. */
function isCaption(text: string): boolean {
  return /^(?:table|figure|chart|graph|box|tableau|cuadro|gráfico|таблица)(?:\s[\dIVX.:]+|$)/i.test(text.slice(0, 30));
}

function isHeading(passage: Passage, next: Passage | null, previous: Passage | null, numbered: boolean): boolean {
  const before = previous === null || previous.kind !== "paragraph" || endsClosed(previous.text) || previous.front === true;
  if (passage.sign === "arabic") return next !== null && (next.number !== undefined || next.kind === "heading");
  if (passage.sign === "bold") return next !== null && next.kind !== "item";
  if (passage.sign !== undefined) return true;
  if (/^(?:Annex|Appendix|Annexe|Anexo|Приложение)(?:es)?\b/i.test(passage.text) && passage.text.length <= LONGEST_BY_SHAPE) return true;
  if (next === null || !(before || hasTitleShape(previous))) return false;
  if (next.number !== undefined || next.kind === "heading") return true;
  if (isReferenceTitle(passage.text)) return true;
  if (passage.text.length > LONGEST_BY_SHAPE || !isPlain(next) || !endsWithStop(next.text)) return false;
  return !numbered || (passage.blankBefore && next.blankBefore && next.text.length > passage.text.length);
}

/** Kinds of heading from the widest to the narrowest. */
const RANK = { roman: 1, letter: 2, arabic: 3, plain: 4, report: 5, sub: 6 };

function setLevels(passages: readonly Passage[]): void {
  const headings = passages.filter(({ kind }) => kind === "heading");
  const hashes = headings.flatMap(({ hashes: count }) => (count === undefined ? [] : [count]));
  const leastHashes = Math.min(...new Set(hashes));
  const hashesTell = new Set(hashes).size > 1;
  let open: { rank: number; level: number }[] = [];
  let previous: Passage | null = null;
  for (const passage of passages) {
    if (isAside(passage)) continue;
    if (passage.kind === "heading") {
      const rank = rankOf(passage, previous);
      open = open.filter((one) => one.rank < rank);
      const told = hashesTell && passage.hashes !== undefined ? passage.hashes - leastHashes + 1 : null;
      passage.level = Math.min(6, told ?? (open.at(-1)?.level ?? 0) + 1);
      open.push({ rank, level: passage.level });
    }
    previous = passage;
  }
}

function rankOf(passage: Passage, previous: Passage | null): number {
  const text = passage.text.replace(/^[*_]{1,3}/, "");
  const numeral = /^([IVXІ]{1,7}|\p{Lu})\.\s/u.exec(text.slice(0, 12))?.[1];
  if (passage.sign === "roman" || passage.sign === "letter") return RANK[passage.sign];
  if (passage.sign === "hash" && numeral) return /^[IVXІ]+$/.test(numeral) ? RANK.roman : RANK.letter;
  if (passage.sign === "arabic" || /^\d{1,2}\.\s/.test(text.slice(0, 6))) return RANK.arabic;
  if (/^Subparagraph/i.test(text)) return RANK.sub;
  if (previous?.kind === "heading" && /\breports?\b.*\bof\b|\([A-Z]+\/[A-Z]/.test(text.slice(0, 200))) return RANK.report;
  return RANK.plain;
}

/** Headings that should be there when the ones around them count on: "Paragraph 6" is followed by "Paragraph 10". */
export function findHeadingGaps(passages: readonly Passage[]): { passage: Passage; message: string }[] {
  const gaps: { passage: Passage; message: string }[] = [];
  let last: number | null = null;
  for (const passage of passages) {
    if (passage.kind !== "heading" || passage.level === undefined) continue;
    const found = /^Paragraphs? (\d{1,3})(?:[^\d]{1,8}(\d{1,3}))?/.exec(passage.text.slice(0, 40));
    if (!found) {
      if (passage.level === 1) last = null;
      continue;
    }
    const first = Number(found[1]);
    if (last !== null && first > last + 1) gaps.push({ passage, message: gapMessage(last + 1, first - 1, passage.text) });
    last = Number(found[2] ?? found[1]);
  }
  return gaps;
}

function gapMessage(from: number, to: number, heading: string): string {
  const missing = from === to ? `paragraph ${from}` : `paragraphs ${from} to ${to}`;
  return `No heading for ${missing} stands before "${heading}"; such headings may have been lost, and their replies stand under the heading before.`;
}
