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
import { textPlaces } from "./positions.ts";

/** Quiet after one's own typing before anything is resolved. */
const QUIET = 300;
const SLICE = 10;
/** The first slice after marks have come may take longer: people wait for it anyway. */
const FIRST_SLICE = 40;
/** While a long run goes on, what was found is shown this often; what is near the window is shown as soon as it is found. */
const SHOW_EVERY = 400;

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
  #turn: Turn | null = null;

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
    this.#turn = null;
  }

  #soon(delay: number, slice: number): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#resolve(slice), delay);
  }

  #resolve(slice: number): void {
    this.#timer = null;
    const { state } = this.#view;
    const { marks, stale } = highlightsOf(state);
    if (this.#turn?.stale !== stale) this.#turn = turnOf(state);
    const turn = this.#turn;
    const until = performance.now() + slice;
    let id = turn.ids.pop();
    for (; id !== undefined; id = turn.ids.pop()) {
      const mark = marks.get(id);
      if (mark && !this.#found.has(id)) this.#found.set(id, placeOf(state, mark.anchor));
      if (performance.now() >= until || turn.ids.length === turn.far) break;
    }
    const isDone = turn.ids.length === 0;
    if (isDone || turn.ids.length === turn.far || performance.now() - this.#shownAt > SHOW_EVERY) this.#show();
    if (!isDone) this.#soon(0, SLICE);
  }

  #show(): void {
    const places = this.#found;
    this.#found = new Map();
    this.#shownAt = performance.now();
    if (places.size > 0) this.#view.dispatch(tellHighlights(this.#view.state, { type: "placed", places }));
  }
}

/** The marks that are to be resolved, the next one last. */
interface Turn {
  stale: ReadonlySet<string>;
  ids: string[];
  /** So many of them are far from the window. */
  far: number;
}

/** Those said to be near the window come first: somebody is looking there. */
function turnOf(state: EditorState): Turn {
  const { stale, marks, near } = highlightsOf(state);
  const { order, blocks } = textPlaces(state.doc);
  const isNear = (id: string): boolean => {
    const nth = order.get(marks.get(id)?.anchor.block ?? "");
    const position = nth === undefined ? undefined : blocks[nth]?.position;
    return near !== null && position !== undefined && position >= near.from && position <= near.to;
  };
  const [close, far]: [string[], string[]] = [[], []];
  for (const id of stale) (isNear(id) ? close : far).push(id);
  return { stale, ids: [...far.reverse(), ...close.reverse()], far: far.length };
}
