/**
 * The selection as the desk needs it: an anchor for it, its words, where its box is on the screen.
 *
 * Called by the desk editor. Promises: the anchor is drawn in to the words (no white space at its ends); nothing is
 * answered for a selection without words; the selection stays visible while the focus is in another field. What must
 * stay true: relative positions are made only where the text can change under the anchor.
 */
import { Plugin, PluginKey, type EditorState } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import type { Anchor } from "~/core/anchor/anchor.ts";
import type { Range } from "./positions.ts";
import { anchorOf } from "./reanchoring.ts";

export interface DeskSelection {
  anchor: Anchor;
  /** The box around it on the screen. */
  rect: DOMRect;
  text: string;
}

/** What is selected, or null when no words are. */
export function deskSelection(view: EditorView, withRelative: boolean): DeskSelection | null {
  const { from, to, empty } = view.state.selection;
  const anchor = empty ? null : anchorOf(view.state, { from, to }, withRelative);
  return anchor && { anchor, rect: boxOf(view, { from, to }), text: anchor.quote };
}

/** The DOM range of a stretch of the text. */
export function domRange(view: EditorView, { from, to }: Range): globalThis.Range {
  const range = document.createRange();
  const start = view.domAtPos(from, 1);
  const end = view.domAtPos(to, -1);
  range.setStart(start.node, start.offset);
  range.setEnd(end.node, end.offset);
  return range;
}

function boxOf(view: EditorView, range: Range): DOMRect {
  const box = domRange(view, range).getBoundingClientRect();
  if (box.width > 0 || box.height > 0) return box;
  const { left, top, right, bottom } = view.coordsAtPos(range.from);
  return new DOMRect(left, top, right - left, bottom - top);
}

const keptKey = new PluginKey<boolean>("kept-selection");
/** After the focus has come, and the click that brought it has set the caret. */
const SETTLED = 100;

/**
 * Draws the selection while the focus is elsewhere: in the note one writes about it, or in a menu. The style hides it as
 * soon as the focus is back; it is taken out of the DOM later, because a change at that moment would undo the click.
 */
export function keptSelection(): Plugin<boolean> {
  const tell = (view: EditorView, elsewhere: boolean): void => {
    if (!view.isDestroyed && keptKey.getState(view.state) !== elsewhere) view.dispatch(view.state.tr.setMeta(keptKey, elsewhere));
  };
  return new Plugin<boolean>({
    key: keptKey,
    state: { init: () => false, apply: (transaction, value) => (transaction.getMeta(keptKey) as boolean | undefined) ?? value },
    props: {
      handleDOMEvents: {
        focus: (view) => {
          setTimeout(() => tell(view, !view.hasFocus()), SETTLED);
          return false;
        },
        blur: (view) => {
          tell(view, true);
          return false;
        },
      },
      decorations: (state: EditorState) => {
        const { from, to, empty } = state.selection;
        if (empty || !keptKey.getState(state)) return null;
        return DecorationSet.create(state.doc, [Decoration.inline(from, to, { nodeName: "span", class: "kept-selection" })]);
      },
    },
  });
}
