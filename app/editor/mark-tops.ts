/**
 * The tops of marks on the screen, measured only near the window and where the text looks otherwise than before.
 *
 * Kept by the desk editor, asked after each paint that may have moved something. Promises: reading never writes, so that
 * many reads cost one layout; near the window what is answered is what measuring would answer, far from it a guess
 * from the mark's place in its block, whose box is always known. What must stay true: where in a block a line stands depends on
 * the block's node and its size alone; whoever changes more (fonts that come late) says so by `forget`.
 */
import type { Node } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";
import { isShown } from "./editor-mark.ts";
import { highlightsOf } from "./highlight-state.ts";
import type { MarkPlaces } from "./mark-places.ts";
import type { Range } from "./positions.ts";
import { childAt, childElements, childStarts } from "./top-blocks.ts";

/** Measured lines of a child of the document. */
interface Lines {
  width: number;
  height: number;
  /** Pixels from the top of the block, by position in its node. */
  tops: Map<number, number>;
}

/** Where the children of a document stand, in pixels from the top of the text. */
interface Layout {
  doc: Node;
  width: number;
  height: number;
  tops: Float64Array;
  heights: Float64Array;
}

/** What was answered last, and from what. */
interface Reading {
  layout: Layout;
  places: MarkPlaces;
  near: Range | null;
}

export class MarkTops {
  #lines = new WeakMap<Node, Lines>();
  #last: Reading | null = null;
  #tops: ReadonlyMap<string, number> = new Map();

  /**
   * Distance of each shown mark's first line from the top of the editor, in pixels, by id. The same map as before while
   * none of them has moved, come or gone, and the text is as high as it was.
   */
  read(view: EditorView): ReadonlyMap<string, number> {
    const { places, near } = highlightsOf(view.state);
    const last = this.#last;
    const { layout, changed } = layoutOf(view, last?.layout ?? null);
    if (!layout) return this.#tops;
    this.#last = { layout, places, near };
    const isMoved = !last || changed === null || !places.hasMarksOf(last.places);
    const topOf = this.#reader(view, layout, near);
    if (isMoved) {
      const tops = new Map<string, number>();
      for (const [id, place] of places) if (isShown(place)) tops.set(id, topOf(place.from));
      if (last?.layout.height !== layout.height || !sameTops(tops, this.#tops)) this.#tops = tops;
    } else {
      this.#correct([...places.shownIn(changed), ...(near ? places.shownIn(near) : [])].map(([id, { from }]) => [id, topOf(from)]));
    }
    return this.#tops;
  }

  /** Lines may stand elsewhere in blocks of the same size. */
  forget(): void {
    this.#lines = new WeakMap();
    this.#last = null;
  }

  /** Some tops may be others than before. */
  #correct(tops: readonly (readonly [string, number])[]): void {
    const others = tops.filter(([id, top]) => this.#tops.get(id) !== top);
    if (others.length === 0) return;
    const all = new Map(this.#tops);
    for (const [id, top] of others) all.set(id, top);
    this.#tops = all;
  }

  /** Answers the top of the line at a position. */
  #reader(view: EditorView, { doc, width, tops, heights }: Layout, near: Range | null): (position: number) => number {
    const starts = childStarts(doc);
    const measure = lineMeasure(view);
    return (position) => {
      const nth = childAt(starts, position);
      const [top, height, start] = [tops[nth] ?? 0, heights[nth] ?? 0, starts[nth] ?? 0];
      const node = doc.child(nth);
      const lines = this.#linesOf(node, width, height);
      const known = lines.tops.get(position - start);
      if (known !== undefined) return top + known;
      const isNear = near === null || (position >= near.from && position <= near.to);
      const line = isNear ? measure(position) : undefined;
      // In proportion, and never at the very bottom.
      if (line === undefined) return top + (height * (position - start)) / (node.nodeSize + 1);
      lines.tops.set(position - start, line - top);
      return line;
    };
  }

  #linesOf(node: Node, width: number, height: number): Lines {
    const there = this.#lines.get(node);
    if (there?.width === width && there.height === height) return there;
    const lines = { width, height, tops: new Map<number, number>() };
    this.#lines.set(node, lines);
    return lines;
  }
}

/** The layout now, and the positions of what differs from the one before; `changed` is null when all may have moved. */
function layoutOf(view: EditorView, before: Layout | null): { layout: Layout | null; changed: Range | null } {
  const { doc } = view.state;
  const elements = childElements(view);
  if (!elements) return { layout: null, changed: null };
  const { top, width, height } = view.dom.getBoundingClientRect();
  const near = before?.width === width && before.height === height ? changedChildren(before.doc, doc) : null;
  if (before && near && hasHeights(elements, before.heights, near)) {
    const starts = childStarts(doc);
    return { layout: { ...before, doc }, changed: { from: starts[near.first] ?? 0, to: starts[near.end] ?? 0 } };
  }
  const [tops, heights] = [new Float64Array(elements.length), new Float64Array(elements.length)];
  for (let nth = 0; nth < elements.length; nth += 1) {
    const box = elements[nth]?.getBoundingClientRect();
    if (!box) continue;
    tops[nth] = box.top - top;
    heights[nth] = box.height;
  }
  return { layout: { doc, width, height, tops, heights }, changed: null };
}

/** The children of `doc` from `first` up to, not including, `end` are others than in `old`; null when there are more or fewer. */
function changedChildren(old: Node, doc: Node): { first: number; end: number } | null {
  if (old.childCount !== doc.childCount) return null;
  let [first, end] = [0, doc.childCount];
  while (first < end && old.child(first) === doc.child(first)) first += 1;
  while (end > first && old.child(end - 1) === doc.child(end - 1)) end -= 1;
  return { first, end };
}

function hasHeights(elements: ArrayLike<Element>, heights: Float64Array, { first, end }: { first: number; end: number }): boolean {
  for (let nth = first; nth < end; nth += 1) if (elements[nth]?.getBoundingClientRect().height !== heights[nth]) return false;
  return true;
}

/** Measures the top of the letter at a position, in pixels from the top of the text; undefined when it has no box. */
function lineMeasure(view: EditorView): (position: number) => number | undefined {
  // For one reading: a range that is kept has to follow every change of the page, and keeps what it points to.
  const range = document.createRange();
  const { top } = view.dom.getBoundingClientRect();
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
