/**
 * Which part of a long text is near the window: that is painted and measured, the rest waits until somebody comes there.
 *
 * Made by the desk editor. Promises: what is in the window is always told of, and as much again above and below it, so that a frame
 * of scrolling never shows text without its marks; told anew only when half of that is used up. What must stay true: looking
 * reads the page and never writes to it.
 */
import type { EditorView } from "prosemirror-view";
import { countWhile } from "~/core/sorted.ts";
import { highlightsOf, tellHighlights } from "./highlight-state.ts";
import type { Range } from "./positions.ts";
import { childElements, childStarts } from "./top-blocks.ts";

/** Tells the highlights what is near the window; `onNear` when that has changed. */
export class NearWindow {
  readonly #view: EditorView;
  readonly #onNear: () => void;
  #frame: number | null = null;

  constructor(view: EditorView, onNear: () => void) {
    this.#view = view;
    this.#onNear = onNear;
    // Also of what the text may stand in: scrolling is not told further up, but it can be caught on its way down.
    window.addEventListener("scroll", this.#soon, { capture: true, passive: true });
    window.addEventListener("resize", this.#soon);
    this.look();
  }

  destroy(): void {
    window.removeEventListener("scroll", this.#soon, { capture: true });
    window.removeEventListener("resize", this.#soon);
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
  }

  readonly #soon = (): void => {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      this.look();
    });
  };

  /** Looks now; called too when the text has moved. */
  look(): void {
    const elements = childElements(this.#view);
    const { innerHeight: height } = window;
    if (!elements || height === 0) return;
    const starts = childStarts(this.#view.state.doc);
    const { near } = highlightsOf(this.#view.state);
    const needed = stretch(elements, starts, -height / 2, 1.5 * height);
    if (near && near.from <= needed.from && near.to >= needed.to) return;
    this.#view.dispatch(tellHighlights(this.#view.state, { type: "near", range: stretch(elements, starts, -height, 2 * height) }));
    this.#onNear();
  }
}

/** Positions of the blocks of which something stands between two heights of the window, in pixels. */
function stretch(elements: ArrayLike<Element>, starts: Int32Array, top: number, bottom: number): Range {
  const first = countWhile(elements.length, (nth) => (elements[nth]?.getBoundingClientRect().bottom ?? 0) < top);
  const end = countWhile(elements.length, (nth) => (elements[nth]?.getBoundingClientRect().top ?? 0) <= bottom);
  return { from: starts[first] ?? 0, to: starts[Math.max(first, end)] ?? 0 };
}
