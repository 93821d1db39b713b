/**
 * The anchor: where a mark is, said in several ways so that it survives edits of the text.
 * See docs/decisions (anchors) and W3C Web Annotation 4.2 (selectors). Positions are Unicode code points, end exclusive.
 */

export interface Anchor {
  /** Id of the block in which the passage starts. */
  block: string;
  /** Code points from the start of `block`. */
  start: number;
  /** Id of the block in which the passage ends, when it is another one. */
  endBlock?: string;
  /** Code points from the start of `endBlock ?? block`, exclusive. */
  end: number;
  /** The exact words; a block border inside the passage is one "\n". */
  quote: string;
  /** Up to 32 code points before and after, in the text of the whole document (block borders "\n"). */
  prefix: string;
  suffix: string;
  /** Encoded Yjs relative positions (base64), made by the editing client of an open document. */
  relative?: { start: string; end: string };
}

/** A place found for an anchor: from (block, start) to (endBlock, end), code points, end exclusive. */
export interface Span {
  block: string;
  start: number;
  endBlock: string;
  end: number;
}

/** What a partner outside (API) may say of a place: at least the words, or a block with offsets. */
export interface LooseAnchor {
  quote?: string;
  prefix?: string;
  suffix?: string;
  block?: string;
  start?: number;
  end?: number;
  endBlock?: string;
}

/**
 * How an anchor was found. `exact`: where it was said to be; `moved`: same words, another place, unambiguous;
 * `check`: similar words, a person should look; `detached`: the words are gone.
 */
export type Resolution =
  | { status: "exact" | "moved" | "check"; span: Span }
  | { status: "detached" };
