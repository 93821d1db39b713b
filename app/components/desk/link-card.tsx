import { memo } from "react";
import { linkWords } from "~/components/review/link-words.ts";
import { classNames } from "~/components/ui/class-names.ts";
import { TagBadge, tagStyle } from "~/components/ui/tag-badge.tsx";
import type { LinkCard as LinkCardOf, PlaceStatus } from "./desk-cards.ts";
import { useDesk } from "./desk-context.ts";
import { LinkBox } from "./link-box.tsx";
import { LINK_COLOUR } from "./link-colours.ts";
import { PlaceNotice } from "./mark-notices.tsx";
import { MarkHistory } from "./mark-history.tsx";
import { shortQuote } from "./quotation.ts";

export interface LinkCardProps {
  card: LinkCardOf;
  selected: boolean;
  status: PlaceStatus | undefined;
}

/** A link that begins or ends at bare words of this document. */
export const LinkCard = memo(function LinkCard({ card: { id, link, side }, selected, status }: LinkCardProps) {
  const desk = useDesk();
  const colour = LINK_COLOUR[link.type];
  const name = linkWords(link.type, side === "from");
  return (
    <article
      className={classNames("mark-card tagged", selected && "mark-card--selected")}
      style={tagStyle(colour)}
      aria-labelledby={`card-${id}`}
    >
      <header className="mark-card__head">
        <h3 id={`card-${id}`}>
          <button type="button" className="mark-card__name" aria-expanded={selected} data-card-name onClick={() => desk.select(selected ? null : id)}>
            <TagBadge tag={{ code: "LI", name: `Link: ${name}`, colour }} />
          </button>
        </h3>
      </header>
      <PlaceNotice status={status} />
      {selected && (
        <p className="mark-card__quote" dir="auto">
          “{shortQuote(link[side].anchor.quote)}”
        </p>
      )}
      <LinkBox link={link} side={side} open={selected} />
      {selected && <MarkHistory kind="link" id={link.id} version={link.version} />}
    </article>
  );
});
