import { createContext, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from "react";
import type { DeskCard } from "./desk-cards.ts";
import { PickedCards } from "./picked-cards.ts";

interface Picking {
  picked: PickedCards;
  /** The ids of the cards that are shown, in their order. */
  shown: () => string[];
}

const PickContext = createContext<Picking | null>(null);

export interface PickFrameProps {
  /** Null for readers, who change nothing. A role that changes must not make the cards anew: words are being written in them. */
  picked: PickedCards | null;
  /** Those that are shown. */
  cards: readonly DeskCard[];
  children: ReactNode;
}

/** Around the cards that can be picked; in other places cards have no box. */
export function PickFrame({ picked, cards, children }: PickFrameProps) {
  const latest = useRef(cards);
  useEffect(() => {
    latest.current = cards;
    // What isn't shown any more isn't changed unseen.
    if (picked && picked.ids().size > 0) picked.keep(new Set(cards.map((card) => card.id)));
  }, [picked, cards]);
  const picking = useMemo(() => picked && { picked, shown: () => latest.current.map((card) => card.id) }, [picked]);

  useEffect(() => {
    if (!picked) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const inMargin = event.target instanceof Element && event.target.closest(".desk__margin, .drawer");
      const isField = event.target instanceof Element && event.target.closest("textarea, select, input:not([type=checkbox])");
      if (!inMargin || isField || event.key.toLowerCase() !== "a" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      picked.add(latest.current.map((card) => card.id));
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [picked]);
  return <PickContext.Provider value={picking}>{children}</PickContext.Provider>;
}

/** Is there anything to be said of picked cards? */
export function useHasPicked(picked: PickedCards): boolean {
  return useSyncExternalStore(picked.subscribe, () => picked.ids().size > 0 || picked.job() !== null, () => false);
}

/** One for the life of the desk. */
export function usePickedCards(): PickedCards {
  return useState(() => new PickedCards())[0];
}

/** The box at the corner of a card: seen when the card is pointed at, has the focus, or others are picked. */
export function PickBox({ id }: { id: string }) {
  const picking = useContext(PickContext);
  return picking && <Box id={id} {...picking} />;
}

function Box({ id, picked, shown }: { id: string } & Picking) {
  const on = useSyncExternalStore(picked.subscribe, () => picked.ids().has(id), () => false);
  const some = useSyncExternalStore(picked.subscribe, () => picked.ids().size > 0, () => false);
  return (
    <label className="pick" data-picking={some || undefined}>
      <input
        type="checkbox"
        id={`pick-${id}`}
        aria-label="Pick"
        aria-labelledby={`pick-${id} card-${id}`}
        checked={on}
        onChange={(event) => ((event.nativeEvent as MouseEvent).shiftKey ? picked.extendTo(id, shown()) : picked.toggle(id))}
      />
    </label>
  );
}
