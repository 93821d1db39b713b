import { useState } from "react";
import { historyReason, historyWords } from "~/components/review/history-words.ts";
import { useHistory, type HistoryOf } from "~/components/review/use-history.ts";
import { Button } from "~/components/ui/button.tsx";
import { RelativeTime } from "~/components/ui/relative-time.tsx";

/** Who did what with a mark; asked of the server when it is opened. */
export function MarkHistory(props: HistoryOf) {
  const [open, setOpen] = useState(false);
  return (
    <details className="mark-history" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="small soft">History</summary>
      {open && <Steps {...props} />}
    </details>
  );
}

function Steps(props: HistoryOf) {
  const { steps, problem, again } = useHistory(props);
  if (problem) {
    return (
      <p className="small">
        {problem.title}.{" "}
        <Button size="small" onClick={again}>
          Try again
        </Button>
      </p>
    );
  }
  if (!steps) return <p className="small soft">Loading…</p>;
  return (
    <ol className="mark-history__steps small">
      {steps.map((step, nth) => (
        <li key={nth}>
          <bdi>{step.by.name}</bdi> {historyWords(step)}{" "}
          <span className="soft">
            <RelativeTime iso={step.at} />
          </span>
          {historyReason(step) && (
            <span className="soft" dir="auto">
              {" "}
              “{historyReason(step)}”
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}
