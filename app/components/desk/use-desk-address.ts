import { useLocation } from "@remix-run/react";
import { useCallback, useEffect, useState } from "react";
import { keeping, readAddress, writeAddress, type DeskAddress } from "./desk-address.ts";

/**
 * Filter and selection, kept in the address.
 *
 * Written past the router on purpose: walking through hundreds of marks must not ask the server, nor fill the way back.
 */
export function useDeskAddress(): [DeskAddress, (patch: Partial<DeskAddress>) => void] {
  const location = useLocation();
  const [address, setAddress] = useState(() => readAddress(location.search));

  // A link to a mark of this document goes through the router.
  useEffect(() => setAddress((before) => keeping(before, readAddress(window.location.search))), [location.key]);

  const change = useCallback((patch: Partial<DeskAddress>) => {
    const next = { ...readAddress(window.location.search), ...patch };
    const { pathname, hash } = window.location;
    window.history.replaceState(window.history.state, "", pathname + writeAddress(next) + hash);
    setAddress((before) => keeping(before, next));
  }, []);

  return [address, change];
}
