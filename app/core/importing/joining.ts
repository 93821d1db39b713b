/**
 * Paragraphs that a page break has torn: the rest stands in a passage of its own after a blank line.
 *
 * Promises: pieces are joined only when the first plainly stops in mid-sentence and the second goes on with it;
 * every such joint is counted on the passage, so that the report names it and a person can undo it.
 * Called by: `readText`, before headings are looked for. Must stay true: furniture and notes in between stay.
 */
import { isAside, isPlain, type Passage } from "./passage.ts";
import { endsClosed, endsOpen, endsWithStop, joinPieces, startsLower } from "./sentence.ts";

/** An unnumbered line shorter than this that does not end a sentence may be a title, not a torn paragraph. */
const SHORTEST_TORN = 60;
/** A numbered paragraph of this length that stops without a full stop has been torn. */
const LONG_TORN = 150;

/** A passage that may go on, with the pieces found so far; they are put together once, at its end. */
interface Torn {
  passage: Passage;
  pieces: string[];
}

/** Joins the pieces of torn paragraphs and items. */
export function joinTornPassages(passages: readonly Passage[]): Passage[] {
  const joined: Passage[] = [];
  let torn: Torn | null = null;
  for (const passage of passages) {
    if (torn && isRestOf(torn, passage)) {
      torn.pieces.push(passage.text);
      torn.passage.joinedLines += passage.joinedLines;
      torn.passage.joinedBreaks += 1;
      continue;
    }
    joined.push(passage);
    if (isAside(passage)) continue;
    if (torn) mend(torn);
    torn = canBeTorn(passage) ? { passage, pieces: [passage.text] } : null;
  }
  if (torn) mend(torn);
  return joined;
}

function mend({ passage, pieces }: Torn): void {
  if (pieces.length > 1) passage.text = joinPieces(pieces);
}

function canBeTorn(passage: Passage): boolean {
  return (passage.kind === "paragraph" || passage.kind === "item") && passage.sign === undefined;
}

function isRestOf({ passage: torn, pieces }: Torn, rest: Passage): boolean {
  const text = pieces.at(-1) ?? "";
  if (torn.front !== rest.front || endsClosed(text)) return false;
  const bullet = rest.kind === "item" && rest.dubiousBullet === true;
  if (!bullet && (!isPlain(rest) || rest.sign !== undefined)) return false;
  const marked = torn.number !== undefined || torn.kind === "item";
  if (bullet && torn.kind === "item") return false;
  if (!marked && torn.text.length < SHORTEST_TORN && !endsOpen(text)) return false;
  if (startsLower(rest.text)) return true;
  if (bullet) return false;
  if (endsOpen(text)) return marked || endsWithStop(rest.text);
  return marked && torn.text.length >= LONG_TORN && endsWithStop(rest.text) && !rest.blankBefore;
}
