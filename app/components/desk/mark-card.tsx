import { Lock } from "lucide-react";
import { memo } from "react";
import { classNames } from "~/components/ui/class-names.ts";
import { RelativeTime } from "~/components/ui/relative-time.tsx";
import { StateMark } from "~/components/ui/state-mark.tsx";
import { TagBadge, tagStyle } from "~/components/ui/tag-badge.tsx";
import type { AnnotationCard, PlaceStatus } from "./desk-cards.ts";
import { NO_TAG, tagOf, useDesk } from "./desk-context.ts";
import { LinkBox } from "./link-box.tsx";
import { MarkDetail } from "./mark-detail.tsx";
import { MarkFailure, PlaceNotice } from "./mark-notices.tsx";
import { authorOf, decidedBy } from "./mark-words.ts";
import { shortQuote } from "./quotation.ts";
import { useMarkTrouble } from "./use-marks.ts";

export interface MarkCardProps {
  card: AnnotationCard;
  selected: boolean;
  status: PlaceStatus | undefined;
}

/** One annotation in the margin; the selected one shows all of it and what can be done. */
export const MarkCard = memo(function MarkCard({ card, selected, status }: MarkCardProps) {
  const { annotation, links } = card;
  const desk = useDesk();
  const { pending, problem } = useMarkTrouble(desk.store, annotation.id);
  const tags = annotation.tags.map((slug) => tagOf(desk.tags, slug));
  return (
    <article
      className={classNames("mark-card tagged", selected && "mark-card--selected", annotation.state === "rejected" && "mark-card--rejected")}
      style={tagStyle((tags[0] ?? NO_TAG).colour)}
      aria-labelledby={`card-${annotation.id}`}
    >
      <header className="mark-card__head">
        <h3 id={`card-${annotation.id}`}>
          <button type="button" className="mark-card__name" aria-expanded={selected} data-card-name onClick={() => desk.select(selected ? null : annotation.id)}>
            {(tags.length > 0 ? tags : [NO_TAG]).map((tag) => (
              <TagBadge key={tag.slug} tag={tag} />
            ))}
            <span className="visually-hidden">
              , {annotation.paragraph === null ? "" : `paragraph ${annotation.paragraph}, `}
              {shortQuote(annotation.anchor.quote, 40)}
            </span>
          </button>
        </h3>
        <StateMark state={annotation.state} by={decidedBy(annotation)} />
      </header>
      <PlaceNotice status={status} mark={selected ? annotation : undefined} />
      {problem && <MarkFailure id={annotation.id} problem={problem} />}
      {(selected || !annotation.note) && (
        <p className="mark-card__quote" dir="auto">
          “{shortQuote(annotation.anchor.quote)}”
        </p>
      )}
      {!selected && annotation.note && (
        <p className="mark-card__note" dir="auto">
          {annotation.note}
        </p>
      )}
      {!selected && links.map((link) => <LinkBox key={link.id} link={link} side={link.from.annotationId === annotation.id ? "from" : "to"} />)}
      <p className="mark-card__fine soft">
        {annotation.visibility === "private" && (
          <>
            <Lock aria-hidden="true" /> Private ·{" "}
          </>
        )}
        <bdi>{authorOf(annotation, desk.viewer.id)}</bdi> · <RelativeTime iso={annotation.createdAt} />
        {pending && " · not sent yet"}
        {!selected && annotation.comments.length > 0 && ` · ${annotation.comments.length} ${annotation.comments.length === 1 ? "comment" : "comments"}`}
      </p>
      {selected && <MarkDetail card={card} />}
    </article>
  );
});
