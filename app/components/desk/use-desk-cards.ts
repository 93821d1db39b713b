import { useCallback, useMemo, type RefObject } from "react";
import type { Actor } from "~/core/access/can.ts";
import type { MarkSnapshot } from "~/live/mark-store.ts";
import { chosenCards, countByFilter, withSelected, type CardFilter } from "./card-choice.ts";
import { selectedCard, type DeskAddress } from "./desk-address.ts";
import { anchorOf, cardsOf, inReadingOrder, type DeskCard } from "./desk-cards.ts";
import type { TextLayout } from "./use-text-layout.ts";

export interface DeskCards {
  /** All of the document. */
  all: readonly DeskCard[];
  /** Those the filter shows, and the selected one; `all` itself when that is all. What is left out isn't painted in the text either. */
  chosen: readonly DeskCard[];
  /** The same in reading order. */
  shown: readonly DeskCard[];
  selected: string | null;
  counts: Record<CardFilter, number>;
  /** Where the passage of a card stands, in pixels from the top of the text; a new function when that has changed. */
  beside: (card: DeskCard) => number;
  /** Where the text begins, in pixels from the top of the page. */
  topOfText: () => number;
}

export interface DeskCardsOptions {
  documentId: string;
  marks: MarkSnapshot;
  actor: Actor;
  address: DeskAddress;
  layout: TextLayout;
  place: RefObject<HTMLElement>;
}

/** The cards of the margin: which there are, which are shown, in which order, beside which line. */
export function useDeskCards({ documentId, marks, actor, address, layout, place }: DeskCardsOptions): DeskCards {
  const { annotations, links } = marks;
  const all = useCards(documentId, annotations, links);
  const selected = selectedCard(address, all);
  const { filter, tags, states, authors } = address;
  const { statuses } = layout;
  const counts = useMemo(() => countByFilter(all, actor, statuses), [all, actor, statuses]);

  const beside = useCallback((card: DeskCard): number => layout.tops.get(card.id) ?? layout.blockTop(anchorOf(card).block) ?? 0, [layout]);
  const topOfText = useCallback((): number => {
    const text = place.current && (place.current.firstElementChild ?? place.current);
    return text ? text.getBoundingClientRect().top + window.scrollY : 0;
  }, [place]);

  const passing = useMemo(() => chosenCards(all, { filter, tags, states, authors }, actor, statuses), [all, filter, tags, states, authors, actor, statuses]);
  const chosen = useMemo(() => withSelected(passing, all, selected), [passing, all, selected]);
  // The server has sent them in the order of the text.
  const shown = useMemo(() => (layout.tops.size > 0 ? inReadingOrder(chosen, beside) : chosen), [chosen, layout, beside]);

  return useMemo(() => ({ all, chosen, shown, selected, counts, beside, topOfText }), [all, chosen, shown, selected, counts, beside, topOfText]);
}

/** Cards keep their identity while nothing about their mark has changed, so that only changed ones are drawn again. */
function useCards(documentId: string, annotations: MarkSnapshot["annotations"], links: MarkSnapshot["links"]): readonly DeskCard[] {
  const known = useMemo(() => new Map<string, DeskCard>(), []);
  return useMemo(
    () =>
      cardsOf(documentId, annotations, links).map((card) => {
        const before = known.get(card.id);
        if (before && sameCard(before, card)) return before;
        known.set(card.id, card);
        return card;
      }),
    [documentId, annotations, links, known],
  );
}

function sameCard(a: DeskCard, b: DeskCard): boolean {
  if (a.kind === "link" || b.kind === "link") return a.kind === "link" && b.kind === "link" && a.link === b.link;
  return a.annotation === b.annotation && a.links.length === b.links.length && a.links.every((link, nth) => link === b.links[nth]);
}
