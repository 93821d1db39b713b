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
import { rangeOfSpan, spanOfRange, textPlaces, type Range } from "./positions.ts";
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
  const words = binding && rangeOfSpan(places, span);
  const relative = binding && words && relativeOf(binding, words);
  return relative ? { ...anchor, relative } : anchor;
}

/** How a mark is described where it is shown now; null when it is nowhere. Asked when a person says that this is right. */
export function foundAnchor(state: EditorState, id: string, withRelative: boolean): Anchor | null {
  const place = highlightsOf(state).places.get(id);
  return isShown(place) ? anchorOf(state, place, withRelative) : null;
}

/** What is to be said of a mark that was edited here: where it is, and its new anchor, null when the stored one still does. */
export interface Redescribed {
  place: MarkPlace;
  anchor: Anchor | null;
}

/**
 * Looks at a mark that was edited here. `place` is where the edit put it; `earlier` are anchors that were given up for what
 * it was then. Words that are back (undone, restored) are the mark's again. Null: it is to be left as it is.
 */
export function redescribed(state: EditorState, stored: Anchor, place: MarkPlace | undefined, earlier: readonly Anchor[] = []): Redescribed | null {
  if (!isShown(place) || place.status === "check") return null;
  const known = placeOf(state, stored);
  const back = [...earlier.map((anchor) => placeOf(state, anchor)), known].find(
    (found) => isShown(found) && found.status !== "check" && found.from <= place.from && found.to >= place.to,
  );
  const { from, to } = back ?? place;
  if (known.status === "exact" && known.from === from && known.to === to) return { place: known, anchor: null };
  const anchor = anchorOf(state, { from, to }, true);
  return anchor && { place: { status: "exact", from, to }, anchor };
}

export function reanchoring(options: ReanchoringOptions): Plugin {
  return new Plugin({ view: (view) => new Reanchoring(view, options) });
}

/** So many earlier anchors of a mark are remembered: as many steps as somebody may take back. */
const REMEMBERED = 20;

class Reanchoring {
  readonly #view: EditorView;
  readonly #options: ReanchoringOptions;
  /** By mark: the anchors that were given up here, oldest first, and what was said last. */
  readonly #given = new Map<string, { earlier: Anchor[]; last: Anchor }>();
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
    const looked = ready.flatMap((id) => {
      const stored = marks.get(id)?.anchor;
      const said = stored && redescribed(state, stored, places.get(id), this.#earlier(id, stored));
      return said ? [{ id, stored, ...said }] : [];
    });
    if (ready.length > 0) this.#view.dispatch(tellHighlights(state, { type: "looked-after", ids: ready }));
    const found = new Map(looked.map(({ id, place }) => [id, place]));
    if (found.size > 0) this.#view.dispatch(tellHighlights(this.#view.state, { type: "placed", places: found }));
    for (const { id, stored, anchor } of looked) {
      if (!anchor) continue;
      this.#given.set(id, { earlier: [...this.#earlier(id, stored), stored].slice(-REMEMBERED), last: anchor });
      this.#options.onReanchor(id, anchor);
    }
  }

  /** The anchors given up here before the stored one; none where somebody else has said meanwhile where it is. */
  #earlier(id: string, stored: Anchor): readonly Anchor[] {
    const given = this.#given.get(id);
    return given && sameWords(given.last, stored) ? given.earlier : [];
  }
}

/** The server may write an anchor in its own way; what counts is where it is. */
function sameWords(a: Anchor, b: Anchor): boolean {
  return a.block === b.block && a.start === b.start && a.endBlock === b.endBlock && a.end === b.end && a.quote === b.quote;
}
