/** Where somebody reads, in words and in the window. */
import { blocksShownIn } from "./outline.ts";
import { shortQuote } from "./quotation.ts";

/** The numbered paragraph of each block, null for blocks outside of all. */
export function paragraphsByBlock(text: ParentNode): Map<string, number | null> {
  const found = new Map<string, number | null>();
  let number: number | null = null;
  for (const one of blocksShownIn(text)) {
    if (one.level !== undefined) number = null;
    if (one.number !== undefined) ({ number } = one);
    if (!found.has(one.id)) found.set(one.id, number);
  }
  return found;
}

/** "reading paragraph 34", or the first words where there is no number; `known` of the text shown here. */
export function readingWords(block: string | undefined, known: ReadonlyMap<string, number | null>, text: ParentNode | null): string {
  const number = block === undefined ? undefined : known.get(block);
  if (block === undefined || number === undefined) return "has it open";
  const words = number === null && text ? shortQuote(blockIn(text, block)?.textContent ?? "", 32) : "";
  return number === null ? `reading “${words}”` : `reading paragraph ${number}`;
}

/** The element of a block; null when this text does not hold it. */
export function blockIn(text: ParentNode, block: string): HTMLElement | null {
  return text.querySelector(`[data-block="${CSS.escape(block)}"]`);
}
