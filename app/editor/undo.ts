/**
 * Undo and redo that cannot break the editor.
 *
 * Keys of typing.ts. Yjs takes changes back one by one and can fail on the way (see patches/yjs+*.patch for the ways that
 * are known). What was taken back until then is kept, as everything else in the text; the step that failed is given
 * up. Promises: the key is always taken, or the browser would undo in the DOM by itself; after a failure the editor
 * shows the shared document again, and the failure is handed on. What must stay true: nothing is ever deleted to repair.
 */
import type { Command, EditorState } from "prosemirror-state";
import { redoCommand, undoCommand, ySyncPluginKey } from "y-prosemirror";

/** Told when a step could not be taken back. */
export type UndoFailure = (error: unknown) => void;

function surviving(command: Command, onFailure: UndoFailure): Command {
  return (state, dispatch, view) => {
    try {
      return command(state, dispatch, view);
    } catch (error) {
      drawAgain(state);
      onFailure(error);
      return true;
    }
  };
}

/** Brings the editor back to what the shared document says, whatever was half drawn. */
function drawAgain(state: EditorState): void {
  const bound = ySyncPluginKey.getState(state) as { binding: { _forceRerender(): void } | null } | undefined;
  bound?.binding?._forceRerender();
}

/** Takes this person's last change back. */
export const undo = (onFailure: UndoFailure): Command => surviving(undoCommand, onFailure);

/** Makes what was taken back again. */
export const redo = (onFailure: UndoFailure): Command => surviving(redoCommand, onFailure);
