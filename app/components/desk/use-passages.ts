import { useEffect, useState } from "react";
import type { Passage } from "~/context.ts";
import { ApiProblem, request } from "~/live/api.ts";

export interface PassageSearch {
  passages: readonly Passage[];
  state: "idle" | "searching" | "found" | "failed";
  problem: ApiProblem | null;
}

const PAUSE_MS = 250;
const NOTHING: PassageSearch = { passages: [], state: "idle", problem: null };

/** Passages of the workspace by words, symbol or number; asked when typing pauses. Without words, the beginning of a chosen document. */
export function usePassages(workspaceId: string, query: string, documentId: string): PassageSearch {
  const [search, setSearch] = useState<PassageSearch>(NOTHING);
  const wanted = query.trim();

  useEffect(() => {
    if (wanted === "" && documentId === "") {
      setSearch(NOTHING);
      return;
    }
    const controller = new AbortController();
    const params = new URLSearchParams({ q: wanted, ...(documentId ? { document: documentId } : {}) });
    const timer = setTimeout(() => {
      setSearch((before) => ({ ...before, state: "searching" }));
      request<Passage[]>("GET", `/workspaces/${workspaceId}/passages?${params}`, undefined, { signal: controller.signal }).then(
        (passages) => setSearch({ passages, state: "found", problem: null }),
        (cause: unknown) => {
          if (!controller.signal.aborted) setSearch({ passages: [], state: "failed", problem: ApiProblem.from(cause) });
        },
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [workspaceId, wanted, documentId]);

  return search;
}
