/**
 * Resolves the marks that are stale, in small slices, so that typing never waits for it.
 *
 * The view part of the highlights plugin. Promises: after a change by others stale marks are resolved within a frame or
 * two, after one's own typing when it pauses; results for a text that has changed meanwhile are thrown away. What must
 * stay true: resolving reads the text only.
 */
import type { Node } from "prosemirror-model";
import type { EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { placeOf, type EditorMark, type MarkPlace } from "./editor-mark.ts";
import { highlightsOf, sameAnchor, tellHighlights } from "./highlight-state.ts";

/** Quiet after one's own typing before anything is resolved. */
const QUIET = 300;
const SLICE = 10;
/** The first slice after marks have come may take longer: people wait for it anyway. */
const FIRST_SLICE = 40;
/** While a long run goes on, what was found is shown this often. */
const SHOW_EVERY = 100;

/** A mark or two that somebody has just made are found before they are painted for the first time. */
const AT_ONCE = 4;

/** The places of marks that are new to the editor, as far as they are found at once; the resolver finds the others. */
export function placedAtOnce(state: EditorState, marks: readonly EditorMark[]): Map<string, MarkPlace> {
  const { marks: known } = highlightsOf(state);
  const until = performance.now() + AT_ONCE;
  const places = new Map<string, MarkPlace>();
  for (const { id, anchor } of marks) {
    if (sameAnchor(known.get(id)?.anchor, anchor)) continue;
    if (performance.now() >= until) break;
    places.set(id, placeOf(state, anchor));
  }
  return places;
}

export class MarkResolver {
  readonly #view: EditorView;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #found = new Map<string, MarkPlace>();
  #foundIn: Node;
  #shownAt = 0;

  constructor(view: EditorView) {
    this.#view = view;
    this.#foundIn = view.state.doc;
  }

  update(view: EditorView, before: EditorState): void {
    const { stale, own, marks } = highlightsOf(view.state);
    if (view.state.doc !== this.#foundIn) this.#restart(view.state.doc);
    if (stale.size === 0) return;
    const last = highlightsOf(before);
    if (marks !== last.marks) return this.#soon(0, FIRST_SLICE);
    if (view.state.doc !== before.doc) this.#soon(own === last.own || own.size === 0 ? 16 : QUIET, SLICE);
  }

  destroy(): void {
    if (this.#timer) clearTimeout(this.#timer);
  }

  #restart(doc: Node): void {
    this.#found = new Map();
    this.#foundIn = doc;
  }

  #soon(delay: number, slice: number): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#resolve(slice), delay);
  }

  #resolve(slice: number): void {
    this.#timer = null;
    const { state } = this.#view;
    const { stale, marks } = highlightsOf(state);
    const until = performance.now() + slice;
    let left = false;
    for (const id of stale) {
      if (this.#found.has(id)) continue;
      if (performance.now() >= until) {
        left = true;
        break;
      }
      const mark = marks.get(id);
      if (mark) this.#found.set(id, placeOf(state, mark.anchor));
    }
    if (!left || performance.now() - this.#shownAt > SHOW_EVERY) this.#show();
    if (left) this.#soon(0, SLICE);
  }

  #show(): void {
    const places = this.#found;
    this.#found = new Map();
    this.#shownAt = performance.now();
    if (places.size > 0) this.#view.dispatch(tellHighlights(this.#view.state, { type: "placed", places }));
  }
}
