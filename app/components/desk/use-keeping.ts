import { useEffect } from "react";
import type { MarkStore } from "~/live/mark-store.ts";

/**
 * Keeps in this browser what a person did to marks until the server has it. The code for it comes after the page; and
 * before all marks are `whole` here, nobody knows what a page before this one has changed.
 */
export function useKeeping(store: MarkStore, userId: string, workspaceId: string, whole: boolean): void {
  useEffect(() => {
    if (!whole) return;
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
  }, [store, userId, workspaceId, whole]);
}
