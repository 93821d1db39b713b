import { useCallback, useEffect, useMemo, useRef, type RefObject } from "react";
import type { MarkSet, OpenDocument, Viewer } from "~/context.ts";
import type { Actor } from "~/core/access/can.ts";
import type { Link } from "~/core/annotation/annotation.ts";
import type { Tag } from "~/core/codebook/tags.ts";
import { documentLabel } from "~/core/document/document.ts";
import type { Desk, LinkStart } from "~/components/desk/desk-context.ts";
import { cardsOf, type DeskCard } from "~/components/desk/desk-cards.ts";
import { editorMarks } from "~/components/desk/editor-marks.ts";
import type { OutlineSection } from "~/components/desk/outline.ts";
import { useDocumentDesk, type DocumentDesk } from "~/components/desk/use-document-desk.ts";
import { useMarking, type Marking } from "~/components/desk/use-marking.ts";
import { useOutline, type Outline } from "~/components/desk/use-outline.ts";
import { useTextLayout, type TextLayout } from "~/components/desk/use-text-layout.ts";
import { useTextSelection, type SelectionHandle } from "~/components/desk/use-text-selection.ts";

/** One of the two documents, as the loader has read it. */
export interface ComparedDocument {
  open: Pick<OpenDocument, "document" | "workspace">;
  /** Null when the text stands in the page. */
  html: string | null;
  outline: readonly OutlineSection[];
  marks: MarkSet;
}

export interface CompareSide extends DocumentDesk {
  place: RefObject<HTMLDivElement>;
  /** What scrolls. */
  scroller: RefObject<HTMLDivElement>;
  layout: TextLayout;
  selection: SelectionHandle;
  marking: Marking;
  outline: Outline;
  desk: Desk;
}

export interface SideOptions {
  compared: ComparedDocument;
  tags: readonly Tag[];
  viewer: Viewer;
  onMarksAt: (ids: string[]) => void;
  select: (card: string | null) => void;
  startLink: (from: LinkStart) => void;
  announce: (text: string) => void;
  hrefOfEnd: Desk["hrefOfEnd"];
}

interface Handlers {
  onSelection: SelectionHandle["onSelection"];
  onMarksAt: (ids: string[]) => void;
}

/** One text of the comparison, live: read, marked, and where one may, typed in. */
export function useCompareSide({ compared, tags, viewer, onMarksAt, select, startLink, announce, hrefOfEnd }: SideOptions): CompareSide {
  const place = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const handlers = useRef<Handlers>({ onSelection: () => undefined, onMarksAt });
  const { document: facts, workspace } = compared.open;
  const label = documentLabel(facts);
  const live = useDocumentDesk({
    ...compared, tags, viewer, place, sideBySide: true,
    onSelection: (selection) => handlers.current.onSelection(selection),
    // A frame later: the editor hears where the caret went only after the click.
    onMarksAt: (ids) => requestAnimationFrame(() => handlers.current.onMarksAt(ids)),
    onPermalink: (paragraph) => window.location.assign(`/documents/${facts.id}#p${paragraph}`),
  });
  const { store, marks, editor, connection, role } = live;
  const selection = useTextSelection(editor);
  useEffect(() => {
    handlers.current = { onSelection: selection.onSelection, onMarksAt };
  });
  const layout = useTextLayout(editor, place);
  const outline = useOutline({ sections: compared.outline, changing: facts.kind === "working", annotations: marks.annotations, editor, connection, place });
  const marking = useMarking({ store, documentId: facts.id, label, tags, marks: marks.annotations, selection, place, select, startLink, announce });
  const actor = useMemo<Actor>(() => ({ userId: viewer.id, role }), [viewer.id, role]);
  const desk = useMemo<Desk>(
    () => ({
      documentId: facts.id, label, workspaceId: workspace.id, viewer: { id: viewer.id, name: viewer.name, role }, actor, tags,
      kind: facts.kind, store, editor, select, startLink, announce, hrefOfEnd,
    }),
    [facts.id, facts.kind, editor, label, workspace.id, viewer.id, viewer.name, role, actor, tags, store, select, startLink, announce, hrefOfEnd],
  );
  return { ...live, place, scroller, layout, selection, marking, outline, desk };
}

/** Draws a side's marks, links that only the other side knows of yet included; answers its cards. */
export function useMarksOfSide({ editor, marks }: CompareSide, documentId: string, links: readonly Link[], tags: readonly Tag[], selected: string | null): readonly DeskCard[] {
  const { annotations } = marks;
  const cards = useMemo(() => cardsOf(documentId, annotations, links), [documentId, annotations, links]);
  const drawn = useMemo(() => editorMarks(cards, tags), [cards, tags]);
  useEffect(() => editor?.setMarks(drawn), [editor, drawn]);
  useEffect(() => editor?.setSelected(selected), [editor, selected]);
  return cards;
}

const HALF_LINE = 12;

/** Where lines of a side stand in the window now, by mark; null for words that are not in the text. Measures once. */
export function linesOf({ layout, place }: CompareSide): (mark: string) => number | null {
  const from = place.current?.firstElementChild?.getBoundingClientRect().top;
  return (mark) => {
    const top = layout.tops.get(mark);
    return top === undefined || from === undefined ? null : from + top + HALF_LINE;
  };
}


/** A function that is always the same and does what the newest one does. */
export function useLatest<Args extends unknown[]>(act: (...args: Args) => void): (...args: Args) => void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  return useCallback((...args: Args) => latest.current(...args), []);
}
