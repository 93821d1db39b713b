import { Button } from "~/components/ui/button.tsx";
import { can } from "~/core/access/can.ts";
import type { Annotation } from "~/core/annotation/annotation.ts";
import type { PlaceStatus } from "./desk-cards.ts";
import { useDesk } from "./desk-context.ts";
import { reanchorWithUndo } from "./place-commands.ts";

export interface PlaceActionsProps {
  mark: Annotation;
  status: PlaceStatus;
}

/** What can be done about a mark that is in doubt, or has lost its words; nothing for those who may not move it. */
export function PlaceActions({ mark, status }: PlaceActionsProps) {
  const { store, actor, kind, editor, movePlace, announce } = useDesk();
  const thing = { authorId: mark.author.id, contributorIds: mark.contributorIds, visibility: mark.visibility };
  // In a text that nobody types in, other words are a change of the mark.
  if (!editor || !can(actor, kind === "working" ? "mark.comment" : "mark.edit", thing)) return null;
  const confirm = () => {
    const anchor = editor.describeMark(mark.id, kind === "working");
    if (anchor) void reanchorWithUndo(store, mark, anchor, "The position is confirmed.");
  };
  const choose = () => {
    movePlace?.(mark);
    announce("Select the words of this mark in the text.");
  };
  return (
    <div className="row">
      {status === "check" && (
        <Button size="small" variant="primary" onClick={confirm}>
          Position is right
        </Button>
      )}
      {movePlace && (
        <Button size="small" variant={status === "check" ? "quiet" : "primary"} onClick={choose}>
          {status === "check" ? "Choose other words" : "Attach to other words"}
        </Button>
      )}
    </div>
  );
}
