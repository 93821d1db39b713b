/**
 * Tells the others where this person's caret and selection are, as Yjs relative positions in the presence state.
 *
 * Plugin used by the desk editor, in the place of y-prosemirror's own, which works the positions out after every
 * transaction by walking over the whole text. Promises: the latest place is told soon after the caret has come to rest or
 * moved on, nothing while the focus is elsewhere; letters typed never wait for it. What must stay true: the form is
 * y-prosemirror's (`cursor: {anchor, head}`), which stock clients read.
 */
import { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { absolutePositionToRelativePosition } from "y-prosemirror";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { bindingOf } from "./relative.ts";

/** Milliseconds; the presence sender waits as long again. */
const SOON = 80;

export function ownCaret(awareness: Awareness): Plugin {
  return new Plugin({
    view: (view) => {
      let timer: ReturnType<typeof setTimeout> | null = null;
      const tell = (): void => {
        timer = null;
        const cursor = !view.isDestroyed && view.hasFocus() ? cursorOf(view) : null;
        const before = (awareness.getLocalState()?.cursor ?? null) as unknown;
        if (JSON.stringify(before) !== JSON.stringify(cursor)) awareness.setLocalStateField("cursor", cursor);
      };
      const soon = (): void => {
        timer ??= setTimeout(tell, SOON);
      };
      view.dom.addEventListener("focusin", soon);
      view.dom.addEventListener("focusout", soon);
      return {
        update: ({ state }, before) => {
          if (state.doc !== before.doc || !state.selection.eq(before.selection)) soon();
        },
        destroy: () => {
          if (timer) clearTimeout(timer);
          view.dom.removeEventListener("focusin", soon);
          view.dom.removeEventListener("focusout", soon);
          awareness.setLocalStateField("cursor", null);
        },
      };
    },
  });
}

function cursorOf({ state }: EditorView): { anchor: unknown; head: unknown } | null {
  const binding = bindingOf(state);
  if (!binding || binding.mapping.size === 0) return null;
  const { anchor, head } = state.selection;
  const relative = (position: number): unknown => Y.relativePositionToJSON(absolutePositionToRelativePosition(position, binding.type, binding.mapping) as Y.RelativePosition);
  return { anchor: relative(anchor), head: anchor === head ? relative(anchor) : relative(head) };
}
