import { useSyncExternalStore } from "react";
import type { ApiProblem } from "~/live/api.ts";
import type { MarkSnapshot, MarkStore } from "~/live/mark-store.ts";

/** All marks of a document as they stand now. */
export function useMarks(store: MarkStore): MarkSnapshot {
  return useSyncExternalStore(store.subscribe, store.snapshot, store.snapshot);
}

export interface MarkTrouble {
  /** Something about the mark is on its way. */
  pending: boolean;
  /** Something about it was refused. */
  problem: ApiProblem | null;
}

/** What is not settled about one mark. Renders again only when that changes. */
export function useMarkTrouble(store: MarkStore, id: string): MarkTrouble {
  const isPending = () => store.snapshot().pending.has(id);
  const problemNow = () => store.snapshot().failed.get(id) ?? null;
  const pending = useSyncExternalStore(store.subscribe, isPending, () => false);
  const problem = useSyncExternalStore(store.subscribe, problemNow, () => null);
  return { pending, problem };
}
