/**
 * Where the cards of the margin stand, and which of them are in the page.
 *
 * Used by the level card list. Promises: a card is measured when it is mounted, and counts with a guess before; the
 * selected card and the one with the focus are always mounted; what a card's growing moves is moved in the same frame.
 */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type RefCallback, type RefObject } from "react";
import { flushSync } from "react-dom";
import { cardsIn, covers, stretchAround, type PlacedCards, type Stretch } from "./card-window.ts";
import type { DeskCard } from "./desk-cards.ts";
import { cardTops } from "./place-cards.ts";

export interface CardPlacesOptions {
  cards: readonly DeskCard[];
  selected: string | null;
  /** Pixels from the top of the text to the passage of a card. */
  beside: (card: DeskCard) => number;
  /** Pixels from the top of the page to the top of the text. */
  topOfText: () => number;
}

export interface MountedCard {
  card: DeskCard;
  /** From 0, among all cards. */
  nth: number;
  /** Pixels from the top of the column. */
  top: number;
}

export interface CardPlaces {
  list: RefObject<HTMLOListElement>;
  mounted: readonly MountedCard[];
  /** Of the column, in pixels. */
  height: number;
  /** For the element of each mounted card, which has to carry its id as `data-card`. */
  measure: RefCallback<HTMLElement>;
  /** The column has been looked at: before that nothing is known. */
  isPlaced: boolean;
}

/** Of a card that was never in the page. */
const GUESSED_HEIGHT = 104;
const BELOW = 16;

interface View {
  /** Pixels from the top of the column to the top of the text. */
  offset: number;
  mounted: Stretch;
}

export function useCardPlaces({ cards, selected, beside, topOfText }: CardPlacesOptions): CardPlaces {
  const list = useRef<HTMLOListElement>(null);
  const { heights, measure } = useHeights();
  const [view, setView] = useState<View | null>(null);
  const focused = useFocusedCard(list);

  const look = useCallback(() => {
    if (!list.current) return;
    const top = list.current.getBoundingClientRect().top;
    const offset = Math.round(topOfText() - top - window.scrollY);
    const seen = { from: -top, to: window.innerHeight - top };
    setView((before) => (before?.offset === offset && covers(before.mounted, seen) ? before : { offset, mounted: stretchAround(seen) }));
  }, [topOfText]);

  useLayoutEffect(look, [look, cards, beside]);
  useEffect(() => {
    window.addEventListener("scroll", look, { passive: true });
    window.addEventListener("resize", look);
    return () => {
      window.removeEventListener("scroll", look);
      window.removeEventListener("resize", look);
    };
  }, [look]);

  const offset = view?.offset ?? 0;
  const chosen = useMemo(() => cards.findIndex((card) => card.id === selected), [cards, selected]);
  const placed = useMemo((): PlacedCards => {
    const [wished, known] = [new Float64Array(cards.length), new Float64Array(cards.length)];
    cards.forEach((card, nth) => {
      wished[nth] = beside(card) + offset;
      known[nth] = heights.get(card.id) ?? GUESSED_HEIGHT;
    });
    return { tops: cardTops(wished, known, chosen).map(Math.round), heights: known };
  }, [cards, beside, offset, heights, chosen]);

  const mounted = useMemo((): MountedCard[] => {
    if (!view) return [];
    const { first, end } = cardsIn(placed, view.mounted);
    const inView = Array.from({ length: end - first }, (_, nth) => first + nth);
    const kept = [chosen, focused === null ? -1 : cards.findIndex((card) => card.id === focused)];
    return [...new Set([...inView, ...kept])].sort((a, b) => a - b).flatMap((nth) => {
      const card = cards[nth];
      return card ? [{ card, nth, top: placed.tops[nth] ?? 0 }] : [];
    });
  }, [cards, placed, view, chosen, focused]);

  const bottom = (placed.tops.at(-1) ?? 0) + (placed.heights.at(-1) ?? 0);
  return { list, mounted, height: bottom + BELOW, measure, isPlaced: view !== null };
}

/** The heights of cards by id, as they were last seen; a new map when one has changed. */
function useHeights(): { heights: ReadonlyMap<string, number>; measure: RefCallback<HTMLElement> } {
  const [heights, setHeights] = useState<ReadonlyMap<string, number>>(new Map());
  const observer = useRef<ResizeObserver | null>(null);

  const measure = useCallback((element: HTMLElement | null) => {
    observer.current ??= new ResizeObserver((entries) => {
      // Elements that have left the page are told of once more, without a size; they need not be watched any longer.
      const gone = entries.filter(({ target }) => !target.isConnected);
      for (const { target } of gone) observer.current?.unobserve(target);
      const seen = entries.flatMap(({ target, borderBoxSize: [box] }) => (target.isConnected && box ? [[(target as HTMLElement).dataset.card ?? "", Math.round(box.blockSize)] as const] : []));
      // In the same frame: cards must not be seen lying over each other.
      flushSync(() => setHeights((before) => (seen.every(([id, height]) => before.get(id) === height) ? before : withHeights(before, seen))));
    });
    if (element) observer.current.observe(element);
  }, []);

  useEffect(() => () => observer.current?.disconnect(), []);
  return { heights, measure };
}

function withHeights(before: ReadonlyMap<string, number>, seen: readonly (readonly [string, number])[]): ReadonlyMap<string, number> {
  const heights = new Map(before);
  for (const [id, height] of seen) heights.set(id, height);
  return heights;
}

/** The card in which the focus is: it must not go from under somebody's hands. */
function useFocusedCard(list: RefObject<HTMLElement>): string | null {
  const [focused, setFocused] = useState<string | null>(null);
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const into = ({ target }: FocusEvent) => setFocused((target as Element).closest<HTMLElement>("[data-card]")?.dataset.card ?? null);
    const out = () => setFocused(null);
    element.addEventListener("focusin", into);
    element.addEventListener("focusout", out);
    return () => {
      element.removeEventListener("focusin", into);
      element.removeEventListener("focusout", out);
    };
  }, [list]);
  return focused;
}
