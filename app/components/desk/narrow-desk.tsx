import { ChevronDown, ChevronUp, ListTree, StickyNote, X } from "lucide-react";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { Button } from "~/components/ui/button.tsx";
import { Drawer } from "~/components/ui/overlay.tsx";
import { DeskMargin } from "./desk-margin.tsx";
import { LinkCard } from "./link-card.tsx";
import { MarkCard } from "./mark-card.tsx";
import type { DeskModel } from "./use-desk-model.ts";

export interface DeskFootProps {
  model: DeskModel;
  /** There is no room for the margin. */
  withoutMargin: boolean;
  /** What stands beside the text on wide screens. */
  outline: (onGo: () => void) => ReactNode;
}

/** Where there is no room beside the text: buttons for the outline and the marks. */
export function DeskFoot({ model, withoutMargin, outline }: DeskFootProps) {
  const [open, setOpen] = useState<"outline" | "marks" | null>(null);
  const close = () => setOpen(null);
  return (
    <div className={withoutMargin ? "desk-foot" : "desk-foot desk-foot--outline"}>
      <Drawer
        title="Outline"
        side="start"
        open={open === "outline"}
        onOpenChange={(next) => setOpen(next ? "outline" : null)}
        trigger={
          <Button className="desk-foot__outline">
            <ListTree aria-hidden="true" /> Outline
          </Button>
        }
      >
        {outline(close)}
      </Drawer>
      {withoutMargin && (
        <Drawer
          title="Marks"
          open={open === "marks"}
          onOpenChange={(next) => setOpen(next ? "marks" : null)}
          trigger={
            <Button>
              <StickyNote aria-hidden="true" /> Marks {model.cards.counts.all}
            </Button>
          }
        >
          <ClosesOnChoice selected={model.cards.selected} onChoice={close}>
            <DeskMargin model={model} level={false} />
          </ClosesOnChoice>
        </Drawer>
      )}
    </div>
  );
}

/** Choosing a card in the drawer goes to its words; the card itself opens below them. */
function ClosesOnChoice({ selected, onChoice, children }: { selected: string | null; onChoice: () => void; children: ReactNode }) {
  const first = useRef(selected);
  const latest = useRef(onChoice);
  useEffect(() => {
    latest.current = onChoice;
  });
  useEffect(() => {
    if (selected !== null && selected !== first.current) latest.current();
  }, [selected]);
  return <div className="stack">{children}</div>;
}

/** The selected card as a sheet at the bottom. */
export function CardSheet({ model }: { model: DeskModel }) {
  const { cards, layout, select, step } = model;
  const card = cards.all.find((one) => one.id === cards.selected);
  if (!card) return null;
  const status = layout.statuses.get(card.id);
  return (
    <section className="card-sheet" aria-label="Selected mark" data-card={card.id}>
      <div className="card-sheet__bar">
        <div>
          <Button variant="bare" size="small" icon aria-label="Previous mark" onClick={() => step(-1)}>
            <ChevronUp aria-hidden="true" />
          </Button>
          <Button variant="bare" size="small" icon aria-label="Next mark" onClick={() => step(1)}>
            <ChevronDown aria-hidden="true" />
          </Button>
        </div>
        <Button variant="bare" size="small" icon aria-label="Close the mark" onClick={() => select(null)}>
          <X aria-hidden="true" />
        </Button>
      </div>
      {card.kind === "annotation" ? <MarkCard card={card} selected status={status} /> : <LinkCard card={card} selected status={status} />}
    </section>
  );
}
