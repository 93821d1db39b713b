import { useEffect, useState } from "react";
import { toast } from "~/components/ui/toaster.tsx";
import { linkWords } from "~/components/review/link-words.ts";
import { can } from "~/core/access/can.ts";
import type { LinkType } from "~/core/annotation/annotation.ts";
import { documentLabel } from "~/core/document/document.ts";
import type { DeskSelection } from "~/editor/desk-editor.ts";
import type { LinkEndWish } from "~/live/new-marks.ts";
import { LINK_CHOICES } from "~/components/desk/link-colours.ts";
import { telling } from "~/components/desk/mark-commands.ts";
import { paragraphAt } from "~/components/desk/use-marking.ts";
import { laterSide } from "./link-pairs.ts";
import type { ComparedDocument, CompareSide } from "./use-compare-side.ts";

export interface LinkingOptions {
  left: CompareSide;
  right: CompareSide;
  leftDocument: ComparedDocument;
  rightDocument: ComparedDocument;
  announce: (text: string) => void;
  onLinked: (id: string) => void;
}

const KEY = "rapporteur-link-type";
const UNDO_MS = 10_000;

/** The type that was used last in this browser. */
function lastType(): LinkType {
  try {
    const kept = localStorage.getItem(KEY);
    return LINK_CHOICES.find(({ value }) => value === kept)?.value ?? "replies-to";
  } catch {
    return "replies-to";
  }
}

function keepType(type: LinkType): void {
  try {
    localStorage.setItem(KEY, type);
  } catch {
    // Without storage the usual type is offered.
  }
}

/** Linking the words selected on the left with those on the right. */
export function useLinking({ left, right, leftDocument, rightDocument, announce, onLinked }: LinkingOptions) {
  const [type, setType] = useState<LinkType>("replies-to");
  useEffect(() => setType(lastType()), []);
  const later = laterSide(leftDocument.open.document, rightDocument.open.document);
  const [turned, setTurned] = useState(false);
  const from: "left" | "right" = turned === (later === "left") ? "right" : "left";
  const [leftWords, rightWords] = [left.selection.selection, right.selection.selection];
  const may = can(left.desk.actor, "link.create") && can(right.desk.actor, "link.create");
  const ready = may && leftWords !== null && rightWords !== null;

  const link = () => {
    if (!may) return;
    const ends = { left: endOf(left, leftDocument), right: endOf(right, rightDocument) };
    if (!ends.left || !ends.right) {
      announce("");
      const where = ends.left ? "on the right" : ends.right ? "on the left" : "on the left and on the right";
      return void toast.message(`To link, select words ${where} as well, then press L.`);
    }
    const [start, goal] = from === "left" ? [ends.left, ends.right] : [ends.right, ends.left];
    const { store } = left;
    const { id, done } = store.link({ from: start, to: goal, type });
    keepType(type);
    setTurned(false);
    left.selection.clear();
    right.selection.clear();
    onLinked(id);
    announce(`Linked: ${linkWords(type)}. It is a draft until you submit it.`);
    const told = toast.message(`Linked: ${linkWords(type)}.`, { duration: UNDO_MS, action: { label: "Undo", onClick: () => void telling(store.removeLink(id)) } });
    void telling(done).then((made) => {
      if (!made) told.dismiss();
    });
  };
  return {
    type,
    setType,
    /** The side that speaks about the other one. */
    from,
    turn: () => setTurned((before) => !before),
    words: { left: leftWords?.text ?? null, right: rightWords?.text ?? null },
    may,
    ready,
    link,
  };
}

/** The selected words of a side as the end of a link. */
function endOf({ selection, editor, place }: CompareSide, { open: { document } }: ComparedDocument): LinkEndWish | null {
  // The page hears of new words a frame after the editor; a quick key must not miss them.
  const chosen: DeskSelection | null = selection.selection ?? editor?.selection() ?? null;
  if (!chosen) return null;
  const { anchor } = chosen;
  const shown = { documentId: document.id, documentLabel: documentLabel(document), annotationId: null, anchor, paragraph: paragraphAt(place.current, anchor.block) };
  return { documentId: document.id, anchor, shown };
}
