import { useEffect, useState } from "react";
import type { MarkStore } from "~/live/mark-store.ts";
import { hasSession } from "~/live/own-session.ts";

/** A page that has been open for so long, in ms, gets what is not needed to read and mark. */
const SETTLED = 5_000;

/** True once the code of undoing and keeping may come: after a while, with the first change, at once where there is something of before. */
export function useSettled(store: MarkStore): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    if (settled) return;
    const settle = () => setSettled(true);
    const timer = setTimeout(settle, SETTLED);
    const stop = store.subscribe(() => {
      if (store.snapshot().unsent.waiting > 0) settle();
    });
    void hasLeftSomething().then((left) => left && settle());
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [store, settled]);
  return settled;
}

/** Has this browser ever kept something? One that can't say so is asked when the page has settled. */
async function hasLeftSomething(): Promise<boolean> {
  try {
    return hasSession() || (await indexedDB.databases()).length > 0;
  } catch {
    return false;
  }
}
