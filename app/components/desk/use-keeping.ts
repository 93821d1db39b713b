import { useEffect } from "react";
import type { MarkStore } from "~/live/mark-store.ts";

/** Keeps in this browser what a person did to marks until the server has it, from when the page has settled. */
export function useKeeping(store: MarkStore, userId: string, workspaceId: string, settled: boolean): void {
  useEffect(() => {
    if (!settled) return;
    let gone = false;
    let stop: (() => void) | null = null;
    const begin = async () => {
      const { keepUnsent } = await import("~/live/mark-keeping.ts");
      if (!gone) stop = keepUnsent(store, { userId, workspaceId, documentId: store.documentId });
    };
    // Where it can't be loaded, closing the page asks.
    begin().catch(() => undefined);
    return () => {
      gone = true;
      stop?.();
    };
  }, [store, userId, workspaceId, settled]);
}
