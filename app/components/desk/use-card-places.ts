/**
 * Where the cards of the margin stand, and which of them are in the page.
 *
 * Used by the level card list. Promises: a card is measured when it is mounted, and counts with a guess before; the
 * selected card and the one with the focus are always mounted; what a card's growing moves is moved in the same frame.
 */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type RefCallback, type RefObject } from "react";
import { flushSync } from "react-dom";
import { cardsIn, covers, stretchAround, type Stretch } from "./card-window.ts";
import type { DeskCard } from "./desk-cards.ts";
import { placeCards } from "./place-cards.ts";

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
  const placed = useMemo(() => {
    const wished = cards.map((card) => ({ id: card.id, top: beside(card) + offset, height: heights.get(card.id) ?? GUESSED_HEIGHT }));
    const tops = placeCards(wished, selected);
    return wished.map(({ id, height }) => ({ id, top: Math.round(tops.get(id) ?? 0), height }));
  }, [cards, beside, offset, heights, selected]);

  const mounted = useMemo((): MountedCard[] => {
    if (!view) return [];
    const { first, end } = cardsIn(placed, view.mounted);
    return cards.flatMap((card, nth) => {
      const isMounted = (nth >= first && nth < end) || card.id === selected || card.id === focused;
      return isMounted ? [{ card, nth, top: placed[nth]?.top ?? 0 }] : [];
    });
  }, [cards, placed, view, selected, focused]);

  const last = placed.at(-1);
  return { list, mounted, height: (last ? last.top + last.height : 0) + BELOW, measure, isPlaced: view !== null };
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
      flushSync(() => setHeights((before) => (seen.every(([id, height]) => before.get(id) === height) ? before : new Map([...before, ...seen]))));
    });
    if (element) observer.current.observe(element);
  }, []);

  useEffect(() => () => observer.current?.disconnect(), []);
  return { heights, measure };
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
