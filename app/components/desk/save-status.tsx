import { useEffect, useMemo, useState } from "react";
import type { DocumentConnection } from "~/live/connection.ts";
import { guardLeaving } from "~/live/leave-guard.ts";
import { saveWords, type SaveWords } from "./save-words.ts";

export interface SaveStatusProps {
  /** Null until there is one. */
  connections: readonly (DocumentConnection | null)[];
  /** Marks on their way. */
  pending: number;
  /** Marks that were refused. */
  refused: number;
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

function useSaveWords({ connections: given, pending, refused }: SaveStatusProps): SaveWords {
  const [one = null, other = null] = given;
  const connections = useMemo(() => [one, other].filter((connection) => connection !== null), [one, other]);
  const [told, setTold] = useState<SaveWords>({ tone: "saved", words: "Saved" });
  const [marksSince, setMarksSince] = useState<number | null>(null);
  const waiting = pending > 0;

  useEffect(() => {
    setMarksSince(waiting ? Date.now() : null);
    return waiting ? guardLeaving(() => true) : undefined;
  }, [waiting]);

  useEffect(() => {
    const tell = () => {
      const texts = connections.map(({ saveState, linkState }) => ({ save: saveState, link: linkState }));
      const next = saveWords({ texts, marks: pending, marksSince, refused }, Date.now());
      setTold((before) => (before.words === next.words ? before : next));
    };
    tell();
    // Marks that take long become "not saved" by the passing of time.
    const timer = pending > 0 ? setInterval(tell, 500) : undefined;
    const stops = connections.map((connection) => connection.subscribe(tell));
    return () => {
      clearInterval(timer);
      for (const stop of stops) stop();
    };
  }, [connections, pending, marksSince, refused]);

  return told;
}
