/**
 * A text that can be walked through, selected and read aloud like an editor's, and that nothing changes.
 *
 * Plugins of source documents, and of open ones for people who may not type. The view stays editable for the browser, so
 * that there is a caret and Shift+arrows select; every way in is closed instead. What must stay true: the only changes
 * come from Yjs; and the view is bound to a mirror of the document, so that not even a repair by y-prosemirror could
 * reach the shared one.
 */
import { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { ySyncPluginKey } from "y-prosemirror";
import * as Y from "yjs";

/** Attributes of the element that holds a locked text. */
export const LOCKED_ATTRIBUTES = {
  "aria-readonly": "true",
  inputmode: "none",
  autocorrect: "off",
  autocapitalize: "off",
  "data-gramm": "false",
};

function refuse(_: EditorView, event: Event): boolean {
  event.preventDefault();
  return true;
}

/** Refuses every change that does not come from Yjs. */
export function locked(): Plugin {
  return new Plugin({
    filterTransaction: (transaction) => !transaction.docChanged || transaction.getMeta(ySyncPluginKey) !== undefined,
    props: {
      handleDOMEvents: { beforeinput: refuse, paste: refuse, cut: refuse, drop: refuse, compositionstart: refuse },
      handleTextInput: () => true,
      handlePaste: () => true,
      handleDrop: () => true,
    },
  });
}

/** A copy of a document that follows it, one way only. */
export function mirrorOf(ydoc: Y.Doc): { mirror: Y.Doc; stop(): void } {
  const mirror = new Y.Doc();
  Y.applyUpdate(mirror, Y.encodeStateAsUpdate(ydoc));
  const follow = (update: Uint8Array): void => Y.applyUpdate(mirror, update);
  ydoc.on("update", follow);
  return {
    mirror,
    stop: () => {
      ydoc.off("update", follow);
      mirror.destroy();
    },
  };
}
