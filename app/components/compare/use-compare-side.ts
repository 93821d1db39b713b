import { useCallback, useEffect, useMemo, useRef, type RefObject } from "react";
import type { MarkSet, OpenDocument, Viewer } from "~/context.ts";
import type { Link } from "~/core/annotation/annotation.ts";
import type { Tag } from "~/core/codebook/tags.ts";
import { cardsOf } from "~/components/desk/desk-cards.ts";
import { editorMarks } from "~/components/desk/editor-marks.ts";
import { useDocumentDesk, type DocumentDesk } from "~/components/desk/use-document-desk.ts";
import { useTextLayout, type TextLayout } from "~/components/desk/use-text-layout.ts";
import { useTextSelection, type SelectionHandle } from "~/components/desk/use-text-selection.ts";

/** One of the two documents, as the loader has read it. */
export interface ComparedDocument {
  open: Pick<OpenDocument, "document" | "workspace">;
  /** Null when the text stands in the page. */
  html: string | null;
  marks: MarkSet;
}

export interface CompareSide extends DocumentDesk {
  place: RefObject<HTMLDivElement>;
  layout: TextLayout;
  selection: SelectionHandle;
  /** Where the words of a mark stand, from the top of the window; null when they are not in the text. */
  lineOf: (mark: string) => number | null;
}

interface Handlers {
  onSelection: SelectionHandle["onSelection"];
  onMarksAt: (ids: string[]) => void;
}

const HALF_LINE = 12;

/** One text of the comparison, live. */
export function useCompareSide(compared: ComparedDocument, tags: readonly Tag[], viewer: Viewer, onMarksAt: (ids: string[]) => void): CompareSide {
  const place = useRef<HTMLDivElement>(null);
  const handlers = useRef<Handlers>({ onSelection: () => undefined, onMarksAt });
  const { document: facts } = compared.open;
  const live = useDocumentDesk({
    ...compared, tags, viewer, place, sideBySide: true,
    onSelection: (selection) => handlers.current.onSelection(selection),
    onMarksAt: (ids) => handlers.current.onMarksAt(ids),
    onPermalink: (paragraph) => window.location.assign(`/documents/${facts.id}#p${paragraph}`),
  });
  const selection = useTextSelection(live.editor);
  useEffect(() => {
    handlers.current = { onSelection: selection.onSelection, onMarksAt };
  });
  const layout = useTextLayout(live.editor, place);
  const lineOf = useCallback(
    (mark: string) => {
      const top = layout.tops.get(mark);
      const text = place.current?.firstElementChild;
      return top === undefined || !text ? null : text.getBoundingClientRect().top + top + HALF_LINE;
    },
    [layout],
  );
  return { ...live, place, layout, selection, lineOf };
}

/** Draws a side's marks, links that only the other side knows of yet included. */
export function useMarksOfSide({ editor, marks }: CompareSide, documentId: string, links: readonly Link[], tags: readonly Tag[], selected: string | null): void {
  const { annotations } = marks;
  const drawn = useMemo(() => editorMarks(cardsOf(documentId, annotations, links), tags), [documentId, annotations, links, tags]);
  useEffect(() => editor?.setMarks(drawn), [editor, drawn]);
  useEffect(() => editor?.setSelected(selected), [editor, selected]);
}
