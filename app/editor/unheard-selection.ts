/**
 * A click that ProseMirror has not heard of yet must not be undone by somebody else's change.
 *
 * The browser tells of a new selection a moment after it was made. Whatever redraws the view in that moment (a change by
 * others, their carets) would put the selection back to where the editor last knew it, and the next letters would be
 * typed there. So before anything that comes from outside is drawn, the selection is read from the browser. What must
 * stay true: this never moves a selection the editor knows, and leaves compositions and selected nodes alone.
 */
import { TextSelection, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type * as Y from "yjs";

/** The selection as the browser has it; null where the editor knows it already, or has nothing to learn from it. */
function unheardSelection(view: EditorView): TextSelection | null {
  const { selection, doc } = view.state;
  if (view.composing || !(selection instanceof TextSelection) || !view.hasFocus()) return null;
  const shown = view.dom.ownerDocument.getSelection();
  const anchor = positionOf(view, shown?.anchorNode, shown?.anchorOffset);
  const head = positionOf(view, shown?.focusNode, shown?.focusOffset);
  if (anchor === null || head === null || (anchor === selection.anchor && head === selection.head)) return null;
  const [$anchor, $head] = [doc.resolve(anchor), doc.resolve(head)];
  if (!$anchor.parent.inlineContent || !$head.parent.inlineContent) return null;
  return TextSelection.create(doc, anchor, head);
}

function positionOf(view: EditorView, node: globalThis.Node | null | undefined, offset = 0): number | null {
  return node && view.dom.contains(node) ? view.posAtDOM(node, offset) : null;
}

/** For `dispatchTransaction`: a transaction that only redraws (marks, carets) goes on from the selection as it is. */
export function withUnheardSelection(view: EditorView, transaction: Transaction): Transaction {
  const unheard = transaction.docChanged || transaction.selectionSet ? null : unheardSelection(view);
  return unheard ? transaction.setSelection(unheard) : transaction;
}

/** Reads the selection before each change that comes by Yjs. Has to be called before the binding is made. Answers how to stop. */
export function hearBeforeChanges(ydoc: Y.Doc, view: () => EditorView | null | undefined): () => void {
  const hear = (): void => {
    const shown = view();
    const unheard = shown && unheardSelection(shown);
    if (unheard) shown.dispatch(shown.state.tr.setSelection(unheard));
  };
  ydoc.on("beforeAllTransactions", hear);
  return () => ydoc.off("beforeAllTransactions", hear);
}
