import { useEffect } from "react";
import { Button } from "~/components/ui/button.tsx";
import type { Annotation } from "~/core/annotation/annotation.ts";
import { useDesk } from "./desk-context.ts";
import { reanchorWithUndo } from "./place-commands.ts";
import { shortQuote } from "./quotation.ts";
import type { SelectionHandle } from "./use-text-selection.ts";

export interface AttachBarProps {
  /** The mark whose words are looked for. */
  mark: Annotation;
  selection: SelectionHandle;
}

/** While the words of a mark are looked for: says what to do, and does it. Escape leaves it, Alt+F10 leads to its buttons. */
export function AttachBar({ mark, selection: { selection, clear } }: AttachBarProps) {
  const { store, editor, select, movePlace } = useDesk();
  // The text is where the words are selected; whoever leaves is back at the card.
  useEffect(() => {
    editor?.focus();
    return () => document.querySelector<HTMLElement>(`[data-card="${CSS.escape(mark.id)}"] [data-card-name]`)?.focus({ preventScroll: true });
  }, [editor, mark.id]);

  const attach = () => {
    if (!selection) return;
    const { anchor } = selection;
    movePlace?.(null);
    clear();
    void reanchorWithUndo(store, mark, anchor, "Attached to the words you selected.").then((done) => done && select(mark.id));
  };
  return (
    <div className="attach-bar" role="group" aria-label="Attach the mark">
      <p className="attach-bar__words">
        {selection ? "Attach it to the selected words?" : "Select the words this mark belongs to."}{" "}
        <q className="attach-bar__quote" dir="auto">
          {shortQuote(selection ? selection.text : mark.anchor.quote, 60)}
        </q>
      </p>
      <div className="row">
        <Button size="small" variant="primary" aria-disabled={!selection} onMouseDown={(event) => event.preventDefault()} onClick={attach}>
          Attach here
        </Button>
        <Button size="small" onClick={() => movePlace?.(null)}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
