import { useEffect, useState } from "react";
import type { HistoryEntry } from "~/core/annotation/annotation.ts";
import { ApiProblem, request } from "~/live/api.ts";

export interface HistoryOf {
  kind: "annotation" | "link";
  id: string;
  /** The history is asked for again when it has changed. */
  version: number;
}

export interface History {
  /** Oldest first; null until they have come. */
  steps: readonly HistoryEntry[] | null;
  problem: ApiProblem | null;
  again: () => void;
}

/** What happened to a mark, asked of the server. While a newer version's is on its way, the last one stays. */
export function useHistory({ kind, id, version }: HistoryOf): History {
  const path = `/${kind}s/${id}/history`;
  const [known, setKnown] = useState<{ path: string } & Omit<History, "again">>({ path, steps: null, problem: null });
  const [tries, setTries] = useState(0);

  useEffect(() => {
    const controller = new AbortController();
    request<HistoryEntry[]>("GET", path, undefined, { signal: controller.signal }).then(
      (steps) => setKnown({ path, steps, problem: null }),
      (cause: unknown) => {
        if (!controller.signal.aborted) setKnown({ path, steps: null, problem: ApiProblem.from(cause) });
      },
    );
    return () => controller.abort();
  }, [path, version, tries]);

  const { steps, problem } = known.path === path ? known : { steps: null, problem: null };
  return { steps, problem, again: () => setTries(tries + 1) };
}
