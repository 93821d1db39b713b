import { useCallback, useEffect, useRef, useState } from "react";
import type { DeskEditor, DeskSelection } from "~/editor/desk-editor.ts";

export interface SelectionHandle {
  selection: DeskSelection | null;
  /** To be handed to the editor. */
  onSelection: (selection: DeskSelection | null) => void;
  clear: () => void;
}

/** The words selected in a text; while a pointer is down somebody is still selecting, and nothing is told. */
export function useTextSelection(editor: DeskEditor | null): SelectionHandle {
  const [selection, setSelection] = useState<DeskSelection | null>(null);
  const latest = useRef<DeskSelection | null>(null);
  const pressed = useRef(false);

  const onSelection = useCallback((next: DeskSelection | null) => {
    latest.current = next;
    if (!pressed.current) setSelection(next);
  }, []);

  useEffect(() => {
    const press = (event: PointerEvent) => {
      pressed.current = event.target instanceof Element && event.target.closest(".document-text") !== null;
    };
    const release = () => {
      if (!pressed.current) return;
      pressed.current = false;
      // The editor hears of the last movement a frame later.
      requestAnimationFrame(() => setSelection(latest.current));
    };
    document.addEventListener("pointerdown", press);
    document.addEventListener("pointerup", release);
    document.addEventListener("pointercancel", release);
    return () => {
      document.removeEventListener("pointerdown", press);
      document.removeEventListener("pointerup", release);
      document.removeEventListener("pointercancel", release);
    };
  }, []);

  const clear = useCallback(() => {
    latest.current = null;
    editor?.clearSelection();
    setSelection(null);
  }, [editor]);

  // The words of an editor that is gone can't be marked any more.
  useEffect(() => () => setSelection(null), [editor]);

  return { selection, onSelection, clear };
}
