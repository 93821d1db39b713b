import { useState } from "react";
import { Button, ButtonLink } from "~/components/ui/button.tsx";
import { EmptyState } from "~/components/ui/empty-state.tsx";
import { LiveRegion } from "~/components/ui/live-region.tsx";
import { Drawer } from "~/components/ui/overlay.tsx";
import { ReviewComments } from "./review-comments.tsx";
import type { ReviewEntry } from "./review-entry.ts";
import { ReviewHistory } from "./review-history.tsx";
import { ReviewItem } from "./review-item.tsx";
import { ReviewList } from "./review-list.tsx";
import type { Review } from "./use-review.ts";

export interface ReviewDeskProps {
  review: Review;
  /** Waiting, but written or edited by the viewer. */
  ownCount: number;
  libraryPath: string;
}

/** The queue on the left, the item in the middle, what happened to it on the right. */
export function ReviewDesk({ review, ownCount, libraryPath }: ReviewDeskProps) {
  const { current, waiting, visible } = review;
  return (
    <main id="main" className="review">
      <h1 className="visually-hidden">Review</h1>
      <LiveRegion text={review.announcement} />
      {waiting.length === 0 ? (
        <div className="page page--narrow stack">
          <EmptyState
            title="Nothing waits for you"
            text="What annotators submit comes here. Until then, read on."
            action={
              <ButtonLink variant="primary" to={libraryPath}>
                Go to the documents
              </ButtonLink>
            }
          />
          <OwnWork count={ownCount} />
        </div>
      ) : (
        <>
          <aside className="review__list" aria-label="Waiting">
            <ReviewList review={review} />
          </aside>
          <div className="review__main">
            <NarrowList review={review} />
            {current ? (
              <ReviewItem entry={current} review={review} />
            ) : (
              <EmptyState
                title="Nothing of this kind waits"
                action={
                  <ButtonLink variant="primary" to="?">
                    Show all {waiting.length}
                  </ButtonLink>
                }
              />
            )}
          </div>
          <aside className="review__side" aria-label="About this item">
            {current && visible.length > 0 && <AboutEntry entry={current} onChanged={review.refresh} />}
            <OwnWork count={ownCount} />
          </aside>
        </>
      )}
    </main>
  );
}

function AboutEntry({ entry, onChanged }: { entry: ReviewEntry; onChanged: () => void }) {
  return (
    <>
      <ReviewHistory entry={entry} />
      {entry.kind === "annotation" && (
        <ReviewComments key={entry.id} annotationId={entry.id} comments={entry.comments} onAdded={onChanged} />
      )}
    </>
  );
}

function OwnWork({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <section className="stack stack--tight" aria-labelledby="own-work">
      <h2 id="own-work" className="review-side__title">
        You cannot approve
      </h2>
      <p className="small soft">items you wrote or edited ({count} hidden).</p>
    </section>
  );
}

/** On narrow screens the list is a drawer. */
function NarrowList({ review }: { review: Review }) {
  const [open, setOpen] = useState(false);
  const place = review.current ? review.visible.indexOf(review.current) + 1 : 0;
  return (
    <div className="review__narrow">
      <Drawer
        side="start"
        title="Waiting for you"
        open={open}
        onOpenChange={setOpen}
        trigger={
          <Button>
            List · {place} of {review.visible.length}
          </Button>
        }
      >
        <ReviewList review={review} onChoose={() => setOpen(false)} />
      </Drawer>
    </div>
  );
}
