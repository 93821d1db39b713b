import { useLocation } from "@remix-run/react";
import { useCallback, useEffect, useRef, useState } from "react";
import type { DeskEditor } from "~/editor/desk-editor.ts";
import { addressOf, type DeskAddress } from "./desk-address.ts";
import { anchorOf, type DeskCard, type Statuses } from "./desk-cards.ts";
import type { DeskCards } from "./use-desk-cards.ts";

export interface SelectingOptions {
  editor: DeskEditor | null;
  cards: DeskCards;
  statuses: Statuses;
  change: (patch: Partial<DeskAddress>) => void;
}

export interface Selecting {
  select: (card: string | null) => void;
  /** To the next or previous card that is shown. Answers where that is. */
  step: (by: 1 | -1) => { card: DeskCard; nth: number } | null;
}

/** Selecting cards: the address says which, the text is brought to its words. */
export function useSelecting({ editor, cards, statuses, change }: SelectingOptions): Selecting {
  const latest = useRef({ editor, cards });
  useEffect(() => {
    latest.current = { editor, cards };
  });
  useLanding(editor, cards.selected, statuses);

  // Once more for each wish, the same card or not; and after the card is shown, which may cover the text.
  const [wish, setWish] = useState<{ id: string } | null>(null);
  useEffect(() => {
    if (wish) reveal(wish.id, latest.current);
  }, [wish]);

  const select = useCallback(
    (id: string | null) => {
      change(addressOf(id));
      setWish(id === null ? null : { id });
    },
    [change],
  );

  const step = useCallback(
    (by: 1 | -1) => {
      const { shown } = latest.current.cards;
      const nth = nextPlace(latest.current.cards, by);
      const card = shown[nth];
      if (!card) return null;
      select(card.id);
      return { card, nth };
    },
    [select],
  );
  return { select, step };
}

/** From the selected card on; without one, from what is in the window. */
function nextPlace({ shown, selected, beside, topOfText }: DeskCards, by: 1 | -1): number {
  const at = shown.findIndex((card) => card.id === selected);
  if (at >= 0) return at + by;
  const edge = window.scrollY + topOfWindow() - topOfText();
  return by === 1 ? shown.findIndex((card) => beside(card) >= edge) : shown.findLastIndex((card) => beside(card) < edge);
}

function topOfWindow(): number {
  return parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
}

/** Brings the words into view unless they are; a mark without words shows its card. */
function reveal(id: string, { editor, cards }: { editor: DeskEditor | null; cards: DeskCards }): void {
  const card = cards.all.find((one) => one.id === id);
  const top = card ? cards.topOfText() + cards.beside(card) - window.scrollY : null;
  if (top !== null && top >= topOfWindow() && top <= bottomOfWindow()) return;
  // A mark that was just made is not drawn yet.
  const found = editor?.scrollToMark(id) || (card && editor?.scrollToSpan(anchorOf(card)));
  if (!found) showCard(id);
}

/** What is above the card that covers the lower part of a narrow window; else a few lines less than the window. */
function bottomOfWindow(): number {
  const sheet = document.querySelector(".card-sheet")?.getBoundingClientRect().top;
  return sheet === undefined ? window.innerHeight - 140 : sheet - 60;
}

function showCard(id: string): void {
  document.querySelector(`[data-card="${CSS.escape(id)}"]`)?.scrollIntoView({ block: "center" });
}

/** Coming to the page by the address of a mark: its words are shown as soon as they are found in the text. */
function useLanding(editor: DeskEditor | null, selected: string | null, statuses: Statuses): void {
  const { key } = useLocation();
  const landed = useRef<string | null>(null);

  useEffect(() => {
    if (!editor || landed.current === key) return;
    if (selected !== null && !statuses.has(selected)) return;
    landed.current = key;
    if (selected !== null && !editor.scrollToMark(selected)) showCard(selected);
  }, [editor, selected, statuses, key]);
}
