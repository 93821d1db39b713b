/**
 * The text of the desk: one ProseMirror view bound to a Yjs document, with its marks, carets and selection.
 *
 * Made by the desk's components when the text has come (`connection.ready`), destroyed by them; to change `canType` they
 * make another. Promises: a document nobody may type in can be walked through and selected, and never changes from here;
 * what is typed before the text has come is refused. What must stay true: no React in here, and no decision about marks:
 * what a click or a broken anchor means is the caller's business.
 */
import { Plugin, TextSelection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { ySyncPluginKey } from "y-prosemirror";
import type { Anchor, Resolution } from "~/core/anchor/anchor.ts";
import { boundState, deskAttributes, type DeskEditorOptions } from "./desk-plugins.ts";
import { deskSelection, domRange, type DeskSelection } from "./desk-selection.ts";
import { isShown, placeOf, type EditorMark, type MarkPlace } from "./editor-mark.ts";
import { bringIntoView, LayoutNews, settle, topBlock } from "./geometry.ts";
import { highlightsOf, tellHighlights, type HighlightNews } from "./highlight-state.ts";
import { placedAtOnce } from "./mark-resolver.ts";
import { MarkTops } from "./mark-tops.ts";
import { NearWindow } from "./near-window.ts";
import type { Range } from "./positions.ts";
import { foundAnchor } from "./reanchoring.ts";
import { spansOf, type Spans } from "./span-text.ts";
import { withUnheardSelection } from "./unheard-selection.ts";

export type { DeskEditorOptions } from "./desk-plugins.ts";
export type { DeskSelection } from "./desk-selection.ts";
export type { EditorMark } from "./editor-mark.ts";

export interface DeskEditor {
  readonly view: EditorView;
  /** For the handles at the ends of a mark (./span-handles.ts). */
  readonly spans: Spans;
  setMarks(marks: readonly EditorMark[]): void;
  setSelected(id: string | null): void;
  /** False when it is not to be found in the text. */
  scrollToMark(id: string): boolean;
  scrollToSpan(anchor: Anchor): boolean;
  /** Where the first line of a mark stands in the window now, in pixels, painted or not; null when it is not in the text. */
  lineOf(id: string): number | null;
  scrollToParagraph(number: number): boolean;
  scrollToBlock(id: string): boolean;
  selection(): DeskSelection | null;
  clearSelection(): void;
  selectSpan(anchor: Anchor): boolean;
  /** How a mark is to be described where it is shown now; null when it is nowhere. */
  describeMark(id: string, withRelative: boolean): Anchor | null;
  /** The same map as before while none of them has moved and the text is as high as it was. */
  markTops(): ReadonlyMap<string, number>;
  /** Of those that are resolved; the same map as before while none has changed. */
  statuses(): ReadonlyMap<string, Resolution["status"]>;
  /** Told at most once a frame, when the text, the marks or the size have changed. */
  onLayout(listener: () => void): () => void;
  topBlock(): string | null;
  focus(): void;
  destroy(): void;
}

/** How long the place one has gone to stays outlined. */
const FLASH = 1_200;

/** Puts the editor into `place`, in the place of the first paint that stood there. */
export function mountDeskEditor(options: DeskEditorOptions): DeskEditor {
  return new Desk(options);
}

class Desk implements DeskEditor {
  readonly view: EditorView;
  readonly spans: Spans;
  readonly #options: DeskEditorOptions;
  readonly #layout: LayoutNews;
  readonly #tops = new MarkTops();
  readonly #near: NearWindow;
  readonly #stop: () => void;
  readonly #stopSettling: () => void;
  #flashing: ReturnType<typeof setTimeout> | null = null;
  #selectionFrame: number | null = null;

  constructor(options: DeskEditorOptions) {
    this.#options = options;
    const { state, stop } = boundState(options, this.#news(), () => this.view);
    this.#stop = stop;
    options.place.replaceChildren();
    this.view = new EditorView(options.place, {
      state,
      attributes: deskAttributes(options),
      // Called with the view as `this`, also before the constructor has answered it.
      dispatchTransaction(this: EditorView, transaction) {
        // What was asked for later may come when the view is gone.
        if (this.isDestroyed) return;
        this.updateState(this.state.apply(withUnheardSelection(this, transaction)));
      },
    });
    hideFromReact(this.view.dom);
    this.spans = spansOf(this.view);
    this.#layout = new LayoutNews(this.view.dom, () => this.#tops.forget());
    this.#near = new NearWindow(this.view, () => this.#layout.changed());
    this.#layout.listen(() => this.#near.look());
    this.#stopSettling = settle(options.place);
  }

  setMarks(marks: readonly EditorMark[]): void {
    this.#tell({ type: "marks", marks, places: placedAtOnce(this.view.state, marks) });
  }

  setSelected(id: string | null): void {
    this.#tell({ type: "selected", id });
  }

  scrollToMark(id: string): boolean {
    const place = this.#placeOf(id);
    return isShown(place) && this.#goTo(place);
  }

  scrollToSpan(anchor: Anchor): boolean {
    const place = placeOf(this.view.state, anchor);
    return isShown(place) && this.#goTo(place);
  }

  lineOf(id: string): number | null {
    const place = this.#placeOf(id);
    return isShown(place) ? (domRange(this.view, { from: place.from, to: place.from + 1 }).getClientRects()[0]?.top ?? null) : null;
  }

  scrollToParagraph(number: number): boolean {
    return this.#goToElement(`[data-number="${Math.trunc(number)}"]`);
  }

  scrollToBlock(id: string): boolean {
    return this.#goToElement(`[data-block="${CSS.escape(id)}"]`);
  }

  selection(): DeskSelection | null {
    return deskSelection(this.view, this.#options.canType);
  }

  clearSelection(): void {
    const { state } = this.view;
    this.view.dispatch(state.tr.setSelection(TextSelection.near(state.doc.resolve(state.selection.head))));
  }

  selectSpan(anchor: Anchor): boolean {
    const { state } = this.view;
    const place = placeOf(state, anchor);
    if (!isShown(place)) return false;
    this.view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, place.from, place.to)));
    this.view.focus();
    return this.#goTo(place);
  }

  describeMark(id: string, withRelative: boolean): Anchor | null {
    return foundAnchor(this.view.state, id, withRelative);
  }

  markTops(): ReadonlyMap<string, number> {
    return this.#tops.read(this.view);
  }

  statuses(): ReadonlyMap<string, Resolution["status"]> {
    return highlightsOf(this.view.state).places.statuses();
  }

  onLayout(listener: () => void): () => void {
    return this.#layout.listen(listener);
  }

  topBlock(): string | null {
    return topBlock(this.view);
  }

  focus(): void {
    this.view.focus();
  }

  destroy(): void {
    if (this.#flashing) clearTimeout(this.#flashing);
    this.#stopSettling();
    if (this.#selectionFrame !== null) cancelAnimationFrame(this.#selectionFrame);
    this.#near.destroy();
    this.#layout.destroy();
    this.view.destroy();
    this.#stop();
  }

  /** Tells the desk what has changed in the view. */
  #news(): Plugin {
    return new Plugin({
      view: () => ({
        update: (view, before) => {
          const { state } = view;
          if (!state.selection.eq(before.selection)) this.#selectionChanged();
          if (state.doc !== before.doc || highlightsOf(state) !== highlightsOf(before)) this.#layout.changed();
        },
      }),
      appendTransaction: (transactions) => {
        if (transactions.some((one) => one.docChanged && one.getMeta(ySyncPluginKey) === undefined)) this.#options.onEdited?.();
        return null;
      },
    });
  }

  #selectionChanged(): void {
    this.#selectionFrame ??= requestAnimationFrame(() => {
      this.#selectionFrame = null;
      this.#options.onSelection(this.selection());
    });
  }

  #tell(news: HighlightNews): void {
    this.view.dispatch(tellHighlights(this.view.state, news));
  }

  /** Where a mark is, resolved now if that has not been its turn. */
  #placeOf(id: string): MarkPlace | undefined {
    const { marks, places, stale } = highlightsOf(this.view.state);
    const mark = marks.get(id);
    return mark && stale.has(id) ? placeOf(this.view.state, mark.anchor) : places.get(id);
  }

  #goTo(range: Range): boolean {
    const start = domRange(this.view, { from: range.from, to: Math.min(range.from + 1, range.to) }).startContainer;
    const element = start instanceof Element ? start : start.parentElement;
    if (!element) return false;
    bringIntoView(element);
    this.#flash(range);
    return true;
  }

  #goToElement(selector: string): boolean {
    const element = this.view.dom.querySelector(selector);
    if (!element) return false;
    bringIntoView(element);
    const from = this.view.posAtDOM(element.querySelector("p") ?? element, 0);
    this.#flash({ from, to: this.view.state.doc.resolve(from).end() });
    return true;
  }

  #flash(range: Range): void {
    this.#tell({ type: "flash", range });
    if (this.#flashing) clearTimeout(this.#flashing);
    this.#flashing = setTimeout(() => this.#tell({ type: "flash", range: null }), FLASH);
  }
}

/**
 * At each commit React (18: getSelectionInformation) works out where the selection is in the focused element, to put it
 * back afterwards, by walking over all of its nodes when its `contentEditable` reads "true": tens of milliseconds in a
 * long text, several times for each letter. The text is ProseMirror's, React never touches it. What the browser and
 * ProseMirror go by is the attribute, which stays.
 */
function hideFromReact(element: HTMLElement): void {
  Object.defineProperty(element, "contentEditable", { get: () => "inherit" });
}
