/**
 * The children of the document with their elements and positions: what stands where in a long text, without asking
 * ProseMirror for one element at a time (`nodeDOM` walks over all that come before).
 *
 * Called by near-window.ts and mark-tops.ts. What must stay true: nothing is kept beyond a reading but the positions, which belong to
 * a version of the document.
 */
import type { Node } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";
import { countWhile } from "~/core/sorted.ts";

const known = new WeakMap<Node, Int32Array>();

/** The positions at which the children of a document begin, and the end of the last. */
export function childStarts(doc: Node): Int32Array {
  const there = known.get(doc);
  if (there) return there;
  const starts = new Int32Array(doc.childCount + 1);
  doc.forEach((node, start, nth) => {
    starts[nth + 1] = start + node.nodeSize;
  });
  known.set(doc, starts);
  return starts;
}

/** The child in which a position lies; that of a border is the one behind it. */
export function childAt(starts: Int32Array, position: number): number {
  return Math.max(0, countWhile(starts.length - 1, (nth) => (starts[nth] ?? 0) <= position) - 1);
}

/** What ProseMirror and its plugins may put between blocks. */
const BETWEEN = ".ProseMirror-widget, .caret, .ProseMirror-trailingBreak, .ProseMirror-separator";

/** The elements of the document's children, in order. Null while the editor draws something else. */
export function childElements({ dom, state }: EditorView): ArrayLike<Element> | null {
  const { childCount } = state.doc;
  if (dom.children.length === childCount) return dom.children;
  const elements = [...dom.children].filter((element) => !element.matches(BETWEEN));
  return elements.length === childCount ? elements : null;
}
