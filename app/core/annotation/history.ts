/**
 * What the history of a mark tells somebody.
 *
 * Promises: the author gets all of it; others get only what happened while the mark was the team's, and of the step
 * that shared it or took it back nothing of the private side. Called by the query of histories. What must stay true:
 * every event that changes the visibility says so in its `after` (server/commands/annotations.ts).
 */
import type { HistoryEntry, Visibility } from "./annotation.ts";

/** The entries, oldest first, as far as they may be told. */
export function historyFor(entries: readonly HistoryEntry[], viewer: { isAuthor: boolean }): HistoryEntry[] {
  if (viewer.isAuthor) return [...entries];
  let visibility = visibilityAfter(entries[0]) ?? "team";
  return entries.flatMap((entry) => {
    const was = visibility;
    visibility = visibilityAfter(entry) ?? was;
    if (was === "private") return visibility === "private" ? [] : [{ ...entry, before: { visibility: was } }];
    return visibility === "team" ? [entry] : [{ ...entry, before: { visibility: was }, after: { visibility } }];
  });
}

function visibilityAfter(entry: HistoryEntry | undefined): Visibility | undefined {
  return entry?.after?.visibility as Visibility | undefined;
}
