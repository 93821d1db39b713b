import { useEffect, useState } from "react";
import { apiRequest } from "~/components/shell/api-request.ts";
import { Button } from "~/components/ui/button.tsx";
import type { ProblemDetails } from "~/components/ui/problem-details.ts";
import { RelativeTime } from "~/components/ui/relative-time.tsx";
import type { HistoryEntry } from "~/core/annotation/annotation.ts";
import { historyReason, historyWords } from "./history-words.ts";
import type { ReviewEntry } from "./review-entry.ts";

type History = { for: string; entries: HistoryEntry[] } | { for: string; problem: ProblemDetails };

/** Who did what to the item, newest first. */
export function ReviewHistory({ entry }: { entry: Pick<ReviewEntry, "kind" | "id" | "version"> }) {
  const path = `/${entry.kind}s/${entry.id}/history`;
  const wanted = `${path}@${entry.version}`;
  const [history, setHistory] = useState<History | null>(null);
  const [tries, setTries] = useState(0);

  useEffect(() => {
    const controller = new AbortController();
    void apiRequest<HistoryEntry[]>(path, { signal: controller.signal }).then((answer) => {
      if (controller.signal.aborted) return;
      setHistory(answer.ok ? { for: wanted, entries: answer.value } : { for: wanted, problem: answer.problem });
    });
    return () => controller.abort();
  }, [path, wanted, tries]);

  return (
    <section className="stack stack--tight" aria-labelledby="history">
      <h2 id="history" className="review-side__title">
        History
      </h2>
      {history?.for !== wanted ? (
        <p className="small soft">Loading…</p>
      ) : "problem" in history ? (
        <>
          <p className="field__error">The history could not be loaded. {history.problem.title}.</p>
          <div>
            <Button size="small" onClick={() => setTries(tries + 1)}>
              Try again
            </Button>
          </div>
        </>
      ) : (
        <ol className="review-history">
          {newestFirst(history.entries).map((step, nth) => (
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
