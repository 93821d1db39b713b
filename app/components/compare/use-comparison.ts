import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { linkWords } from "~/components/review/link-words.ts";
import type { Viewer } from "~/context.ts";
import type { Actor } from "~/core/access/can.ts";
import type { LinkType } from "~/core/annotation/annotation.ts";
import type { Tag } from "~/core/codebook/tags.ts";
import { documentLabel } from "~/core/document/document.ts";
import type { DeskSelection } from "~/editor/desk-editor.ts";
import type { LinkEndWish } from "~/live/new-marks.ts";
import type { Desk } from "~/components/desk/desk-context.ts";
import { telling } from "~/components/desk/mark-commands.ts";
import { paragraphAt } from "~/components/desk/use-marking.ts";
import type { TextLayout } from "~/components/desk/use-text-layout.ts";
import { joinedLinks, laterSide, linkPairs, neighbour, type LinkPair } from "./link-pairs.ts";
import { useCompareSide, useMarksOfSide, type ComparedDocument, type CompareSide } from "./use-compare-side.ts";

export interface ComparisonOptions {
  left: ComparedDocument;
  right: ComparedDocument;
  tags: readonly Tag[];
  viewer: Viewer;
}

/** Two documents side by side with the links between them. */
export function useComparison({ left: leftDocument, right: rightDocument, tags, viewer }: ComparisonOptions) {
  const [selected, setSelected] = useState<string | null>(null);
  const [told, announce] = useState("");
  const press = useRef<(side: "left" | "right", ids: string[]) => void>(() => undefined);
  const left = useCompareSide(leftDocument, tags, viewer, (ids) => press.current("left", ids));
  const right = useCompareSide(rightDocument, tags, viewer, (ids) => press.current("right", ids));
  const [leftId, rightId] = [leftDocument.open.document.id, rightDocument.open.document.id];

  const links = useMemo(() => joinedLinks(left.marks.links, right.marks.links), [left.marks.links, right.marks.links]);
  const { tops } = left.layout;
  const pairs = useMemo(() => inOrder(linkPairs(links, leftId, rightId), tops), [links, leftId, rightId, tops]);
  const pair = pairs.find((one) => one.link.id === selected) ?? null;
  useMarksOfSide(left, leftId, links, tags, pair?.left.mark ?? null);
  useMarksOfSide(right, rightId, links, tags, pair?.right.mark ?? null);

  const select = useCallback((next: LinkPair | undefined) => {
    setSelected(next?.link.id ?? null);
    if (!next) return;
    left.editor?.scrollToMark(next.left.mark);
    right.editor?.scrollToMark(next.right.mark);
  }, [left.editor, right.editor]);

  useEffect(() => {
    press.current = (side, ids) => {
      const touched = pairs.filter((one) => ids.includes(one[side].mark));
      const next = touched[(touched.findIndex((one) => one.link.id === selected) + 1) % touched.length];
      if (next) select(next);
    };
  });

  const step = (by: 1 | -1) => {
    const next = neighbour(pairs, selected, by);
    if (!next) return announce("There are no links between these documents yet.");
    select(next);
    announce(`${pairs.indexOf(next) + 1} of ${pairs.length}: ${linkWords(next.link.type)}. ${next.left.end.anchor.quote} — ${next.right.end.anchor.quote}`);
  };
  const fromSide = laterSide(leftDocument.open.document, rightDocument.open.document);
  const link = (type: LinkType, from: "left" | "right") => {
    const ends = { left: endOf(left, leftDocument), right: endOf(right, rightDocument) };
    if (!ends.left || !ends.right) return;
    const [start, goal] = from === "left" ? [ends.left, ends.right] : [ends.right, ends.left];
    const { id, done } = left.store.link({ from: start, to: goal, type });
    void telling(done);
    left.selection.clear();
    right.selection.clear();
    setSelected(id);
    announce(`Linked: ${linkWords(type)}. It is a draft until you submit it.`);
  };
  const actor = useMemo<Actor>(() => ({ userId: viewer.id, role: left.role }), [viewer.id, left.role]);
  const desk = useSharedDesk(leftDocument, left, tags, viewer, actor, announce);
  return { left, right, pairs, pair, select, step, link, fromSide, desk, actor, told };
}

/** What the parts of a desk that are used here need; commands on links go through the left document's store. */
function useSharedDesk({ open }: ComparedDocument, { store, role, editor }: CompareSide, tags: readonly Tag[], viewer: Viewer, actor: Actor, announce: Desk["announce"]): Desk {
  return useMemo(
    () => ({
      documentId: open.document.id, label: documentLabel(open.document), workspaceId: open.workspace.id,
      viewer: { id: viewer.id, name: viewer.name, role }, actor, tags, kind: open.document.kind, store, editor,
      select: () => undefined, startLink: () => undefined, movePlace: () => undefined, announce,
    }),
    [open, viewer, role, store, editor, actor, tags, announce],
  );
}

export type Comparison = ReturnType<typeof useComparison>;

/** By the place of their left ends; those whose words are not found come last. */
function inOrder(pairs: LinkPair[], tops: TextLayout["tops"]): LinkPair[] {
  const top = (pair: LinkPair) => tops.get(pair.left.mark) ?? Infinity;
  return [...pairs].sort((a, b) => (top(a) === top(b) ? 0 : top(a) - top(b)));
}

/** The selected words of a side as the end of a link. */
function endOf({ selection, place }: CompareSide, { open: { document } }: ComparedDocument): LinkEndWish | null {
  const chosen: DeskSelection | null = selection.selection;
  if (!chosen) return null;
  const { anchor } = chosen;
  const shown = { documentId: document.id, documentLabel: documentLabel(document), annotationId: null, anchor, paragraph: paragraphAt(place.current, anchor.block) };
  return { documentId: document.id, anchor, shown };
}
