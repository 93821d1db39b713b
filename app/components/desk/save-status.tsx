import { useEffect, useMemo, useState } from "react";
import type { DocumentConnection } from "~/live/connection.ts";
import { guardLeaving } from "~/live/leave-guard.ts";
import type { MarkStore } from "~/live/mark-store.ts";
import { saveWords, type SaveWords } from "./save-words.ts";

export interface SaveStatusProps {
  /** Null until there is one. */
  connections: readonly (DocumentConnection | null)[];
  /** Of the documents on the page. */
  stores: readonly MarkStore[];
}

/** Saved, Saving or Not saved: always there, read out when it changes. */
export function SaveStatus(props: SaveStatusProps) {
  const { tone, words } = useSaveWords(props);
  return (
    <p className={`save-status save-status--${tone}`} role="status" aria-live="polite" suppressHydrationWarning>
      <span className="save-status__dot" aria-hidden="true" />
      <span className="save-status__words">{words}</span>
    </p>
  );
}

function useSaveWords({ connections: given, stores: givenStores }: SaveStatusProps): SaveWords {
  const [one = null, other = null] = given;
  const connections = useMemo(() => [one, other].filter((connection) => connection !== null), [one, other]);
  const [store, otherStore = null] = givenStores;
  const stores = useMemo(() => [store, otherStore].filter((known) => known), [store, otherStore]) as readonly MarkStore[];
  const [told, setTold] = useState<SaveWords>({ tone: "saved", words: "Saved" });

  // What is kept in this browser is not lost with the page.
  useEffect(() => guardLeaving(() => stores.some((marks) => marks.wouldLose())), [stores]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = () => {
      clearTimeout(timer);
      const texts = connections.map(({ saveState, linkState }) => ({ save: saveState, link: linkState }));
      const marks = stores.map((known) => known.snapshot().unsent);
      const next = saveWords({ texts, marks }, Date.now());
      setTold((before) => (before.words === next.words ? before : next));
      // Marks that take long become "not saved" by the passing of time.
      if (marks.some(({ waiting }) => waiting > 0)) timer = setTimeout(tell, 500);
    };
    tell();
    const stops = [...connections, ...stores].map((source) => source.subscribe(tell));
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [connections, stores]);

  return told;
}
