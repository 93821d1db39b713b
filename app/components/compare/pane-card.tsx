import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "~/components/ui/button.tsx";
import { DeskContext } from "~/components/desk/desk-context.ts";
import type { DeskCard } from "~/components/desk/desk-cards.ts";
import { LinkCard } from "~/components/desk/link-card.tsx";
import { MarkCard } from "~/components/desk/mark-card.tsx";
import type { CompareSide } from "./use-compare-side.ts";

/** How much of the marked words is to be seen above the card, in pixels. */
const SEEN = 60;

/** The card of the selected mark, at the foot of its text: read, changed, discussed, reviewed as on the desk. */
export function PaneCard({ live, card }: { live: CompareSide; card: DeskCard }) {
  const { desk, layout, scroller } = live;
  const latest = useRef(live);
  useEffect(() => {
    latest.current = live;
  });
  // The card takes room from its text: its words must not go with that.
  useEffect(() => {
    const line = latest.current.editor?.lineOf(card.id) ?? null;
    const box = scroller.current?.getBoundingClientRect();
    if (line === null || !box || (line >= box.top && line <= box.bottom - SEEN)) return;
    scroller.current?.scrollBy({ top: line - box.top - box.height / 3, behavior: "instant" });
  }, [card.id, scroller]);
  const status = layout.statuses.get(card.id);
  return (
    <DeskContext.Provider value={desk}>
      <section className="pane-card" aria-label={`Selected mark in ${desk.label}`} data-card={card.id}>
        <Button variant="bare" size="small" icon className="pane-card__close" aria-label="Close the mark" onClick={() => desk.select(null)}>
          <X aria-hidden="true" />
        </Button>
        {card.kind === "annotation" ? <MarkCard card={card} selected status={status} /> : <LinkCard card={card} selected status={status} />}
      </section>
    </DeskContext.Provider>
  );
}
