import { Suspense } from "react";
import { Button } from "~/components/ui/button.tsx";
import { late } from "~/components/ui/late.ts";
import { atLeast, can } from "~/core/access/can.ts";
import { ALL_CARDS, type CardChoice } from "./card-choice.ts";
import { CardList, LevelCardList } from "./card-list.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { MarkFailure } from "./mark-notices.tsx";
import { PickFrame, useHasPicked } from "./picking.tsx";
import type { DeskModel } from "./use-desk-model.ts";

const BulkBar = late(async () => (await import("./bulk/bulk-bar.tsx")).BulkBar);
const UndoButtons = late(async () => (await import("./undoing.tsx")).UndoButtons);

export interface DeskMarginProps {
  model: DeskModel;
  /** The cards stand level with their passages; otherwise they follow each other. */
  level: boolean;
}

/** Filters and cards. */
export function DeskMargin({ model, level }: DeskMarginProps) {
  const { cards, layout, address, change, marks, desk } = model;
  const hasPicked = useHasPicked(model.picked);
  const choose = ({ filter, tags, states, authors }: CardChoice) => change({ filter, tags, states, authors });
  const isGone = marks.whole && address.annotation !== null && !cards.all.some((card) => card.id === address.annotation);
  return (
    <>
      <FilterBar choice={address} cards={cards} reviews={atLeast(model.role, "reviewer")} onChoose={choose} />
      {model.settled && (
        <Suspense>
          <UndoButtons />
        </Suspense>
      )}
      <div className="margin-notes">
        {isGone && !marks.failed.has(address.annotation ?? "") && <p className="mark-notice">The mark of this address is not here: it was deleted, or is private to somebody.</p>}
        <LostWishes model={model} />
        {!marks.whole && (
          <p className="soft small" role="status">
            Loading the other marks …
          </p>
        )}
        {cards.shown.length === 0 && !isGone && <EmptyMargin model={model} onClear={() => choose(ALL_CARDS)} />}
      </div>
      <PickFrame picked={can(desk.actor, "annotation.create") ? model.picked : null} cards={cards.shown}>
        {level ? (
          <LevelCardList cards={cards.shown} selected={cards.selected} statuses={layout.statuses} beside={cards.beside} topOfText={cards.topOfText} />
        ) : (
          <CardList cards={cards.shown} selected={cards.selected} statuses={layout.statuses} />
        )}
      </PickFrame>
      {hasPicked && (
        <Suspense>
          <BulkBar picked={model.picked} cards={cards.all} />
        </Suspense>
      )}
    </>
  );
}

/** Marks that were never made, because they were refused: what was wished is kept here. */
function LostWishes({ model: { marks, cards } }: { model: DeskModel }) {
  if (marks.failed.size === 0) return null;
  const shown = new Set<string>();
  for (const card of cards.all) {
    shown.add(card.kind === "annotation" ? card.id : card.link.id);
    if (card.kind === "annotation") for (const link of card.links) shown.add(link.id);
  }
  return (
    <>
      {[...marks.failed].map(([id, problem]) => !shown.has(id) && <MarkFailure key={id} id={id} problem={problem} />)}
    </>
  );
}

function EmptyMargin({ model: { cards, desk }, onClear }: { model: DeskModel; onClear: () => void }) {
  const writes = desk.viewer.role !== "reader";
  if (cards.all.length > 0) {
    return (
      <div className="no-match">
        <p className="soft small">No marks match.</p>
        <Button size="small" onClick={onClear}>
          Show all marks
        </Button>
      </div>
    );
  }
  return <p className="soft small">{writes ? "Nothing is marked here yet. Select some words of the text to begin." : "Nothing is marked here yet."}</p>;
}
