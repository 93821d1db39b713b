/**
 * Where things are on the screen: tops of marks for the cards beside them, the block at the top of the window, and news
 * when any of it may have changed.
 *
 * Called by the desk editor. Promises: reading never writes, so that many reads cost one layout; listeners are told at
 * most once a frame. What must stay true: offsets are from the top of the editor's element, so that they do not change
 * when the page is scrolled.
 */
import type { EditorView } from "prosemirror-view";
import { isShown } from "./editor-mark.ts";
import { highlightsOf } from "./highlight-state.ts";
import { textPlaces } from "./positions.ts";

/** Distance of each shown mark's first line from the top of the editor. */
export function markTops(view: EditorView): Map<string, number> {
  const top = view.dom.getBoundingClientRect().top;
  const range = document.createRange();
  const tops = new Map<string, number>();
  for (const [id, place] of highlightsOf(view.state).places) {
    if (!isShown(place)) continue;
    const { node, offset } = view.domAtPos(place.from, 1);
    range.setStart(node, offset);
    const isText = node.nodeType === node.TEXT_NODE;
    range.setEnd(node, Math.min(offset + 1, isText ? (node.nodeValue ?? "").length : node.childNodes.length));
    const first = range.getClientRects()[0] ?? (isText ? node.parentElement : (node as Element))?.getBoundingClientRect();
    if (first) tops.set(id, first.top - top);
  }
  return tops;
}

/** Id of the first block that ends below the top of the window (and what is fixed there); null when none does. */
export function topBlock(view: EditorView): string | null {
  const { blocks } = textPlaces(view.state.doc);
  const edge = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const dom = view.nodeDOM(blocks[middle]?.position ?? 0);
    const isBelow = dom instanceof Element && dom.getBoundingClientRect().bottom > edge;
    if (isBelow) high = middle;
    else low = middle + 1;
  }
  return blocks[low]?.id ?? null;
}

/** Brings an element to the middle of the window, or its beginning when it is larger. Never animated. */
export function bringIntoView(element: Element): void {
  const isTall = element.getBoundingClientRect().height > window.innerHeight / 2;
  element.scrollIntoView({ block: isTall ? "start" : "center", behavior: "instant" });
}

/**
 * Tells, at most once a frame, that the layout may have changed. Told when the frame is painted: whoever listens measures
 * all marks, and the change itself should not wait for that.
 */
export class LayoutNews {
  readonly #listeners = new Set<() => void>();
  readonly #observer: ResizeObserver;
  /** A message sent in a frame's callback arrives after its paint. */
  readonly #painted = new MessageChannel();
  #frame: number | null = null;

  constructor(element: Element) {
    this.#painted.port1.onmessage = () => this.#tell();
    this.#observer = new ResizeObserver(() => this.changed());
    this.#observer.observe(element);
    void document.fonts.ready.then(() => this.changed());
  }

  readonly listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  changed(): void {
    if (this.#listeners.size === 0) return;
    this.#frame ??= requestAnimationFrame(() => this.#painted.port2.postMessage(null));
  }

  #tell(): void {
    this.#frame = null;
    for (const listener of [...this.#listeners]) listener();
  }

  destroy(): void {
    this.#observer.disconnect();
    this.#listeners.clear();
    this.#painted.port1.close();
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
  }
}
