import { useEffect } from "react";

/** Loads, once the page has settled, the parts of a desk that are made when they are first used: the network may be gone by then. */
export function useLateParts(settled: boolean): void {
  useEffect(() => {
    if (!settled) return;
    void Promise.allSettled([
      import("./selection-bar.tsx"), import("./tag-picker.tsx"), import("./comment-field.tsx"), import("./span-control.tsx"), import("./bulk/bulk-bar.tsx"),
      import("./filter-panel.tsx"), import("./active-filters.tsx"), import("./tags-choice.tsx"), import("./link-panel.tsx"), import("./key-sheet.tsx"),
    ]);
  }, [settled]);
}
