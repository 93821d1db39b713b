/**
 * Lists: how deep an item stands, and lines that are items although no letter or bullet is printed before them.
 *
 * Promises: unmarked lines become items only after a colon and only in company; levels count from 1 and begin
 * anew with every paragraph and heading. Called by: `readText`, after torn passages are joined, before headings.
 * Must stay true: one walk over the passages.
 */
import { isAside, isPlain, type Passage } from "./passage.ts";
import { endsWithColon, endsWithStop } from "./sentence.ts";

const LONGEST_UNMARKED = 600;
const DEEPEST = 6;

/** Finds unmarked items and gives every item its level. */
export function settleLists(passages: readonly Passage[]): void {
  markUnmarkedItems(passages);
  setLevels(passages);
}

function markUnmarkedItems(passages: readonly Passage[]): void {
  const numbered = passages.some(({ number }) => number !== undefined);
  for (let at = 0; at < passages.length; at += 1) {
    const lead = passages[at];
    if (!lead || lead.kind !== "paragraph" || lead.front || lead.sign || !endsWithColon(lead.text)) continue;
    const items = followers(passages, at + 1, numbered);
    if (items.length < 2) continue;
    for (const item of items) item.kind = "item";
  }
}

function followers(passages: readonly Passage[], from: number, numbered: boolean): Passage[] {
  const items: Passage[] = [];
  for (let at = from; at < passages.length; at += 1) {
    const passage = passages[at];
    if (!passage) break;
    if (isAside(passage)) continue;
    if (!isPlain(passage) || passage.sign || passage.text.length > LONGEST_UNMARKED || isReferenceTitle(passage.text)) break;
    if (passages[at + 1]?.kind === "table") break;
    const stops = endsWithStop(passage.text);
    if (stops && !numbered) break;
    items.push(passage);
    if (stops) break;
  }
  return items;
}

/** "Article 2", "Paragraphs 30 and 31": a heading, never an item. */
export function isReferenceTitle(text: string): boolean {
  return /^(?:Sub)?(?:articles?|paragraphs?|sections?|chapters?|parts?|annex(?:es)?|rules?)\s+(?:\d|\([a-z]\)|[IVX]+\b|[A-Z]\b)/i.test(text.slice(0, 60)) && text.length < 120;
}

/** The kind of label: items of one kind stand on one level. */
function labelStyle(label: string | undefined, open: readonly string[], previous: string | undefined): string {
  if (label === undefined) return "unmarked";
  const inner = label.replace(/[()]/g, "").replace(/\.$/, "");
  const frame = label.replace(/[^().]/g, "");
  if (/^\d/.test(inner)) return `1${frame}`;
  if (!/^\p{L}+$/u.test(inner)) return inner;
  const roman = /^[ivx]+$/.test(inner);
  const letter = inner.length === 1 || /^(.)\1$/.test(inner);
  if (roman && !(letter && follows(previous, inner)) && (inner !== "i" || open.length > 0 || !letter)) return `i${frame}`;
  if (roman && inner === "i" && !follows(previous, inner)) return `i${frame}`;
  return inner === inner.toLowerCase() ? `a${frame}` : `A${frame}`;
}

/** "i" after "h", "v" after "u", "x" after "w": the letter, not the Roman numeral. */
function follows(previous: string | undefined, letter: string): boolean {
  return previous !== undefined && previous.length === 1 && previous.charCodeAt(0) + 1 === letter.charCodeAt(0);
}

function setLevels(passages: readonly Passage[]): void {
  let open: string[] = [];
  let previous: string | undefined;
  for (const passage of passages) {
    if (isAside(passage)) continue;
    if (passage.kind !== "item") {
      open = [];
      previous = undefined;
      continue;
    }
    const style = labelStyle(passage.label, open, previous);
    const known = open.indexOf(style);
    open = known === -1 ? [...open, style].slice(0, DEEPEST) : open.slice(0, known + 1);
    passage.level = open.length;
    previous = passage.label?.replace(/[().]/g, "");
  }
}
