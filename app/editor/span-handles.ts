/**
 * The two ends of the selected mark, to be dragged or moved by keys.
 *
 * Made by the desk for a mark whose span this person may change, destroyed with its selection; loaded late. Promises: the
 * text is never touched; the new span is seen while it is made and told once, when the hand lets go or the keys have
 * rested; Escape takes it back. What must stay true: the handles lie over the text, not in it, and where they are is read
 * from the highlights, which follow every change of the text, also in the middle of a drag.
 */
import type { Anchor } from "~/core/anchor/anchor.ts";
import type { DeskEditor } from "./desk-editor.ts";
import type { Range } from "./positions.ts";
import { endOfKey, isForKeys } from "./span-keys.ts";
import { withEnd, withEndByWord, type End } from "./span-steps.ts";

export interface SpanHandlesOptions {
  id: string;
  /** #rrggbb */
  colour: string;
  /** Whether the text can change under the anchor. */
  withRelative: boolean;
  /** Somebody has taken an end. */
  onBegin: () => void;
  /** The words it would mark, while keys move an end. */
  onPreview: (words: string) => void;
  /** The span they want. */
  onChange: (anchor: Anchor) => void;
}

interface Drag {
  end: End;
  /** Where the pointer is, and how far that is from the line of the end. */
  x: number;
  y: number;
  below: number;
}

/** Keys that have rested so long, in ms, are done. */
const RESTED = 800;
/** So near to the edge of the window the text is scrolled. */
const EDGE = 48;
const SCROLL_STEP = 14;

export class SpanHandles {
  readonly #editor: DeskEditor;
  readonly #options: SpanHandlesOptions;
  readonly #layer = document.createElement("div");
  readonly #handles: Record<End, HTMLElement>;
  readonly #stopping = new AbortController();
  readonly #stopLayout: () => void;
  #drag: Drag | null = null;
  #frame: number | null = null;
  #resting: ReturnType<typeof setTimeout> | null = null;
  /** What is wished and not told yet; of the text as it was then. */
  #wish: { range: Range; anchor: Anchor; doc: unknown } | null = null;

