/**
 * The tops of marks on the screen, measured again only where the text looks otherwise than before.
 *
 * Kept by the desk editor, asked after each paint that may have moved something. Promises: reading never writes, so that
 * many reads cost one layout; what is answered is what measuring every mark would answer. What must stay true: where in a
 * block a line stands depends on the block's node and its size alone; whoever changes more (fonts that come late) says
 * so by `forget`. With ten thousand marks measuring all of them takes longer than a second.
 */
import type { Node } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";
import { countWhile } from "~/core/sorted.ts";
import { isShown } from "./editor-mark.ts";
import { highlightsOf } from "./highlight-state.ts";

/** A child of the document as it was last seen. */
interface MeasuredBlock {
  width: number;
  height: number;
  /** Pixels from the top of the block to the line, by position in its node. */
  lines: Map<number, number>;
}

/** A block of this reading: where it begins in the document, and on the screen from the top of the text. */
interface PlacedBlock {
  start: number;
  top: number;
  lines: MeasuredBlock["lines"];
}

export class MarkTops {
  #blocks = new WeakMap<Node, MeasuredBlock>();
  #height = 0;
  #tops: ReadonlyMap<string, number> = new Map();

  /**
   * Distance of each shown mark's first line from the top of the editor, in pixels, by id. The same map as before while
   * none of them has moved, come or gone, and the text is as high as it was.
   */
  read(view: EditorView): ReadonlyMap<string, number> {
    const { top, height } = view.dom.getBoundingClientRect();
    const blocks = this.#placedBlocks(view, top);
    const lineAt = lineReader(view, top);
    const tops = new Map<string, number>();
    for (const [id, place] of highlightsOf(view.state).places) {
      const block = isShown(place) ? blockAt(blocks, place.from) : undefined;
      const inner = block && lineIn(block, place.from, lineAt);
      if (block && inner !== undefined) tops.set(id, block.top + inner);
    }
    if (height !== this.#height || !sameTops(tops, this.#tops)) this.#tops = tops;
    this.#height = height;
    return this.#tops;
  }

  /** Lines may stand elsewhere in blocks of the same size. */
  forget(): void {
    this.#blocks = new WeakMap();
  }

  #placedBlocks(view: EditorView, top: number): PlacedBlock[] {
    const blocks: PlacedBlock[] = [];
    view.state.doc.forEach((node, start) => {
      const dom = view.nodeDOM(start);
      if (!(dom instanceof Element)) return;
      const box = dom.getBoundingClientRect();
      const known = this.#blocks.get(node);
      const isAsBefore = known?.width === box.width && known.height === box.height;
      const lines = isAsBefore ? known.lines : new Map<number, number>();
      if (!isAsBefore) this.#blocks.set(node, { width: box.width, height: box.height, lines });
      blocks.push({ start, top: box.top - top, lines });
    });
    return blocks;
  }
}

/** The last block that begins at or before a position. */
function blockAt(blocks: readonly PlacedBlock[], position: number): PlacedBlock | undefined {
  return blocks[countWhile(blocks.length, (index) => (blocks[index]?.start ?? 0) <= position) - 1];
}

/** How far below the top of its block the line of a position stands; undefined when it has no place on the screen. */
function lineIn(block: PlacedBlock, position: number, lineAt: LineReader): number | undefined {
  const known = block.lines.get(position - block.start);
  if (known !== undefined) return known;
  const line = lineAt(position);
  if (line === undefined) return undefined;
  block.lines.set(position - block.start, line - block.top);
  return line - block.top;
}

/** The top of the letter at a position, from the top of the text. */
type LineReader = (position: number) => number | undefined;

/** For one reading: a range that is kept has to follow every change of the page, and keeps what it points to. */
function lineReader(view: EditorView, top: number): LineReader {
  const range = document.createRange();
  return (position) => {
    const { node, offset } = view.domAtPos(position, 1);
    range.setStart(node, offset);
    const isText = node.nodeType === node.TEXT_NODE;
    range.setEnd(node, Math.min(offset + 1, isText ? (node.nodeValue ?? "").length : node.childNodes.length));
    const box = range.getClientRects()[0] ?? (isText ? node.parentElement : (node as Element))?.getBoundingClientRect();
    return box && box.top - top;
  };
}

function sameTops(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean {
  if (a.size !== b.size) return false;
  for (const [id, top] of a) if (b.get(id) !== top) return false;
  return true;
}
