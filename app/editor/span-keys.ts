/**
 * Which keys move the ends of the selected mark: Alt+Shift with ← and → its end, with ↑ and ↓ its start, by a word.
 *
 * Called by the handles. What must stay true: these keys are free in browsers; where Alt+Shift selects words in a text
 * (on a Mac), they do so, and in fields they are the field's.
 */
import type { EditorView } from "prosemirror-view";
import type { Range } from "./positions.ts";
import type { End } from "./span-steps.ts";

const FIELD = "input, textarea, select, .document-text";
const OVERLAY = "dialog[open], [popover]:popover-open, [role='menu']";

/** Are these keys pressed where they are ours? */
export function isForKeys({ altKey, shiftKey, ctrlKey, metaKey, isComposing, target }: KeyboardEvent): boolean {
  if (!altKey || !shiftKey || ctrlKey || metaKey || isComposing || document.querySelector(OVERLAY)) return false;
  const field = target instanceof Element ? target.closest(FIELD) : null;
  return !field || (field.classList.contains("document-text") && !navigator.userAgent.includes("Mac OS"));
}

/** Which end goes where; null for another key. An arrow goes where it points, also in a text from right to left. */
export function endOfKey({ key }: KeyboardEvent, view: EditorView, range: Range): { end: End; by: 1 | -1 } | null {
  if (key === "ArrowUp") return { end: "from", by: -1 };
  if (key === "ArrowDown") return { end: "from", by: 1 };
  if (key !== "ArrowLeft" && key !== "ArrowRight") return null;
  const { node } = view.domAtPos(range.to, -1);
  const element = node instanceof Element ? node : node.parentElement;
  const forward = element && getComputedStyle(element).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  return { end: "to", by: key === forward ? 1 : -1 };
}
