/**
 * Says again where marks are after this person's own editing has broken how they were described.
 *
 * A plugin of open documents. Only the editor in which the edit was made knows where the words went; all others have the
 * stored anchor. So, when typing has paused and the server has the text, each mark in edited text is resolved from its
 * stored anchor: if that does not give the place the edit itself moved it to, the mark is described anew. What must stay
 * true: places a person should check are left alone, and nothing is said about a text the server does not have yet.
 */
import { Plugin, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { describeSpan, trimSpan } from "~/core/anchor/describe.ts";
import type { Anchor } from "~/core/anchor/anchor.ts";
import { isShown, placeOf, type MarkPlace } from "./editor-mark.ts";
import { highlightsOf, tellHighlights } from "./highlight-state.ts";
import { spanOfRange, textPlaces, type Range } from "./positions.ts";
import { bindingOf, relativeOf } from "./relative.ts";

/** Quiet after the last edit. */
const QUIET = 800;
/** While the server has not acknowledged the text, ask again after this. */
const UNSAVED = 250;

export interface ReanchoringOptions {
  isSaved(): boolean;
  onReanchor(id: string, anchor: Anchor): void;
}

/** The anchor of a range, drawn in to its words; null when there are none. Relative positions where there is a binding. */
export function anchorOf(state: EditorState, range: Range, withRelative: boolean): Anchor | null {
  const places = textPlaces(state.doc);
  const wide = spanOfRange(places, range);
  const span = wide && trimSpan(places.index, wide);
  if (!span) return null;
  const anchor = describeSpan(places.index, span);
  const binding = withRelative ? bindingOf(state) : null;
  const relative = binding && relativeOf(binding, range);
  return relative ? { ...anchor, relative } : anchor;
}

/** The new anchor of a mark that was edited here, or null when the stored one still does. */
export function newAnchor(state: EditorState, stored: Anchor, place: MarkPlace | undefined): Anchor | null {
  if (!isShown(place) || place.status === "check") return null;
  const found = placeOf(state, stored);
  if (found.status === "exact" && found.from === place.from && found.to === place.to) return null;
  return anchorOf(state, place, true);
}

export function reanchoring(options: ReanchoringOptions): Plugin {
  return new Plugin({ view: (view) => new Reanchoring(view, options) });
}

class Reanchoring {
  readonly #view: EditorView;
  readonly #options: ReanchoringOptions;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(view: EditorView, options: ReanchoringOptions) {
    this.#view = view;
    this.#options = options;
  }

  update(view: EditorView, before: EditorState): void {
    const { own } = highlightsOf(view.state);
    if (own.size > 0 && own !== highlightsOf(before).own) this.#after(QUIET);
  }

  destroy(): void {
    if (this.#timer) clearTimeout(this.#timer);
  }

  #after(delay: number): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), delay);
  }

  #look(): void {
    this.#timer = null;
    const { state } = this.#view;
    const { own, marks, places, stale } = highlightsOf(state);
    if (!this.#options.isSaved()) return this.#after(UNSAVED);
    // What is being resolved is looked at when its place is known.
    const ready = [...own].filter((id) => !stale.has(id));
    if (ready.length < own.size) this.#after(UNSAVED);
    const anchors = ready.flatMap((id) => {
      const mark = marks.get(id);
      const anchor = mark && newAnchor(state, mark.anchor, places.get(id));
      return anchor ? [{ id, anchor }] : [];
    });
    if (ready.length > 0) this.#view.dispatch(tellHighlights(state, { type: "looked-after", ids: ready }));
    for (const { id, anchor } of anchors) this.#options.onReanchor(id, anchor);
  }
}
