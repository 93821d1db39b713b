import { useLocation } from "@remix-run/react";
import { useEffect, useMemo, useRef, useState } from "react";
import { linkWords } from "~/components/review/link-words.ts";
import type { Viewer } from "~/context.ts";
import type { Link } from "~/core/annotation/annotation.ts";
import type { Tag } from "~/core/codebook/tags.ts";
import type { LinkStart } from "~/components/desk/desk-context.ts";
import type { DeskCard, LinkSide } from "~/components/desk/desk-cards.ts";
import { endCard, otherSide } from "~/components/desk/desk-cards.ts";
import { shortQuote } from "~/components/desk/quotation.ts";
import type { TextLayout } from "~/components/desk/use-text-layout.ts";
import { compareHref } from "./compare-address.ts";
import { joinedLinks, linkPairs, linksElsewhere, neighbour, pressedNext, type LinkPair } from "./link-pairs.ts";
import { levelled } from "./level.ts";
import { useCompareAddress } from "./use-compare-address.ts";
import { useCompareSide, useLatest, useMarksOfSide, type ComparedDocument, type CompareSide } from "./use-compare-side.ts";
import { useLinking } from "./use-linking.ts";

export interface ComparisonOptions {
  left: ComparedDocument;
  right: ComparedDocument;
  tags: readonly Tag[];
  viewer: Viewer;
}

export type Side = "left" | "right";
export const SIDES = ["left", "right"] as const;

/** Two documents side by side with the links between them. */
export function useComparison({ left: leftDocument, right: rightDocument, tags, viewer }: ComparisonOptions) {
  const [address, change] = useCompareAddress();
  const [told, announce] = useState("");
  const [linkFrom, setLinkFrom] = useState<{ side: Side; start: LinkStart } | null>(null);
  const [leftId, rightId] = [leftDocument.open.document.id, rightDocument.open.document.id];

  const press = useLatest((side: Side, ids: string[]) => {
    const next = pressedNext(pairs, side, ids, pair?.link.id ?? address.annotation ?? address.link);
    if (typeof next === "string") selectCard(next);
    else if (next) select(next);
  });
  const selectCard = useLatest((card: string | null) => {
    const [id = null, end] = card?.split(":") ?? [];
    const found = end === undefined ? undefined : pairs.find((one) => one.link.id === id);
    if (found) select(found);
    else change(end === undefined ? { annotation: id, link: null } : { link: id, annotation: null });
  });
  const common = { tags, viewer, select: selectCard, announce };
  const left = useCompareSide({ ...common, ...useSideOptions("left", leftDocument, setLinkFrom, press) });
  const right = useCompareSide({ ...common, ...useSideOptions("right", rightDocument, setLinkFrom, press) });

  const links = useMemo(() => joinedLinks(left.marks.links, right.marks.links), [left.marks.links, right.marks.links]);
  const { tops } = left.layout;
  const pairs = useMemo(() => inOrder(linkPairs(links, leftId, rightId), tops), [links, leftId, rightId, tops]);
  const elsewhere = useMemo(() => linksElsewhere(links, leftId, rightId), [links, leftId, rightId]);
  const pair = pairs.find((one) => one.link.id === address.link) ?? null;
  const leftCards = useMarksOfSide(left, leftId, links, tags, pair?.left.mark ?? address.annotation ?? selectedEnd(links, address.link, leftId));
  const rightCards = useMarksOfSide(right, rightId, links, tags, pair?.right.mark ?? address.annotation ?? selectedEnd(links, address.link, rightId));
  const openCard = pair ? null : openCardOf({ left: leftCards, right: rightCards }, address.annotation, address.link);

  const select = (next: LinkPair | undefined) => {
    change({ link: next?.link.id ?? null, annotation: null });
    if (next) bringLevel(left, right, next);
  };
  useLanding(pair, address.link !== null, left, right);
  const step = (by: 1 | -1) => {
    const next = neighbour(pairs, address.link, by);
    if (!next) return announce("There are no links between these documents yet.");
    select(next);
    announce(`${pairs.indexOf(next) + 1} of ${pairs.length}: ${linkWords(next.link.type)}. ${shortQuote(next.left.end.anchor.quote, 80)} — ${shortQuote(next.right.end.anchor.quote, 80)}`);
  };
  const linking = useLinking({ left, right, leftDocument, rightDocument, announce, onLinked: (id) => change({ link: id, annotation: null }) });
  return { left, right, pairs, pair, elsewhere, openCard, select, step, linking, address, change, told, announce, linkFrom, setLinkFrom };
}

