/**
 * The text of a document cut where marks begin and end.
 *
 * Promises: the segments of a block joined give its text to the letter; a mark over several blocks is in each of
 * them, begins once and ends once; overlapping marks have different lanes. Called by: `buildReport`; html and
 * markdown print segments as they come. Time grows with the text and the pieces of marks, plus what overlaps.
 */
import type { Span } from "../anchor/anchor.ts";
import type { Block } from "../document/block.ts";
import { toUtf16 } from "../document/code-points.ts";
import type { MarkedBlock, Segment } from "./report-tree.ts";

export interface PlacedMark {
  finding: number;
  span: Span;
}

/** The part of a mark in one block, UTF-16. */
interface Piece {
  finding: number;
  start: number;
  end: number;
  opens: boolean;
  closes: boolean;
  lane: number;
}

/** The blocks of a document with its marks; `order` is the place of each block by its id. */
export function markedBlocks(blocks: readonly Block[], order: ReadonlyMap<string, number>, marks: readonly PlacedMark[]): MarkedBlock[] {
  const pieces = piecesByBlock(blocks, order, marks);
  return blocks.map(({ text, ...block }, position) => ({ ...block, segments: segmentsOf(text, pieces.get(position) ?? []) }));
}

function piecesByBlock(blocks: readonly Block[], order: ReadonlyMap<string, number>, marks: readonly PlacedMark[]): Map<number, Piece[]> {
  const pieces = new Map<number, Piece[]>();
  for (const { finding, span } of marks) {
    const first = order.get(span.block) ?? 0;
    const last = order.get(span.endBlock) ?? -1;
    for (let position = first; position <= last; position += 1) {
      const text = blocks[position]?.text ?? "";
      const [opens, closes] = [position === first, position === last];
      const start = opens ? toUtf16(text, span.start) : 0;
      const end = closes ? toUtf16(text, span.end) : text.length;
      const list = pieces.get(position);
      const piece = { finding, start, end, opens, closes, lane: 0 };
      if (list) list.push(piece);
      else pieces.set(position, [piece]);
    }
  }
  return pieces;
}

/** Cuts the text of a block at all borders of its pieces. */
function segmentsOf(text: string, pieces: Piece[]): Segment[] {
  const sorted = pieces.sort((a, b) => a.start - b.start || b.end - a.end || a.finding - b.finding);
  const borders = [...new Set([0, ...sorted.flatMap((piece) => [piece.start, piece.end]), text.length])].sort((a, b) => a - b);
  const segments: Segment[] = [];
  let next = 0;
  let active: Piece[] = [];
  borders.forEach((from, nth) => {
    active = active.filter((piece) => piece.end > from);
    const starts: number[] = [];
    for (let piece = sorted[next]; piece && piece.start === from; piece = sorted[++next]) {
      if (piece.end === from) {
        addPoint(segments, piece);
        continue;
      }
      piece.lane = freeLane(active);
      active.push(piece);
      if (piece.opens) starts.push(piece.finding);
    }
    const to = borders[nth + 1];
    if (to === undefined) return;
    const ends = active.filter((piece) => piece.closes && piece.end === to).map((piece) => piece.finding);
    segments.push({ text: text.slice(from, to), marks: active.map(({ finding, lane }) => ({ finding, lane })), starts, ends });
  });
  return segments;
}

/** A piece without words: only where it begins or ends is kept. */
function addPoint(segments: Segment[], { finding, opens, closes }: Piece): void {
  if (!opens && !closes) return;
  segments.push({ text: "", marks: [], starts: opens ? [finding] : [], ends: closes ? [finding] : [] });
}

function freeLane(active: readonly Piece[]): number {
  const taken = new Set(active.map((piece) => piece.lane));
  let lane = 0;
  while (taken.has(lane)) lane += 1;
  return lane;
}
