/**
 * Words typed into a field of a mark and not yet sent, so that closing the card or reloading the page loses none.
 *
 * Called by the fields of the desk. Promises: they last until they are sent or let go of, and no longer than the window's session;
 * `takeDrafts` hands all of them back where the right to read ends. What must stay true: a field and a mark name one draft.
 */
import { forgetSession, recall, remember } from "./own-session.ts";

export type Field = "note" | "comment";

/** By field and mark; null until it is read. */
let drafts: Map<string, string> | null = null;

function all(): Map<string, string> {
  drafts ??= new Map(Object.entries((recall("drafts") as Record<string, string> | null) ?? {}));
  return drafts;
}

const listeners = new Set<() => void>();

/** What is typed and not sent; undefined with nothing. */
export function draftOf(field: Field, markId: string): string | undefined {
  return all().get(`${field} ${markId}`);
}

/** Keeps what is typed; undefined when there is nothing to keep any more. */
export function keepDraft(field: Field, markId: string, text: string | undefined): void {
  if (text === undefined) all().delete(`${field} ${markId}`);
  else all().set(`${field} ${markId}`, text);
  remember("drafts", all().size > 0 ? Object.fromEntries(all()) : null);
  for (const listener of [...listeners]) listener();
}

/** For useSyncExternalStore; answers how to stop. */
export function watchDrafts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Forgets what this window remembers of its person; answers the words half typed, one line each. */
export function takeDrafts(): string {
  const words = [...all().values()].filter((text) => text.trim() !== "").join("\n");
  all().clear();
  forgetSession();
  return words;
}
