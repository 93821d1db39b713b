/**
 * Pointing at things in the text: numbers that are permalinks, links, marks; with the mouse and with the keyboard.
 *
 * Plugins of both kinds of document. Promises: a numbered paragraph can be addressed as #pN while `permalinks` are on;
 * what a click meets is told to the desk, which decides. What must stay true: no address in the text is followed without
 * having passed the schema's check, and never with a handle on this window.
 */
import { Plugin, type EditorState } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import type { Node } from "prosemirror-model";
import { isSafeHref } from "~/core/document/safe-href.ts";
import { isShown } from "./editor-mark.ts";
import { highlightsOf } from "./highlight-state.ts";

/** Gives numbered paragraphs the id that `#p209` addresses; of two with one number the first has it. */
export function permalinks(): Plugin<DecorationSet> {
  const plugin: Plugin<DecorationSet> = new Plugin<DecorationSet>({
    state: {
      init: (_, { doc }) => permalinkIds(doc),
      apply: (transaction, ids) => (transaction.docChanged ? permalinkIds(transaction.doc) : ids),
    },
    props: { decorations: (state) => plugin.getState(state) },
  });
  return plugin;
}

function permalinkIds(doc: Node): DecorationSet {
  const first = new Map<number, Decoration>();
  doc.descendants((node, position) => {
    const number = node.attrs.number as unknown;
    if (typeof number === "number" && !first.has(number)) {
      first.set(number, Decoration.node(position, position + node.nodeSize, { id: `p${number}` }));
    }
    return !node.isTextblock;
  });
  return DecorationSet.create(doc, [...first.values()]);
}

export interface PointingOptions {
  canType: boolean;
  onPermalink?(paragraph: number): void;
  /** Marks under a click, or under the caret when Enter (Ctrl-Enter where one types) is pressed. */
  onMarksAt(ids: string[], event: Event): void;
}

export function pointing(options: PointingOptions): Plugin {
  return new Plugin({
    props: {
      handleDOMEvents: { click: (view, event) => clicked(view, event, options) },
      handleKeyDown: (view, event) => {
        if (event.key !== "Enter" || event.shiftKey || event.altKey) return false;
        if (options.canType !== (event.ctrlKey || event.metaKey)) return false;
        const ids = marksAtCaret(view.state);
        if (ids.length > 0) options.onMarksAt(ids, event);
        return ids.length > 0;
      },
    },
  });
}

function clicked(view: EditorView, event: MouseEvent, options: PointingOptions): boolean {
  const target = event.target instanceof Element ? event.target : null;
  const number = target?.closest("a.number")?.closest("[data-number]")?.getAttribute("data-number");
  if (number) {
    event.preventDefault();
    options.onPermalink?.(Number(number));
    return true;
  }
  // The browser's selection: the editor's follows it a moment after the click.
  if (view.dom.ownerDocument.getSelection()?.isCollapsed ?? true) {
    const ids = target?.closest("[data-marks]")?.getAttribute("data-marks")?.split(" ") ?? [];
    if (ids.length > 0) options.onMarksAt(ids, event);
  }
  return followLink(target, event, options.canType);
}

/** Where one types, a link is followed with Ctrl or Cmd held, as in other editors. */
function followLink(target: Element | null, event: MouseEvent, canType: boolean): boolean {
  const href = target?.closest("a[href]")?.getAttribute("href");
  if (!href || href.startsWith("#") || !isSafeHref(href)) return false;
  if (canType && !(event.ctrlKey || event.metaKey)) return false;
  event.preventDefault();
  window.open(href, "_blank", "noopener,noreferrer");
  return true;
}

/** The marks over the caret or selection, the shortest first. */
function marksAtCaret(state: EditorState): string[] {
  const { from, to } = state.selection;
  const { places, marks } = highlightsOf(state);
  return [...places]
    .filter(([id, place]) => isShown(place) && !marks.get(id)?.hidden && place.from <= from && place.to >= to)
    .sort(([, a], [, b]) => a.to - a.from - (b.to - b.from))
    .map(([id]) => id);
}
