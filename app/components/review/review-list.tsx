import { Link } from "@remix-run/react";
import { ChipLink } from "~/components/ui/chip.tsx";
import { RelativeTime } from "~/components/ui/relative-time.tsx";
import { TagBadge } from "~/components/ui/tag-badge.tsx";
import type { ReviewBadge, ReviewEntry } from "./review-entry.ts";
import type { Review } from "./use-review.ts";

const QUOTE_LENGTH = 140;

export interface ReviewListProps {
  review: Pick<Review, "waiting" | "visible" | "current" | "filter" | "pathTo">;
  /** After one was chosen, for instance to close the drawer. */
  onChoose?: () => void;
}

/** What waits: filters and one line each. */
export function ReviewList({ review, onChoose }: ReviewListProps) {
  const { waiting, visible, current, filter, pathTo } = review;
  return (
    <>
      <nav className="review-filters" aria-label="Filter">
        <ChipLink to="?" current={filter === null}>
          Waiting for me {waiting.length}
        </ChipLink>
        {badgesIn(waiting).map(({ badge, count }) => (
          <ChipLink key={badge.slug} to={`?tag=${badge.slug}`} current={filter === badge.slug}>
            {badge.name} {count}
          </ChipLink>
        ))}
      </nav>
      <ol className="review-list">
        {visible.map((entry) => (
          <li key={entry.id}>
            <Link
              to={pathTo(entry.id)}
              className="review-list__item"
              aria-current={entry === current ? "true" : undefined}
              onClick={onChoose}
              preventScrollReset
            >
              <span className="row">
                {entry.badges.map((badge) => (
                  <TagBadge key={badge.slug} tag={badge} />
                ))}
              </span>
              <span className="review-list__quote" dir="auto">
                “{shortened(entry.passages[0]?.quote ?? "")}”
              </span>
              <span className="small soft">
                {entry.author.name} · {entry.passages[0]?.citation}
                {entry.passages.length > 1 && ` ↔ ${entry.passages.slice(1).map((passage) => passage.citation).join(", ")}`} ·{" "}
                <RelativeTime iso={entry.since} />
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </>
  );
}

function badgesIn(entries: readonly ReviewEntry[]): { badge: ReviewBadge; count: number }[] {
  const found = new Map<string, { badge: ReviewBadge; count: number }>();
  for (const badge of entries.flatMap((entry) => entry.badges)) {
    if (badge.slug === "") continue;
    const before = found.get(badge.slug);
    found.set(badge.slug, { badge: before?.badge ?? shortBadge(badge), count: (before?.count ?? 0) + 1 });
  }
  return [...found.values()];
}

/** All links share one filter, whatever they say. */
function shortBadge(badge: ReviewBadge): ReviewBadge {
  return badge.slug === "link" ? { ...badge, name: "Links" } : badge;
}

function shortened(quote: string): string {
  const plain = quote.replace(/\s+/g, " ").trim();
  return plain.length > QUOTE_LENGTH ? `${plain.slice(0, QUOTE_LENGTH).replace(/\s\S*$/, "")}…` : plain;
}
