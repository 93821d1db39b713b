/**
 * The words somebody else has selected, tinted by the browser's own highlights: nothing in the page is changed for them.
 *
 * Used by the carets. Promises: one highlight a colour, shared by all texts of the page; browsers that have no such
 * highlights show the caret alone. What must stay true: the colour has been checked to be #rrggbb before it comes here.
 */
import type { EditorView } from "prosemirror-view";
import { domRange } from "./desk-selection.ts";

type Words = Highlight & Set<AbstractRange>;

const colours = new Map<string, Words>();

function highlightOf(colour: string): Words | null {
  if (typeof Highlight === "undefined") return null;
  const known = colours.get(colour);
  if (known) return known;
  const name = `person-${colour.slice(1).toLowerCase()}`;
  const highlight = new Highlight() as Words;
  CSS.highlights.set(name, highlight);
  const sheet = new CSSStyleSheet();
  sheet.insertRule(`::highlight(${name}) { background-color: color-mix(in srgb, ${colour} 24%, transparent); }`);
  document.adoptedStyleSheets.push(sheet);
  colours.set(colour, highlight);
  return highlight;
}

export class SelectedWords {
  readonly #colour: string;
  #range: Range | null = null;

  constructor(colour: string) {
    this.#colour = colour;
  }

  /** Shows what lies between two positions; nothing for a bare caret. */
  show(view: EditorView, { anchor, head }: { anchor: number; head: number }): void {
    this.hide();
    const size = view.state.doc.content.size;
    const [from, to] = [Math.min(anchor, head), Math.min(Math.max(anchor, head), size)];
    if (from >= to) return;
    this.#range = domRange(view, { from, to });
    highlightOf(this.#colour)?.add(this.#range);
  }

  hide(): void {
    if (this.#range) highlightOf(this.#colour)?.delete(this.#range);
    this.#range = null;
  }
}
