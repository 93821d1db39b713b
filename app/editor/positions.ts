/**
 * Between ProseMirror positions and spans (block id and code points): the one place where the editor converts them.
 *
 * Called by selection, highlights and re-anchoring. Promises: the text of a document version is indexed once; a range
 * that reaches beyond text is drawn in to the text inside it; no character is ever cut. What must stay true: a block's
 * text has one UTF-16 unit for each position in its node (core/document/blocks.ts).
 */
import type { Node } from "prosemirror-model";
import { TextIndex } from "~/core/anchor/text-index.ts";
import type { Span } from "~/core/anchor/anchor.ts";
import { placedBlocks, type PlacedBlock } from "~/core/document/blocks.ts";
import { toCodePoints, toUtf16 } from "~/core/document/code-points.ts";
import { countWhile } from "~/core/sorted.ts";

/** The blocks of one version of a document, with its text as one string. */
export interface TextPlaces {
  blocks: readonly PlacedBlock[];
  index: TextIndex;
  /** Where in `blocks` an id is; of two with one id the first, as in the index. */
  order: ReadonlyMap<string, number>;
}

/** A stretch of ProseMirror positions, end exclusive. */
export interface Range {
  from: number;
  to: number;
}

const known = new WeakMap<Node, TextPlaces>();

/** The text of a document version; worked out when first asked for. */
export function textPlaces(doc: Node): TextPlaces {
  const there = known.get(doc);
  if (there) return there;
  const blocks = placedBlocks(doc);
  const order = new Map(blocks.map((block, nth) => [block.id, nth] as const).reverse());
  const places = { blocks, index: new TextIndex(blocks), order };
  known.set(doc, places);
  return places;
}

/** Where a span is; null when a block is missing, an offset is out of range or the end is first. */
export function rangeOfSpan(places: TextPlaces, span: Span): Range | null {
  if (!places.index.rangeOf(span)) return null;
  const from = positionOf(places, span.block, span.start);
  const to = positionOf(places, span.endBlock, span.end);
  return from === null || to === null ? null : { from, to };
}

function positionOf({ blocks, order }: TextPlaces, id: string, offset: number): number | null {
  const nth = order.get(id);
  const block = nth === undefined ? undefined : blocks[nth];
  return block ? block.position + 1 + toUtf16(block.text, offset) : null;
}

/** The span of the text between two positions; null when there is none. */
export function spanOfRange({ blocks }: TextPlaces, { from, to }: Range): Span | null {
  const first = startPoint(blocks, from);
  const last = endPoint(blocks, to);
  if (!first || !last || last.order < first.order) return null;
  if (last.order === first.order && last.offset < first.offset) return null;
  return { block: first.block, start: first.offset, endBlock: last.block, end: last.offset };
}

interface Point {
  order: number;
  block: string;
  offset: number;
}

/** The first place in a text at or after a position. */
function startPoint(blocks: readonly PlacedBlock[], position: number): Point | null {
  const order = Math.max(0, blockAt(blocks, position));
  const block = blocks[order];
  if (!block) return null;
  const inside = position - block.position - 1;
  if (inside > block.text.length) {
    const next = blocks[order + 1];
    return next ? { order: order + 1, block: next.id, offset: 0 } : null;
  }
  const whole = Math.max(0, isInsidePair(block.text, inside) ? inside - 1 : inside);
  return { order, block: block.id, offset: toCodePoints(block.text, whole) };
}

/** The last place in a text at or before a position. */
function endPoint(blocks: readonly PlacedBlock[], position: number): Point | null {
  const order = blockAt(blocks, position);
  const block = blocks[order];
  if (!block) return null;
  const inside = Math.min(position - block.position - 1, block.text.length);
  return { order, block: block.id, offset: toCodePoints(block.text, inside) };
}

/** The last block whose text starts at or before a position; -1 when there is none. */
function blockAt(blocks: readonly PlacedBlock[], position: number): number {
  return countWhile(blocks.length, (index) => (blocks[index]?.position ?? 0) + 1 <= position) - 1;
}

function isInsidePair(text: string, offset: number): boolean {
  const [before, after] = [text.charCodeAt(offset - 1), text.charCodeAt(offset)];
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
}