export type Comparison = ReturnType<typeof useComparison>;

/** What belongs to one side and stays the same. */
function useSideOptions(side: Side, compared: ComparedDocument, setLinkFrom: (from: { side: Side; start: LinkStart }) => void, press: (side: Side, ids: string[]) => void) {
  const { document, workspace } = compared.open;
  return useMemo(
    () => ({
      compared,
      onMarksAt: (ids: string[]) => press(side, ids),
      startLink: (start: LinkStart) => setLinkFrom({ side, start }),
      hrefOfEnd: (link: Link, end: LinkSide) => {
        const other = link[end].documentId;
        return compareHref(workspace.id, side === "left" ? [document.id, other] : [other, document.id], link.id);
      },
    }),
    [side, compared, document.id, workspace.id, setLinkFrom, press],
  );
}

/** The card to which the address leads, with its side. */
function openCardOf(cards: Record<Side, readonly DeskCard[]>, annotation: string | null, link: string | null): { side: Side; card: DeskCard } | null {
  for (const side of SIDES) {
    const card = cards[side].find((one) => (one.kind === "annotation" ? one.id === annotation : one.link.id === link));
    if (card) return { side, card };
  }
  return null;
}

function selectedEnd(links: readonly Link[], id: string | null, documentId: string): string | null {
  const link = id === null ? undefined : links.find((one) => one.id === id);
  if (!link) return null;
  const side: LinkSide = link.from.documentId === documentId ? "from" : otherSide("from");
  return endCard(link, side);
}

/** How far down the texts the ends of a link are brought, as a share of what is seen of them. */
const READING_LINE = 0.3;

/** Brings both ends of a link into view, level with each other, and shows them for a moment. */
function bringLevel(left: CompareSide, right: CompareSide, pair: LinkPair): void {
  for (const side of SIDES) (side === "left" ? left : right).editor?.scrollToMark(pair[side].mark);
  const [a, b] = [left.scroller.current, right.scroller.current];
  const lines = [left.editor?.lineOf(pair.left.mark), right.editor?.lineOf(pair.right.mark)];
  const [one, other] = lines;
  if (!a || !b || typeof one !== "number" || typeof other !== "number") return;
  const box = a.getBoundingClientRect();
  const endOf = (scroller: HTMLElement, line: number) => ({ line, scrolled: scroller.scrollTop, most: scroller.scrollHeight - scroller.clientHeight });
  [a.scrollTop, b.scrollTop] = levelled([endOf(a, one), endOf(b, other)], box.top + READING_LINE * box.height);
}

/** Coming to the page by the address of a link: its ends are brought level as soon as both are found. */
function useLanding(pair: LinkPair | null, asked: boolean, left: CompareSide, right: CompareSide): void {
  const { key } = useLocation();
  const landed = useRef<string | null>(null);
  const isPlaced = pair !== null && left.layout.tops.has(pair.left.mark) && right.layout.tops.has(pair.right.mark);
  useEffect(() => {
    if (landed.current === key || !left.editor || !right.editor) return;
    // What is selected afterwards is brought there by whoever selects it.
    if (isPlaced || !asked) landed.current = key;
    if (isPlaced) bringLevel(left, right, pair);
  }, [isPlaced, asked, pair, left, right, key]);
}

/** By the place of their left ends; those whose words are not found come last. */
function inOrder(pairs: LinkPair[], tops: TextLayout["tops"]): LinkPair[] {
  const top = (pair: LinkPair) => tops.get(pair.left.mark) ?? Infinity;
  return [...pairs].sort((a, b) => (top(a) === top(b) ? 0 : top(a) - top(b)));
}
