import { useEffect, useLayoutEffect, type MutableRefObject } from "react";
import type { DeskEditor, EditorMark } from "~/editor/desk-editor.ts";
import type { SelectionHandle } from "./use-text-selection.ts";

/** What the editor tells, handed on to whatever is rendered now. */
export interface Handlers {
  onSelection: SelectionHandle["onSelection"];
  onMarksAt: (ids: string[], event: Event) => void;
}

export interface MarksInTextOptions {
  editor: DeskEditor | null;
  marks: readonly EditorMark[];
  selected: string | null;
  handlers: MutableRefObject<Handlers>;
  selection: SelectionHandle;
  select: (card: string | null) => void;
}

/** Draws the marks in the text, and selects the card of a mark that is pressed there. */
export function useMarksInText({ editor, marks, selected, handlers, selection, select }: MarksInTextOptions): void {
  // Before the browser paints: a new mark is seen in the text and in the margin at once.
  useLayoutEffect(() => editor?.setMarks(marks), [editor, marks]);
  useEffect(() => editor?.setSelected(selected), [editor, selected]);

  useEffect(() => {
    handlers.current = {
      onSelection: selection.onSelection,
      onMarksAt: (ids, event) => {
        // Pressing again where marks lie over each other goes to the next of them.
        const next = ids[(ids.indexOf(selected ?? "") + 1) % ids.length] ?? null;
        // A frame later: the editor hears where the caret went only after the click.
        requestAnimationFrame(() => {
          select(next);
          if (event instanceof KeyboardEvent && next !== null) focusCard(next);
        });
      },
    };
  });
}

/** After the keyboard, the focus goes to the card: its words are there to be read and changed. */
function focusCard(id: string): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-card="${CSS.escape(id)}"] [data-card-name]`)?.focus());
}
