import { Suspense, useMemo } from "react";
import { late } from "~/components/ui/late.ts";
import type { Tag } from "~/core/codebook/tags.ts";
import { DensityStrip, type StripMark } from "~/components/desk/density-strip.tsx";
import { cardsOf } from "~/components/desk/desk-cards.ts";
import { cardColour } from "~/components/desk/editor-marks.ts";
import { useOthers } from "~/components/desk/use-others.ts";
import type { CompareSide } from "./use-compare-side.ts";

const PresenceMarkers = late(async () => (await import("~/components/desk/presence-markers.tsx")).PresenceMarkers);

export interface PaneStripProps {
  live: CompareSide;
  tags: readonly Tag[];
  selected: string | null;
}

/** The whole of one text in a strip: where its marks are, what is seen of it, who reads where. */
export function PaneStrip({ live: { desk, marks, layout, place, scroller, connection, editor }, tags, selected }: PaneStripProps) {
  const { documentId, viewer } = desk;
  const ticks = useMemo(
    () =>
      cardsOf(documentId, marks.annotations, marks.links).flatMap((card): StripMark[] => {
        const top = layout.tops.get(card.id);
        return top === undefined ? [] : [{ id: card.id, top, colour: cardColour(card, tags) }];
      }),
    [documentId, marks, layout, tags],
  );
  const others = useOthers(connection, viewer.id);
  return (
    <DensityStrip marks={ticks} selected={selected} text={place} scroller={scroller}>
      {connection && editor && others && (
        <Suspense>
          <PresenceMarkers connection={connection} editor={editor} layout={layout} viewerId={viewer.id} />
        </Suspense>
      )}
    </DensityStrip>
  );
}
