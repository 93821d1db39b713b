import { useEffect, useRef } from "react";
import { toast } from "~/components/ui/toaster.tsx";
import { can } from "~/core/access/can.ts";
import type { Anchor } from "~/core/anchor/anchor.ts";
import type { Annotation } from "~/core/annotation/annotation.ts";
import { SpanHandles } from "~/editor/span-handles.ts";
import { cardColour } from "./editor-marks.ts";
import { UNDO_MS, telling } from "./mark-commands.ts";
import { shortQuote } from "./quotation.ts";
import type { DeskModel } from "./use-desk-model.ts";

export interface SpanControlProps {
  model: DeskModel;
  /** People write in the text: then whoever may comment says where a mark stands. In a source only its author does. */
  open: boolean;
}

/** The ends of the selected mark, to be moved by whoever may. */
export function SpanControl({ model: { cards, editor, canType, desk }, open }: SpanControlProps) {
  const card = cards.all.find(({ id }) => id === cards.selected);
  const annotation = card?.kind === "annotation" ? card.annotation : null;
  const may = annotation !== null && mayMove(annotation, desk.actor, open);
  const colour = card ? cardColour(card, desk.tags) : "";
  const latest = useRef(annotation);
  useEffect(() => {
    latest.current = annotation;
  });
  const id = may ? annotation.id : null;
  const { store, announce } = desk;

  useEffect(() => {
    // With another right to type the editor is made anew: this one may be gone already.
    if (!editor || editor.view.isDestroyed || id === null) return;
    let began: Annotation | null = null;
    const handles = new SpanHandles(editor, {
      id,
      colour,
      withRelative: canType,
      onBegin: () => {
        began = latest.current;
      },
      onPreview: (words) => announce(`It would mark: ${shortQuote(words, 80)}`),
      onChange: (anchor) => began && wishSpan(store, began, anchor),
    });
    return () => handles.destroy();
  }, [editor, id, colour, canType, store, announce]);
  return null;
}

function mayMove({ author, contributorIds, visibility }: Annotation, actor: DeskModel["desk"]["actor"], open: boolean): boolean {
  return can(actor, open ? "mark.comment" : "mark.edit", { authorId: author.id, contributorIds, visibility });
}

/** A verdict is not withdrawn by a slip of the hand. */
function wishSpan(store: DeskModel["store"], began: Annotation, anchor: Anchor): void {
  if (began.state !== "approved" && began.state !== "rejected") return changeSpan(store, began, anchor);
  toast.message(`This mark is ${began.state}. Other words ask for a new review.`, {
    duration: UNDO_MS,
    action: { label: "Change it", onClick: () => changeSpan(store, began, anchor) },
  });
}

/** Moves it at once and offers to undo; against the mark as it was when the hand took it. */
function changeSpan(store: DeskModel["store"], began: Annotation, anchor: Anchor): void {
  const undo = () => void telling(store.reanchor(began.id, began.anchor, "person", { ...began, anchor }));
  const told = toast.message("It marks other words now.", { duration: UNDO_MS, action: { label: "Undo", onClick: undo } });
  void telling(store.reanchor(began.id, anchor, "person", began)).then((done) => {
    if (!done) told.dismiss();
  });
}
