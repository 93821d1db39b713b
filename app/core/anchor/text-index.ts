/**
 * The text of a document as one string, with the ways between its blocks and that string.
 *
 * Promises: blocks in order, one "\n" between two; built once, never changed; what is expensive (astral
 * characters, folded text) is made when first asked for. Callers: everything that describes, resolves or draws
 * anchors. What must stay true: offsets in blocks are code points, flat offsets are UTF-16, and no answer ever
 * lies inside a surrogate pair. Only `id` and `text` of a block are used, and its printed label to find quotes
 * copied with the label.
 */

import type { Block } from "../document/block.ts";
import type { Span } from "./anchor.ts";
import { countBelow, fold, type FoldedText } from "./fold.ts";

export type IndexedBlock = Pick<Block, "id" | "text" | "number" | "label">;

/** A stretch of the flat text, UTF-16, end exclusive. */
export interface FlatRange {
  start: number;
  end: number;
}

export class TextIndex {
  /** The flat text. */
  readonly text: string;
  readonly #starts: Uint32Array;
  readonly #order = new Map<string, number>();
  #astral: Astral | undefined;
  #folded: FoldedText | undefined;

  /** If an id occurs twice, the first block has it. */
  constructor(readonly blocks: readonly IndexedBlock[]) {
    this.text = blocks.map((block) => block.text).join("\n");
    this.#starts = new Uint32Array(blocks.length);
    let start = 0;
    blocks.forEach((block, position) => {
      this.#starts[position] = start;
      if (!this.#order.has(block.id)) this.#order.set(block.id, position);
      start += block.text.length + 1;
    });
  }

  /** The folded flat text (see fold.ts). */
  get folded(): FoldedText {
    this.#folded ??= fold(this.text);
    return this.#folded;
  }

  /** The flat stretch of a block, without the border after it. */
  blockRange(block: string): FlatRange | null {
    const position = this.#order.get(block);
    if (position === undefined) return null;
    const start = this.#starts[position] ?? 0;
    return { start, end: start + (this.blocks[position]?.text.length ?? 0) };
  }

  /** (block, code points) → flat offset; null when there is no such block or place in it. */
  flatOffset(block: string, offset: number): number | null {
    const range = this.blockRange(block);
    if (!range || !Number.isInteger(offset) || offset < 0) return null;
    const flat = this.utf16At(this.codePointsTo(range.start) + offset);
    return flat >= range.start && flat <= range.end ? flat : null;
  }

  /** Flat offset → (block, code points). The place of a border is the end of the block before it. */
  pointAt(flat: number): { block: string; offset: number } {
    const position = countBelow(this.#starts, flat + 1) - 1;
    const block = this.blocks[position];
    const start = this.#starts[position];
    if (!block || start === undefined || flat > this.text.length) throw new RangeError(`No place ${flat} in this text`);
    return { block: block.id, offset: this.codePointsTo(flat) - this.codePointsTo(start) };
  }

  /** The flat stretch of a span; null when a block is missing, an offset is out of range or the end is first. */
  rangeOf(span: Span): FlatRange | null {
    const start = this.flatOffset(span.block, span.start);
    const end = this.flatOffset(span.endBlock, span.end);
    return start === null || end === null || end < start ? null : { start, end };
  }

  /** The span of a flat stretch. */
  spanOf(range: FlatRange): Span {
    const start = this.pointAt(range.start);
    const end = this.pointAt(range.end);
    return { block: start.block, start: start.offset, endBlock: end.block, end: end.offset };
  }

  /** The text of a flat stretch. */
  slice(range: FlatRange): string {
    return this.text.slice(range.start, range.end);
  }

  /** Code points of the flat text before a flat offset; inside a surrogate pair the pair counts as passed. */
  codePointsTo(flat: number): number {
    const { starts } = this.#astralPairs();
    return starts.length === 0 ? flat : flat - countBelow(starts, flat - 1);
  }

  /** Code points of the flat text → flat offset. */
  utf16At(codePoints: number): number {
    const { codePointStarts } = this.#astralPairs();
    return codePointStarts.length === 0 ? codePoints : codePoints + countBelow(codePointStarts, codePoints);
  }

  /** Whether a flat offset lies between characters, not inside a surrogate pair. */
  isBoundary(flat: number): boolean {
    return !(isLow(this.text.charCodeAt(flat)) && isHigh(this.text.charCodeAt(flat - 1)));
  }

  /** The stretch, widened where an end lies inside a surrogate pair. */
  wholeCharacters({ start, end }: FlatRange): FlatRange {
    return { start: this.isBoundary(start) ? start : start - 1, end: this.isBoundary(end) ? end : end + 1 };
  }

  #astralPairs(): Astral {
    this.#astral ??= astralPairs(this.text);
    return this.#astral;
  }
}

/** Where the surrogate pairs of a text start, in UTF-16 and in code points. */
interface Astral {
  starts: Uint32Array;
  codePointStarts: Uint32Array;
}

function astralPairs(text: string): Astral {
  const starts: number[] = [];
  for (const match of text.matchAll(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)) starts.push(match.index);
  return { starts: Uint32Array.from(starts), codePointStarts: Uint32Array.from(starts, (start, nth) => start - nth) };
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
