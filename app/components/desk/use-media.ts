import { useCallback, useSyncExternalStore } from "react";

/** Whether a media query holds; false on the server and in the first render. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const media = window.matchMedia(query);
      media.addEventListener("change", listener);
      return () => media.removeEventListener("change", listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches, () => false);
}

/** The margin has no room beside the text: cards are in a drawer and the selected one is a sheet. */
export const WITHOUT_MARGIN = "(max-width: 59.99rem)";
