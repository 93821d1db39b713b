/**
 * Others' carets and selections: a thin caret in their colour; for two seconds after it has moved with their name and
 * with the words they have selected.
 *
 * Plugin used by the desk editor. Promises: whatever a presence state says, it is checked before it is drawn: names are
 * text, colours are #rrggbb, positions are of this text; anything else is not shown. A caret that moves costs its own
 * element and nothing else: no transaction, no decoration, no change inside of the text, at most once a frame; carets far
 * from the window are not measured. What must stay true: the layer lies over the text as its sibling and hears no press.
 */
import { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { relativePositionToAbsolutePosition } from "y-prosemirror";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { personOf } from "~/live/presence.ts";
import { changedRange, mappingOver, touchedRange } from "./changed-range.ts";
import { SelectedWords } from "./others-words.ts";
import { bindingOf, isOurs, type Binding } from "./relative.ts";

/** How long the name and the selected words show. */
const NAMED_FOR = 2_000;
/** Milliseconds between looks at what has come near while one scrolls. */
const SCROLL_LOOK = 100;

interface Caret {
  element: HTMLElement;
  colour: string;
  /** What the presence state said. */
  said: string;
  /** The text around it was changed: only Yjs knows where it is now. */
  isStale: boolean;
  anchor: number;
  head: number;
  words: SelectedWords;
  timer: ReturnType<typeof setTimeout> | null;
}

export function carets(awareness: Awareness): Plugin {
  return new Plugin({ view: (view) => new CaretLayer(view, awareness) });
}

class CaretLayer {
  readonly #view: EditorView;
  readonly #awareness: Awareness;
  readonly #layer = document.createElement("div");
  readonly #carets = new Map<number, Caret>();
  /** Whose state is to be read again. */
  readonly #heard = new Set<number>();
  readonly #observer = new ResizeObserver(() => this.#moved());
  #frame: number | null = null;
  #scrolling: ReturnType<typeof setTimeout> | null = null;
  /** All carets may stand elsewhere on the screen. */
  #all = false;

  constructor(view: EditorView, awareness: Awareness) {
    this.#view = view;
    this.#awareness = awareness;
    this.#layer.className = "carets";
    this.#layer.setAttribute("aria-hidden", "true");
    view.dom.parentElement?.append(this.#layer);
    for (const clientId of awareness.getStates().keys()) this.#heard.add(clientId);
    awareness.on("change", this.#onChange);
    this.#observer.observe(view.dom);
    document.addEventListener("scroll", this.#onScroll, { capture: true, passive: true });
    this.#soon();
  }

  update({ state }: EditorView, before: EditorView["state"]): void {
    if (state.doc === before.doc) return;
    const change = changedRange(before.doc, state.doc);
    if (!change || this.#carets.size === 0) return;
    const mapping = mappingOver(change);
    const touched = touchedRange(state.doc, change);
    for (const [clientId, caret] of this.#carets) {
      [caret.anchor, caret.head] = [mapping.map(caret.anchor), mapping.map(caret.head)];
      if (caret.head < touched.from || caret.head > touched.to) continue;
      caret.isStale = true;
      this.#heard.add(clientId);
    }
    this.#moved();
  }

  destroy(): void {
    this.#awareness.off("change", this.#onChange);
    this.#observer.disconnect();
    document.removeEventListener("scroll", this.#onScroll, { capture: true });
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    if (this.#scrolling) clearTimeout(this.#scrolling);
    for (const clientId of [...this.#carets.keys()]) this.#forget(clientId);
    this.#layer.remove();
  }

  readonly #onChange = ({ added, updated, removed }: Record<"added" | "updated" | "removed", number[]>): void => {
    for (const clientId of [...added, ...updated, ...removed]) this.#heard.add(clientId);
    this.#soon();
  };

  readonly #onScroll = (): void => {
    if (this.#carets.size > 0) this.#scrolling ??= setTimeout(() => this.#moved(), SCROLL_LOOK);
  };

  #moved(): void {
    if (this.#scrolling) clearTimeout(this.#scrolling);
    this.#scrolling = null;
    this.#all = true;
    this.#soon();
  }

  #soon(): void {
    this.#frame ??= requestAnimationFrame(() => this.#draw());
  }

  /** Everything is measured before anything is written: one layout. */
  #draw(): void {
    this.#frame = null;
    const binding = bindingOf(this.#view.state);
    // The binding comes a moment after the view.
    if (!binding || binding.mapping.size === 0) return this.#heard.size > 0 ? this.#soon() : undefined;
    const moved = new Set<Caret>(this.#all ? this.#carets.values() : []);
    for (const clientId of this.#heard) {
      const caret = clientId === this.#awareness.clientID ? null : this.#hear(clientId, binding);
      if (caret) moved.add(caret);
    }
    this.#heard.clear();
    this.#all = false;
    const origin = this.#layer.getBoundingClientRect();
    const places = [...moved].map((caret) => ({ caret, place: placeNear(this.#view, Math.min(caret.head, this.#view.state.doc.content.size)) }));
    for (const { caret, place } of places) {
      caret.element.hidden = place === null;
      if (!place) continue;
      caret.element.style.transform = `translate(${place.left - origin.left}px, ${place.top - origin.top}px)`;
      caret.element.style.blockSize = `${place.bottom - place.top}px`;
    }
    for (const { caret } of places) if (caret.timer) caret.words.show(this.#view, caret);
  }

  /** Reads what somebody says. Answers their caret when it is to be drawn again. */
  #hear(clientId: number, binding: Binding): Caret | null {
    const state = this.#awareness.getStates().get(clientId) as { cursor?: unknown } | undefined;
    const person = personOf(state);
    const said = JSON.stringify(state?.cursor ?? null);
    const known = this.#carets.get(clientId);
    if (known?.said === said && !known.isStale) return null;
    const ends = person && endsOf(state?.cursor, binding);
    if (!ends) {
      this.#forget(clientId);
      return null;
    }
    const caret = known ?? this.#make(clientId, person);
    // Where only the text has changed, nobody has moved.
    if (caret.said !== said) this.#name(caret);
    Object.assign(caret, ends, { said, isStale: false });
    return caret;
  }

  #make(clientId: number, { name, colour }: { name: string; colour: string }): Caret {
    const element = document.createElement("span");
    element.className = "caret";
    element.style.setProperty("--person", colour);
    const label = document.createElement("span");
    label.className = "caret__name";
    label.textContent = name;
    element.append(label);
    this.#layer.append(element);
    const caret = { element, colour, said: "", isStale: false, anchor: 0, head: 0, words: new SelectedWords(colour), timer: null };
    this.#carets.set(clientId, caret);
    return caret;
  }

  #name(caret: Caret): void {
    caret.element.classList.add("caret--named");
    if (caret.timer) clearTimeout(caret.timer);
    caret.timer = setTimeout(() => {
      caret.timer = null;
      caret.element.classList.remove("caret--named");
      caret.words.hide();
    }, NAMED_FOR);
  }

  #forget(clientId: number): void {
    const caret = this.#carets.get(clientId);
    if (!caret) return;
    if (caret.timer) clearTimeout(caret.timer);
    caret.words.hide();
    caret.element.remove();
    this.#carets.delete(clientId);
  }
}

/** The place of a caret on the screen; null for one that is further away than one window. */
function placeNear(view: EditorView, position: number): { left: number; top: number; bottom: number } | null {
  const { node } = view.domAtPos(position);
  const block = (node instanceof Element ? node : node.parentElement)?.closest("[data-block]") ?? view.dom;
  const box = block.getBoundingClientRect();
  if (box.height === 0 || box.bottom < -window.innerHeight || box.top > 2 * window.innerHeight) return null;
  return view.coordsAtPos(position);
}

/** Where both ends of a cursor are in this text; null when they lead nowhere. */
function endsOf(cursor: unknown, { doc, type, mapping }: Binding): { anchor: number; head: number } | null {
  if (typeof cursor !== "object" || cursor === null) return null;
  try {
    const [anchor, head] = [(cursor as { anchor?: unknown }).anchor, (cursor as { head?: unknown }).head].map((end) => {
      const position = Y.createRelativePositionFromJSON(end);
      return isOurs(position) ? relativePositionToAbsolutePosition(doc, type, position, mapping) : null;
    });
    return typeof anchor === "number" && typeof head === "number" ? { anchor, head } : null;
  } catch {
    // Made up by a client of another kind.
    return null;
  }
}