  constructor(editor: DeskEditor, options: SpanHandlesOptions) {
    this.#editor = editor;
    this.#options = options;
    this.#layer.className = "span-handles";
    this.#layer.ariaHidden = "true";
    this.#layer.style.setProperty("--mark-colour", options.colour);
    this.#handles = { from: this.#handle("from"), to: this.#handle("to") };
    this.#layer.append(this.#handles.from, this.#handles.to);
    editor.view.dom.parentElement?.append(this.#layer);
    window.addEventListener("keydown", (event) => this.#pressed(event), { capture: true, signal: this.#stopping.signal });
    this.#stopLayout = editor.onLayout(() => this.#soon());
    this.#stand();
  }

  /** What the keys have made and is still resting is told. */
  destroy(): void {
    this.#drag = null;
    this.#tell();
    this.#stopping.abort();
    this.#stopLayout();
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#layer.remove();
  }

  #handle(end: End): HTMLElement {
    const handle = document.createElement("div");
    handle.className = `span-handle span-handle--${end}`;
    const { signal } = this.#stopping;
    handle.addEventListener("pointerdown", (event) => this.#take(end, event), { signal });
    handle.addEventListener("pointermove", (event) => this.#follow(event), { signal });
    handle.addEventListener("pointerup", () => this.#letGo(), { signal });
    handle.addEventListener("pointercancel", () => this.#cancel(), { signal });
    return handle;
  }

  /** Where the mark is now, or would be. */
  #range(): Range | null {
    const { spans, view } = this.#editor;
    // The editor may go a moment before its handles do.
    if (view.isDestroyed) return null;
    return this.#wish?.doc === view.state.doc ? this.#wish.range : spans.of(this.#options.id);
  }

  #take(end: End, event: PointerEvent): void {
    const range = this.#range();
    if (event.button !== 0 || !range) return;
    event.preventDefault();
    const { top, bottom } = this.#editor.view.coordsAtPos(range[end], end === "from" ? 1 : -1);
    this.#drag = { end, x: event.clientX, y: event.clientY, below: event.clientY - (top + bottom) / 2 };
    this.#handles[end].setPointerCapture(event.pointerId);
    this.#layer.dataset.dragging = "";
    this.#options.onBegin();
  }

  #follow({ clientX, clientY }: PointerEvent): void {
    if (!this.#drag) return;
    this.#drag = { ...this.#drag, x: clientX, y: clientY };
    this.#soon();
  }

  #letGo(): void {
    if (!this.#drag) return;
    this.#reach(this.#drag);
    this.#drag = null;
    delete this.#layer.dataset.dragging;
    this.#tell();
  }

  #cancel(): void {
    this.#drag = null;
    delete this.#layer.dataset.dragging;
    this.#wish = null;
    this.#tell();
  }

  /** The end goes to where the pointer is. */
  #reach({ end, x, y, below }: Drag): void {
    const { view, spans } = this.#editor;
    if (view.isDestroyed) return;
    const place = spans.of(this.#options.id);
    const found = view.posAtCoords({ left: x, top: y - below });
    if (found && place) this.#want(withEnd(spans.text(), place, end, found.pos));
  }

  #want(range: Range | null): void {
    const { view, spans } = this.#editor;
    const anchor = range && spans.anchor(range, this.#options.withRelative);
    if (!range || !anchor) return;
    this.#wish = { range, anchor, doc: view.state.doc };
    spans.preview(range);
  }

  #pressed(event: KeyboardEvent): void {
    if (event.key === "Escape" && (this.#drag ?? this.#wish)) {
      event.stopPropagation();
      return this.#cancel();
    }
    const range = isForKeys(event) ? this.#range() : null;
    const step = range && endOfKey(event, this.#editor.view, range);
    if (!range || !step) return;
    event.preventDefault();
    event.stopPropagation();
    if (!this.#wish) this.#options.onBegin();
    this.#want(withEndByWord(this.#editor.spans.text(), range, step.end, step.by));
    if (this.#wish) this.#options.onPreview(this.#wish.anchor.quote);
    if (this.#resting) clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.#tell(), RESTED);
  }

  /** Tells what is wished, unless that is what is; and stops showing it. */
  #tell(): void {
    const { view, spans } = this.#editor;
    const wish = this.#wish;
    this.#wish = null;
    if (this.#resting) clearTimeout(this.#resting);
    this.#resting = null;
    if (view.isDestroyed) return;
    spans.preview(null);
    const now = spans.of(this.#options.id);
    const isOther = wish && (wish.doc !== view.state.doc || wish.range.from !== now?.from || wish.range.to !== now.to);
    if (isOther) this.#options.onChange(wish.anchor);
    this.#soon();
  }

  #soon(): void {
    if (this.#stopping.signal.aborted) return;
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      if (this.#drag) this.#reach(this.#scrolled(this.#drag));
      this.#stand();
    });
  }

  /** Near the edge of the window the text comes towards the hand. */
  #scrolled(drag: Drag): Drag {
    const top = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
    const by = drag.y < top + EDGE ? -SCROLL_STEP : drag.y > window.innerHeight - EDGE ? SCROLL_STEP : 0;
    const before = window.scrollY;
    if (by !== 0) window.scrollBy({ top: by, behavior: "instant" });
    if (window.scrollY !== before) queueMicrotask(() => this.#soon());
    return drag;
  }

  /** Puts the handles to the ends of what is marked, or would be. */
  #stand(): void {
    const range = this.#range();
    this.#layer.hidden = !range;
    if (!range) return;
    const { view } = this.#editor;
    const { left, top } = this.#layer.getBoundingClientRect();
    for (const end of ["from", "to"] as const) {
      const at = view.coordsAtPos(range[end], end === "from" ? 1 : -1);
      const { style } = this.#handles[end];
      style.transform = `translate(${at.left - left}px, ${at.top - top}px)`;
      style.height = `${at.bottom - at.top}px`;
    }
  }
}
