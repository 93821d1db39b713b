/**
 * The block: the unit a document is made of once it has been read.
 *
 * Promises: every block has an id that is unique and stable within its document; a numbered paragraph is one
 * block, its lettered parts are blocks after it; numbers and labels are attributes, never part of `text`.
 * Callers: importers make `DraftBlock`s, the schema turns them into nodes, everything that reads a document
 * (anchors, exports, API) sees `Block`s.
 */

/** What a block is. `furniture` is what is on the page but not of the text: mastheads, contents, job numbers. */
export type BlockKind = "heading" | "paragraph" | "item" | "table" | "note" | "furniture";

/** The two parts of a numbered paragraph of concluding observations. */
export type BlockPart = "concern" | "recommendation";

interface BlockFacts {
  kind: BlockKind;
  /** Headings: 1 to 6. Items: depth of the list, from 1. */
  level?: number;
  /** The printed number of a numbered paragraph. */
  number?: number;
  /** What is printed before an item, such as "(a)" or "•", or before a note. */
  label?: string;
  part?: BlockPart;
  /** Who speaks, in summary records. */
  speaker?: string;
}

/** A block as it is read from a document. `text` is in UTF-16 as all strings; positions on it are code points. */
export interface Block extends BlockFacts {
  id: string;
  text: string;
  /** Table cells: place in the table, from 0, and the table they belong to. */
  cell?: { table: string; row: number; column: number };
}

/** A stretch of text with the emphasis it was printed in. */
export interface Inline {
  text: string;
  strong?: boolean;
  em?: boolean;
}

/** A block before it has an id, as an importer makes it. Tables carry `rows` of plain cells and no `inline`. */
export interface DraftBlock extends BlockFacts {
  inline: Inline[];
  rows?: string[][];
}

/** The plain text of a draft block. */
export function draftText(block: DraftBlock): string {
  return block.inline.map((run) => run.text).join("");
}

/** What is printed in front of a block's text: "12. ", "(a) ", or nothing. */
export function printedLabel(block: Pick<Block, "number" | "label">): string {
  if (block.number !== undefined) return `${block.number}. `;
  return block.label ? `${block.label} ` : "";
}
