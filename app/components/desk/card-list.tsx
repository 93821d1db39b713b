import { useHydrated } from "~/components/ui/use-hydrated.ts";
import type { DeskCard, Statuses } from "./desk-cards.ts";
import { LinkCard } from "./link-card.tsx";
import { MarkCard } from "./mark-card.tsx";
import { PickBox } from "./picking.tsx";
import { useCardPlaces, type CardPlacesOptions } from "./use-card-places.ts";

export interface CardListProps {
  /** In reading order. */
  cards: readonly DeskCard[];
  selected: string | null;
  statuses: Statuses;
}

/** As many as can be seen before the text has come alive. */
const FIRST_CARDS = 24;

/** The cards one after the other. */
export function CardList({ cards, selected, statuses }: CardListProps) {
  return (
    <ol className="cards">
      {cards.map((card) => (
        <li key={card.id} data-card={card.id}>
          <Card card={card} selected={card.id === selected} statuses={statuses} />
        </li>
      ))}
    </ol>
  );
}

/** The cards level with their passages; those far from the window are left out of the page. */
export function LevelCardList({ cards, selected, statuses, beside, topOfText }: CardListProps & CardPlacesOptions) {
  const hydrated = useHydrated();
  const { list, mounted, height, measure, isPlaced } = useCardPlaces({ cards, selected, beside, topOfText });
  // The first paint has the text and the first cards, for those who read without scripts.
  const first = hydrated ? [] : cards.slice(0, FIRST_CARDS).map((card, nth) => ({ card, nth, top: 0 }));
  return (
    <ol ref={list} className="cards" data-level="" data-placed={isPlaced ? "" : undefined} style={isPlaced ? { blockSize: height } : undefined}>
      {(isPlaced ? mounted : first).map(({ card, nth, top }) => (
        <li
          key={card.id}
          ref={measure}
          data-card={card.id}
          aria-posinset={nth + 1}
          aria-setsize={cards.length}
          style={isPlaced ? { transform: `translateY(${top}px)` } : undefined}
        >
          <Card card={card} selected={card.id === selected} statuses={statuses} />
        </li>
      ))}
    </ol>
  );
}

function Card({ card, selected, statuses }: { card: DeskCard; selected: boolean; statuses: Statuses }) {
  const status = statuses.get(card.id);
  return (
    <>
      {card.kind === "annotation" ? <MarkCard card={card} selected={selected} status={status} /> : <LinkCard card={card} selected={selected} status={status} />}
      <PickBox id={card.id} />
    </>
  );
}
