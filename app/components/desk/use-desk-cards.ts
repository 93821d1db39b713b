import { useCallback, useMemo, type RefObject } from "react";
import type { Actor } from "~/core/access/can.ts";
import type { MarkSnapshot } from "~/live/mark-store.ts";
import { blockTop } from "./card-list.tsx";
import { selectedCard, type DeskAddress } from "./desk-address.ts";
import { cardsOf, chosenCards, countByFilter, inReadingOrder, type CardFilter, type DeskCard } from "./desk-cards.ts";
import type { TextLayout } from "./use-text-layout.ts";

export interface DeskCards {
  /** All of the document. */
  all: readonly DeskCard[];
  /** Those the filter shows, in reading order. */
  shown: readonly DeskCard[];
  selected: string | null;
  counts: Record<CardFilter, number>;
  /** Where the passage of a card stands, in pixels from the top of the page. */
  topOf: (card: DeskCard) => number;
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
  const { filter, tag } = address;
  const { statuses, tops } = layout;
  const counts = useMemo(() => countByFilter(all, actor, statuses), [all, actor, statuses]);

  const topOf = useCallback(
    (card: DeskCard): number => {
      const text = place.current;
      if (!text) return 0;
      const own = tops.get(card.id);
      // The editor counts from the top of the text itself.
      const begin = (text.firstElementChild ?? text).getBoundingClientRect().top + window.scrollY;
      return own === undefined ? (blockTop(text, card) ?? begin) : begin + own;
    },
    [tops, place],
  );

  const shown = useMemo(() => {
    const chosen = chosenCards(all, { filter, tag }, selected, actor, statuses);
    return tops.size > 0 ? inReadingOrder(chosen, topOf) : chosen;
  }, [all, filter, tag, selected, actor, statuses, tops, topOf]);

  return { all, shown, selected, counts, topOf };
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
