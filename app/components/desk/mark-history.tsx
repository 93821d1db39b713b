import { useEffect, useState } from "react";
import { historyReason, historyWords } from "~/components/review/history-words.ts";
import { Button } from "~/components/ui/button.tsx";
import { RelativeTime } from "~/components/ui/relative-time.tsx";
import type { HistoryEntry } from "~/core/annotation/annotation.ts";
import { ApiProblem, request } from "~/live/api.ts";

export interface MarkHistoryProps {
  kind: "annotation" | "link";
  id: string;
  version: number;
}

/** Who did what with a mark; asked of the server when it is opened. */
export function MarkHistory(props: MarkHistoryProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className="mark-history" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="small soft">History</summary>
      {open && <Steps {...props} />}
    </details>
  );
}

function Steps({ kind, id, version }: MarkHistoryProps) {
  const [steps, setSteps] = useState<readonly HistoryEntry[] | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [tries, setTries] = useState(0);

  useEffect(() => {
    const controller = new AbortController();
    request<HistoryEntry[]>("GET", `/${kind}s/${id}/history`, undefined, { signal: controller.signal }).then(
      (answer) => {
        setSteps(answer);
        setProblem(null);
      },
      (cause: unknown) => {
        if (!controller.signal.aborted) setProblem(ApiProblem.from(cause));
      },
    );
    return () => controller.abort();
  }, [kind, id, version, tries]);

  if (problem) {
    return (
      <p className="small">
        {problem.title}.{" "}
        <Button size="small" onClick={() => setTries(tries + 1)}>
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
