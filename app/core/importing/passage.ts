/**
 * A passage: one block in the making, between the line stage and the finished document.
 *
 * Promises: `text` is whole and joined but still carries emphasis signs and note marks; passes change passages in
 * place or answer new lists, and the last pass turns them into `DraftBlock`s.
 * Called by: every pass after the lines. A reader of another format may begin here with passages of its own.
 */
import type { BlockKind, BlockPart } from "../document/block.ts";

/** What on the page speaks for a heading. */
export type HeadingSign = "roman" | "letter" | "arabic" | "hash" | "tabs" | "bold";

export interface Passage {
  kind: BlockKind;
  text: string;
  /** Line of the source it begins in, from 1. */
  at: number;
  /** Line breaks inside it that were joined. */
  joinedLines: number;
  /** Pieces that a page break had torn off and that were joined again. */
  joinedBreaks: number;
  blankBefore: boolean;
  /** Tabs before its first line. */
  tabs: number;
  level?: number;
  number?: number;
  label?: string;
  part?: BlockPart;
  speaker?: string;
  rows?: string[][];
  sign?: HeadingSign;
  /** How many `#` stood before it. */
  hashes?: number;
  /** It stands before the body: masthead, contents, notices. */
  front?: boolean;
  /** A bullet stood before it that may be an accident of the conversion. */
  dubiousBullet?: boolean;
}

/** An unnumbered, unmarked stretch of text: what may still turn out to be a heading or a list line. */
export function isPlain(passage: Passage): boolean {
  return passage.kind === "paragraph" && passage.number === undefined;
}

/** Notes and furniture stand between passages without interrupting them. */
export function isAside(passage: Passage): boolean {
  return passage.kind === "furniture" || passage.kind === "note";
}
