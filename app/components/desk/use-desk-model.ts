import { useCallback, useMemo, useRef, useState } from "react";
import { toast } from "~/components/ui/toaster.tsx";
import type { MarkSet, OpenDocument, Viewer } from "~/context.ts";
import type { Actor } from "~/core/access/can.ts";
import type { Annotation } from "~/core/annotation/annotation.ts";
import type { Tag } from "~/core/codebook/tags.ts";
import { documentLabel } from "~/core/document/document.ts";
import type { Desk, LinkStart } from "./desk-context.ts";
import { editorMarks } from "./editor-marks.ts";
import type { OutlineSection } from "./outline.ts";
import { usePickedCards } from "./picking.tsx";
import { useDeskAddress } from "./use-desk-address.ts";
import { useDeskCards } from "./use-desk-cards.ts";
import { useDocumentDesk } from "./use-document-desk.ts";
import { useMarking } from "./use-marking.ts";
import { useMarksInText, type Handlers } from "./use-marks-in-text.ts";
import { useOutline } from "./use-outline.ts";
import { useSelecting } from "./use-selecting.ts";
import { useTextLayout } from "./use-text-layout.ts";
import { useTextSelection } from "./use-text-selection.ts";

export interface DeskModelOptions {
  open: Pick<OpenDocument, "document" | "workspace">;
  outline: readonly OutlineSection[];
  marks: MarkSet;
  tags: readonly Tag[];
  viewer: Viewer;
}

/** Everything the page of one document shows and does. */
export function useDeskModel({ open, outline: served, marks: initial, tags, viewer }: DeskModelOptions) {
  const { document: facts, workspace } = open;
  const label = documentLabel(facts);
  const place = useRef<HTMLDivElement>(null);
  const handlers = useRef<Handlers>({ onSelection: () => undefined, onMarksAt: () => undefined });
  const [linkFrom, setLinkFrom] = useState<LinkStart | null>(null);
  const [moving, movePlace] = useState<Annotation | null>(null);
  const [told, announce] = useState("");
  const [address, change] = useDeskAddress();
  const picked = usePickedCards();

  const live = useDocumentDesk({
    open, marks: initial, tags, viewer, place,
    onSelection: (selection) => handlers.current.onSelection(selection),
    onMarksAt: (ids, event) => handlers.current.onMarksAt(ids, event),
    onPermalink: useCallback((paragraph: number) => showPermalink(paragraph), []),
  });
  const { store, marks, editor, role, connection } = live;
  const actor = useMemo<Actor>(() => ({ userId: viewer.id, role }), [viewer.id, role]);
  const layout = useTextLayout(editor, place);
  const cards = useDeskCards({ documentId: facts.id, marks, actor, address, layout, place });
  const selecting = useSelecting({ editor, cards, statuses: layout.statuses, change });
  const selection = useTextSelection(editor);
  const { select } = selecting;
  useMarksInText({ editor, marks: useMemo(() => editorMarks(cards.all, tags, cards.chosen), [cards.all, tags, cards.chosen]), selected: cards.selected, handlers, selection, select });

  const outline = useOutline({ sections: served, changing: facts.kind === "working", annotations: marks.annotations, editor, connection, place });
  const marking = useMarking({
    store, documentId: facts.id, label, tags, marks: marks.annotations, selection, place, select, startLink: setLinkFrom, announce,
  });
  const desk = useMemo<Desk>(
    () => ({ documentId: facts.id, label, workspaceId: workspace.id, viewer: { id: viewer.id, name: viewer.name, role }, actor, tags, kind: facts.kind, store, editor, select, startLink: setLinkFrom, movePlace, announce }),
    [facts.id, facts.kind, label, workspace.id, viewer.id, viewer.name, role, actor, tags, store, editor, select],
  );
  return {
    ...live, desk, place, layout, cards, ...selecting, selection, marking, outline, picked, address, change, linkFrom, setLinkFrom, moving, movePlace, told, announce,
  };
}

export type DeskModel = ReturnType<typeof useDeskModel>;

/** A number was pressed: its address is shown, and copied where the browser allows that. */
function showPermalink(paragraph: number): void {
  const { pathname, origin } = window.location;
  window.history.replaceState(window.history.state, "", `${pathname}#p${paragraph}`);
  const copied = navigator.clipboard as Clipboard | undefined;
  const done = () => toast.message(`The address of paragraph ${paragraph} is copied.`);
  const failed = () => toast.message(`The address of paragraph ${paragraph} is in the address bar.`);
  if (copied) copied.writeText(`${origin}${pathname}#p${paragraph}`).then(done, failed);
  else failed();
}
