/**
 * Where things are on the screen: the block at the top of the window, and news when any of it may have changed.
 *
 * Called by the desk editor. Promises: reading never writes, so that many reads cost one layout; listeners are told at
 * most once a frame. Where the marks are is in mark-tops.ts.
 */
import type { EditorView } from "prosemirror-view";
import { countWhile } from "~/core/sorted.ts";
import { textPlaces } from "./positions.ts";
import { childElements, childStarts } from "./top-blocks.ts";

/** Id of the first block that ends below the top of the window (and what is fixed there); null when none does. */
export function topBlock(view: EditorView): string | null {
  const elements = childElements(view);
  if (!elements) return null;
  const edge = Math.max(parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0, topOfScroller(view.dom));
  const isAbove = (element: unknown): boolean => !(element instanceof Element) || element.getBoundingClientRect().bottom <= edge;
  const child = countWhile(elements.length, (nth) => isAbove(elements[nth]));
  const { blocks } = textPlaces(view.state.doc);
  const [start, end] = [childStarts(view.state.doc)[child] ?? Infinity, childStarts(view.state.doc)[child + 1] ?? Infinity];
  const first = countWhile(blocks.length, (nth) => (blocks[nth]?.position ?? 0) < start);
  for (let nth = first; nth < blocks.length && (blocks[nth]?.position ?? 0) < end; nth += 1) {
    if (!isAbove(view.nodeDOM(blocks[nth]?.position ?? 0))) return blocks[nth]?.id ?? null;
  }
  return null;
}

/** The top of what scrolls the text inside of the page, in the window; the top of the window when the page itself does. */
function topOfScroller(text: Element): number {
  for (let around = text.parentElement; around && around !== document.body; around = around.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(around).overflowY)) return around.getBoundingClientRect().top;
  }
  return 0;
}

/** Brings an element to the middle of the window, or its beginning when it is larger. Never animated. */
export function bringIntoView(element: Element): void {
  const isTall = element.getBoundingClientRect().height > window.innerHeight / 2;
  element.scrollIntoView({ block: isTall ? "start" : "center", behavior: "instant" });
}

/** Says, when the whole text in `place` has been laid out and painted once, that what is far from the window may be left out (styles/editor.css). Answers how to stop. */
export function settle(place: HTMLElement): () => void {
  delete place.dataset.settled;
  let frame = 0;
  // Told of where it is shown: of two texts on a narrow window only one is.
  const observer = new ResizeObserver(() => {
    if (place.getClientRects().length === 0) return;
    observer.disconnect();
    frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        place.dataset.settled = "";
      });
    });
  });
  observer.observe(place);
  return () => {
    observer.disconnect();
    cancelAnimationFrame(frame);
  };
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

  /** `onFonts`: lines may now break elsewhere. */
  constructor(element: Element, onFonts: () => void) {
    this.#painted.port1.onmessage = () => this.#tell();
    this.#observer = new ResizeObserver(() => this.changed());
    this.#observer.observe(element);
    void document.fonts.ready.then(() => {
      onFonts();
      this.changed();
    });
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
