/**
 * Asks before the page is closed while something on it is not saved.
 *
 * Called by the document connection for the text and by the desk for marks on their way. What must stay true: no
 * question is asked when nothing would be lost, or people learn to click it away.
 */

/** Guards until the answered function is called. Does nothing outside of a browser. */
export function guardLeaving(wouldLose: () => boolean): () => void {
  if (typeof window === "undefined") return () => undefined;
  const ask = (event: BeforeUnloadEvent): void => {
    if (wouldLose()) event.preventDefault();
  };
  window.addEventListener("beforeunload", ask);
  return () => window.removeEventListener("beforeunload", ask);
}
