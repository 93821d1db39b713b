import { createContext, useCallback, useContext, useEffect, useState, type ReactNode } from "react";
import { EndedPage } from "~/components/ended/ended-page.tsx";
import { pauseBeforeRetry } from "~/live/backoff.ts";
import { keepLastWords } from "~/live/last-words.ts";

/** The right to read what is open has ended. */
export interface Ended {
  /** Of the refusal: see CLOSE. */
  code: number;
  /** What this person had written and the server never had; empty when all of it was saved. */
  unsaved: string;
}

const Ending = createContext<(ended: Ended) => void>(() => undefined);

/** How a document inside of UntilEnded says that it may not be shown any more. */
export const useEnding = (): ((ended: Ended) => void) => useContext(Ending);

/**
 * Shows documents until the right to read them ends; then nothing of them stays, only the reason, what to do next, and
 * words that were written in vain. Said at once in this page, and then by a page of its own: only leaving this one takes
 * what its loaders have brought out of the browser's memory.
 */
export function UntilEnded({ children }: { children: ReactNode }) {
  const [ended, setEnded] = useState<Ended | null>(null);
  // Two documents may stand on the page, and end one after the other.
  const end = useCallback((next: Ended) => setEnded((before) => (before ? { ...before, unsaved: joined(before.unsaved, next.unsaved) } : next)), []);
  useEffect(() => {
    const stop = new AbortController();
    if (ended) void leave(ended, stop.signal);
    return () => stop.abort();
  }, [ended]);
  if (!ended) return <Ending.Provider value={end}>{children}</Ending.Provider>;
  return <EndedPage {...ended} to={location.pathname + location.search} />;
}

/** Words of several places, those without any left out. */
export function joined(...words: string[]): string {
  return words.filter((one) => one !== "").join("\n");
}

/** Goes to the page that says so, as soon as that can be had; until then, and where the words can't be kept, this one says it. */
async function leave({ code, unsaved }: Ended, signal: AbortSignal): Promise<void> {
  const next = `/ended?${new URLSearchParams({ code: String(code), to: location.pathname + location.search }).toString()}`;
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    const answer = await fetch(next, { signal }).catch(() => null);
    if (answer?.ok) {
      if (keepLastWords(unsaved)) location.replace(next);
      return;
    }
    await pauseBeforeRetry(attempt);
  }
}
