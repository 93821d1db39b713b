import { Suspense } from "react";
import { late } from "~/components/ui/late.ts";
import { atLeast } from "~/core/access/can.ts";
import type { Tag } from "~/core/codebook/tags.ts";
import { CardList, LevelCardList } from "./card-list.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { MarkFailure } from "./mark-notices.tsx";
import type { DeskModel } from "./use-desk-model.ts";

const UndoButtons = late(async () => (await import("./undoing.tsx")).UndoButtons);

export interface DeskMarginProps {
  model: DeskModel;
  tags: readonly Tag[];
  /** The cards stand level with their passages; otherwise they follow each other. */
  level: boolean;
}

/** Filters and cards. */
export function DeskMargin({ model, tags, level }: DeskMarginProps) {
  const { cards, layout, address, change, marks } = model;
  const used = tags.filter((tag) => marks.annotations.some((one) => one.tags.includes(tag.slug)));
  const isGone = address.annotation !== null && !cards.all.some((card) => card.id === address.annotation);
  return (
    <>
      <FilterBar choice={address} counts={cards.counts} reviews={atLeast(model.role, "reviewer")} tags={used} onChoose={change} />
      {model.settled && (
        <Suspense>
          <UndoButtons />
        </Suspense>
      )}
      <div className="margin-notes">
        {isGone && !marks.failed.has(address.annotation ?? "") && <p className="mark-notice">The mark of this address is not here: it was deleted, or is private to somebody.</p>}
        <LostWishes model={model} />
        {cards.shown.length === 0 && !isGone && <EmptyMargin model={model} />}
      </div>
      {level ? (
        <LevelCardList cards={cards.shown} selected={cards.selected} statuses={layout.statuses} beside={cards.beside} topOfText={cards.topOfText} />
      ) : (
        <CardList cards={cards.shown} selected={cards.selected} statuses={layout.statuses} />
      )}
    </>
  );
}

/** Marks that were never made, because they were refused: what was wished is kept here. */
function LostWishes({ model: { marks, cards } }: { model: DeskModel }) {
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

function EmptyMargin({ model: { cards, desk } }: { model: DeskModel }) {
  const writes = desk.viewer.role !== "reader";
  if (cards.all.length > 0) return <p className="soft small">No marks under this filter.</p>;
  return <p className="soft small">{writes ? "Nothing is marked here yet. Select some words of the text to begin." : "Nothing is marked here yet."}</p>;
}
