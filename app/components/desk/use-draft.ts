import { useCallback, useSyncExternalStore } from "react";
import { draftOf, keepDraft, watchDrafts, type Field } from "~/live/drafts.ts";

type Next = string | undefined | ((now: string | undefined) => string | undefined);

/** What is typed into a field of a mark and not sent, and how to change it; undefined: nothing is. */
export function useDraft(field: Field, markId: string): [string | undefined, (next: Next) => void] {
  const draft = useSyncExternalStore(watchDrafts, () => draftOf(field, markId), () => undefined);
  const change = useCallback(
    (next: Next) => keepDraft(field, markId, typeof next === "function" ? next(draftOf(field, markId)) : next),
    [field, markId],
  );
  return [draft, change];
}
