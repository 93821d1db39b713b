import { useEffect } from "react";

/** A page that has been open for so long, in ms, gets what it may need when the network is gone. */
const SETTLED = 6_000;

/** Loads the parts of a desk that are made when they are first used; they count nothing to its opening. */
export function useLateParts(isAlive: boolean): void {
  useEffect(() => {
    if (!isAlive) return;
    const load = () =>
      void Promise.allSettled([
        import("./tag-picker.tsx"), import("./comment-field.tsx"), import("./span-control.tsx"), import("./bulk/bulk-bar.tsx"),
        import("./filter-panel.tsx"), import("./active-filters.tsx"), import("./tags-choice.tsx"), import("./link-panel.tsx"), import("./key-sheet.tsx"),
      ]);
    const timer = setTimeout(load, SETTLED);
    return () => clearTimeout(timer);
  }, [isAlive]);
}
