import { createContext, useCallback, useContext, useEffect, useRef, useState, type ReactNode } from "react";
import { EndedPage } from "~/components/ended/ended-page.tsx";
import { CLOSE } from "~/core/live/protocol.ts";
import { pauseBeforeRetry } from "~/live/backoff.ts";
import { takeDrafts } from "~/live/drafts.ts";
import { keepLastWords } from "~/live/last-words.ts";

/** The right to read what is open has ended. */
export interface Ended {
  /** Of the refusal: see CLOSE. */
  code: number;
  /** What this person had written and the server never had; empty when all of it was saved. */
  unsaved: string;
  /** The document that can't be read any more, and its workspace. */
  place: { documentId: string; workspaceId: string };
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
  const wiped = useWiping(ended, end);
  useEffect(() => {
    const stop = new AbortController();
    if (ended && wiped) void leave(ended, stop.signal);
    return () => stop.abort();
  }, [ended, wiped]);
  if (!ended) return <Ending.Provider value={end}>{children}</Ending.Provider>;
  return <EndedPage {...ended} to={location.pathname + location.search} />;
}

/**
 * Wipes what this browser keeps of what was not sent: all of it when one is signed out, else that of the workspace. Words of it that
 * belong to documents besides the one that has ended are handed back too. Answers whether it is done.
 */
function useWiping(ended: Ended | null, end: (next: Ended) => void): boolean {
  const [wiped, setWiped] = useState(false);
  const first = useRef(ended);
  first.current ??= ended;
  const isOver = ended !== null;
  useEffect(() => {
    const { current } = first;
    if (!isOver || !current) return;
    const wipe = async () => {
      const { wipeUnsent } = await import("~/live/mark-keeping.ts");
      const { workspaceId, documentId } = current.place;
      const unsaved = joined(takeDrafts(), await wipeUnsent(current.code === CLOSE.notSignedIn ? null : workspaceId, documentId));
      if (unsaved !== "") end({ ...current, unsaved });
    };
    void wipe().catch(() => undefined).then(() => setWiped(true));
  }, [isOver, end]);
  return wiped;
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
