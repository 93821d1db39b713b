import { useNavigate } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { Avatar } from "~/components/ui/avatar.tsx";
import { Problem } from "~/components/ui/problem.tsx";
import { TagBadge } from "~/components/ui/tag-badge.tsx";
import type { ReviewEntry } from "./review-entry.ts";
import { ReviewPassages } from "./review-passages.tsx";
import type { Review } from "./use-review.ts";
import { VerdictBar } from "./verdict-bar.tsx";

export interface ReviewItemProps {
  entry: ReviewEntry;
  review: Pick<Review, "busy" | "trouble" | "decide" | "move">;
}

/** One item to be judged: what it claims, on which words, and the verdicts. */
export function ReviewItem({ entry, review }: ReviewItemProps) {
  const navigate = useNavigate();
  const heading = useHeadingFocus(entry.id);
  const { busy, trouble, decide, move } = review;
  const href = entry.passages[0]?.href ?? "/";
  return (
    <article className="stack review-item" aria-labelledby="review-item">
      {trouble && trouble.kind !== "failed" && <Problem title={trouble.title} detail={trouble.detail} />}
      <header className="review-item__head">
        <h2 id="review-item" className="row" tabIndex={-1} ref={heading}>
          {entry.badges.map((badge) => (
            <TagBadge key={badge.slug} tag={badge} />
          ))}
        </h2>
        <p className="row small soft">
          <Avatar person={entry.author} decorative />
          by {entry.author.name}
        </p>
      </header>
      {entry.badges.map(
        (badge) =>
          badge.meaning && (
            <p key={badge.slug} className="small soft">
              {badge.name}: “{badge.meaning}”
            </p>
          ),
      )}
      <ReviewPassages passages={entry.passages} colour={entry.badges[0]?.colour ?? "#5c6068"} />
      {entry.note && (
        <p className="review-item__note" dir="auto">
          {entry.note}
        </p>
      )}
      {trouble?.kind === "failed" && (
        <Problem
          title={trouble.title}
          detail={trouble.detail}
          kept="It still waits here, and what you typed is kept."
          next="Give your verdict again."
        />
      )}
      <VerdictBar
        key={entry.id}
        busy={busy}
        href={href}
        onApprove={() => void decide("approve")}
        onWorded={decide}
        onMove={move}
        onOpen={() => navigate(href)}
      />
    </article>
  );
}

/** Brings the focus to the heading whenever another item is shown, not on the first one. */
function useHeadingFocus(id: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(id);
  useEffect(() => {
    if (shown.current === id) return;
    shown.current = id;
    heading.current?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, [id]);
  return heading;
}
