import { Button } from "~/components/ui/button.tsx";
import { RelativeTime } from "~/components/ui/relative-time.tsx";
import type { HistoryEntry } from "~/core/annotation/annotation.ts";
import { historyReason, historyWords } from "./history-words.ts";
import { useHistory, type HistoryOf } from "./use-history.ts";

/** Who did what to the item, newest first. */
export function ReviewHistory({ entry }: { entry: HistoryOf }) {
  const { steps, problem, again } = useHistory(entry);
  return (
    <section className="stack stack--tight" aria-labelledby="history">
      <h2 id="history" className="review-side__title">
        History
      </h2>
      {problem && (
        <>
          <p className="field__error">The history could not be loaded. {problem.title}.</p>
          <div>
            <Button size="small" onClick={again}>
              Try again
            </Button>
          </div>
        </>
      )}
      {!problem && !steps && <p className="small soft">Loading…</p>}
      {steps && (
        <ol className="review-history">
          {newestFirst(steps).map((step, nth) => (
            <li key={nth}>
              <p>
                <strong>
                  <bdi>{step.by.name}</bdi> {historyWords(step)}
                </strong>{" "}
                · <RelativeTime iso={step.at} />
              </p>
              {historyReason(step) && (
                <p className="soft" dir="auto">
                  “{historyReason(step)}”
                </p>
              )}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function newestFirst(entries: readonly HistoryEntry[]): HistoryEntry[] {
  return [...entries].sort((a, b) => b.at.localeCompare(a.at));
}
