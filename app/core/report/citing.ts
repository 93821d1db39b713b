/**
 * How a place in a document is cited: "CAT/C/XXX/3, para. 12 (c)", as treaty bodies do, never by page.
 *
 * Promises: the number is that of the numbered paragraph the place stands in since the last heading; letters
 * are those of the items around it; a place outside of a numbered paragraph is cited by its document alone.
 * Callers: the passages of a report. Reads printed labels only, no text.
 */
import type { Block } from "../document/block.ts";

/** Where a block stands: its numbered paragraph, the letters of the item, or the footnote it is. */
export interface CitedPlace {
  number: number | null;
  letters: string;
  footnote: string | null;
}

/** A paragraph or range of them, ready to be printed after the symbol. */
export interface CitedRange {
  /** "12", "12 (c)", "12–14", "footnote 5". */
  text: string;
  unit: "para." | "paras." | "";
}

const ITEM_LABEL = /^\(?([\p{L}\p{N}]{1,6})[).]{1,2}$/u;

/** The place of each block, in the order of the blocks. */
export function citedPlaces(blocks: readonly Block[]): CitedPlace[] {
  let number: number | null = null;
  let letters: string[] = [];
  return blocks.map((block) => {
    if (block.kind === "heading") number = null;
    if (block.number !== undefined) number = block.number;
    letters = lettersAt(block, letters);
    return { number, letters: letters.join(""), footnote: block.kind === "note" ? (block.label ?? null) : null };
  });
}

/** The letters that hold for a block; those of the blocks before it go on only into deeper items. */
function lettersAt(block: Block, before: readonly string[]): string[] {
  if (block.kind !== "item" || block.number !== undefined) return [];
  const outer = before.slice(0, Math.max(0, (block.level ?? 1) - 1));
  const letter = ITEM_LABEL.exec(block.label ?? "")?.[1];
  return letter ? [...outer, `(${letter})`] : outer;
}

/** What to print for a passage from one place to another; null when it stands in no numbered paragraph. */
export function citedRange(first: CitedPlace, last: CitedPlace): CitedRange | null {
  if (first.footnote !== null) return { text: `footnote ${first.footnote.replace(/[^\p{L}\p{N}*]/gu, "")}`, unit: "" };
  if (first.number === null) return null;
  const start = withLetters(first);
  if (last.number === null || last.footnote !== null) return { text: start, unit: "para." };
  if (first.number !== last.number) return { text: `${first.number}–${last.number}`, unit: "paras." };
  if (first.letters === last.letters || last.letters === "") return { text: start, unit: "para." };
  return { text: first.letters === "" ? String(first.number) : `${start}–${last.letters}`, unit: "para." };
}

function withLetters(place: CitedPlace): string {
  return place.letters === "" ? String(place.number) : `${place.number} ${place.letters}`;
}

/** A document with a place in it, as it is cited. */
export function citation(documentLabel: string, range: CitedRange | null): string {
  if (range === null) return documentLabel;
  return range.unit === "" ? `${documentLabel}, ${range.text}` : `${documentLabel}, ${range.unit} ${range.text}`;
}
