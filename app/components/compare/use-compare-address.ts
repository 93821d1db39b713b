import { useLocation } from "@remix-run/react";
import { useCallback, useEffect, useState } from "react";
import { readCompareAddress, writeCompareAddress, type CompareAddress } from "./compare-address.ts";

/** What is selected in the comparison, kept in the address, and written past the router as on the desk. */
export function useCompareAddress(): [CompareAddress, (patch: Partial<CompareAddress>) => void] {
  const location = useLocation();
  const [address, setAddress] = useState(() => readCompareAddress(location.search));
  useEffect(() => setAddress(readCompareAddress(window.location.search)), [location.key]);

  const change = useCallback((patch: Partial<CompareAddress>) => {
    const { pathname, search } = window.location;
    const next = { ...readCompareAddress(search), ...patch };
    window.history.replaceState(window.history.state, "", pathname + writeCompareAddress(search, next));
    setAddress(next);
  }, []);
  return [address, change];
}
