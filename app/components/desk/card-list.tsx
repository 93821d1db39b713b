import { useCallback, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { useHydrated } from "~/components/ui/use-hydrated.ts";
import { anchorOf, type DeskCard, type Statuses } from "./desk-cards.ts";
import { LinkCard } from "./link-card.tsx";
import { MarkCard } from "./mark-card.tsx";
import { placeCards, type WishedCard } from "./place-cards.ts";

export interface CardListProps {
  /** In reading order. */
  cards: readonly DeskCard[];
  selected: string | null;
  statuses: Statuses;
  /** Where passages stand, in pixels from the top of the page; null: the cards follow each other. */
  topOf: ((card: DeskCard) => number) | null;
  /** Changes whenever `topOf` would answer otherwise. */
  layout: unknown;
}

/** As many as can be seen before the text has come alive. */
const FIRST_CARDS = 24;

const useBeforePaint = typeof window === "undefined" ? useEffect : useLayoutEffect;

/** The cards of the margin, level with their passages. */
export function CardList({ cards: all, selected, statuses, topOf, layout }: CardListProps) {
  // The first paint has the text and the first cards; the others come when the page is alive.
  const hydrated = useHydrated();
  const cards = useMemo(() => (hydrated ? all : all.slice(0, FIRST_CARDS)), [hydrated, all]);
  const list = useRef<HTMLOListElement>(null);
  const latest = useRef({ cards, selected, topOf });

  const place = useCallback(() => {
    const { current } = latest;
    if (list.current && current.topOf) placeIn(list.current, current.cards, current.selected, current.topOf);
  }, []);

  useBeforePaint(() => {
    latest.current = { cards, selected, topOf };
    place();
  }, [cards, selected, topOf, layout, statuses, place]);

  useEffect(() => {
    const observer = new ResizeObserver(place);
    for (const item of list.current?.children ?? []) observer.observe(item);
    return () => observer.disconnect();
  }, [cards, place]);

  return (
    <ol ref={list} className="cards" data-level={topOf ? "" : undefined}>
      {cards.map((card) => (
        <li key={card.id} data-card={card.id}>
          {card.kind === "annotation" ? (
            <MarkCard card={card} selected={card.id === selected} status={statuses.get(card.id)} />
          ) : (
            <LinkCard card={card} selected={card.id === selected} status={statuses.get(card.id)} />
          )}
        </li>
      ))}
    </ol>
  );
}

/** Measures the cards and puts each where it belongs. */
function placeIn(list: HTMLOListElement, cards: readonly DeskCard[], selected: string | null, topOf: (card: DeskCard) => number): void {
  const above = list.getBoundingClientRect().top + window.scrollY;
  const items = [...list.children] as HTMLElement[];
  const heights = items.map((item) => item.offsetHeight);
  const wished: WishedCard[] = cards.map((card, nth) => ({ id: card.id, top: topOf(card) - above, height: heights[nth] ?? 0 }));
  const tops = placeCards(wished, selected);
  let bottom = 0;
  items.forEach((item, nth) => {
    const top = Math.round(tops.get(cards[nth]?.id ?? "") ?? 0);
    item.style.transform = `translateY(${top}px)`;
    bottom = Math.max(bottom, top + (heights[nth] ?? 0));
  });
  list.style.blockSize = `${bottom + 16}px`;
  list.dataset.placed = "";
}

/** Where the passage of a card stands as far as the shown text tells: the top of its block. */
export function blockTop(text: ParentNode | null, card: DeskCard): number | null {
  const block = text?.querySelector(`[data-block="${CSS.escape(anchorOf(card).block)}"]`);
  return block ? block.getBoundingClientRect().top + window.scrollY : null;
}
