import { useSearchParams } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import type { ReviewEntry } from "./review-entry.ts";

export interface ReviewListState {
  /** Those that pass the filter. */
  visible: ReviewEntry[];
  /** The chosen one, or the first. */
  current: ReviewEntry | null;
  /** Its place among the visible ones; -1 when there is none. */
  at: number;
  /** A tag's slug, "link", or null for all. */
  filter: string | null;
  /** The address of an entry under the present filter. */
  pathTo: (id: string | null) => string;
  goTo: (entry: ReviewEntry | undefined) => void;
}

/** Which entries are shown and which one is chosen; both are in the address. */
export function useReviewList(waiting: ReviewEntry[]): ReviewListState {
  const [search, setSearch] = useSearchParams();
  const [selected, select] = useSelected(search.get("item"));
  const filter = search.get("tag");
  const visible = filter === null ? waiting : waiting.filter((entry) => entry.badges.some((badge) => badge.slug === filter));
  const current = visible.find((entry) => entry.id === selected) ?? visible[0] ?? null;

  const pathTo = (id: string | null) => {
    const params = new URLSearchParams();
    if (filter !== null) params.set("tag", filter);
    if (id !== null) params.set("item", id);
    return `?${params}`;
  };
  const goTo = (entry: ReviewEntry | undefined) => {
    select(entry?.id ?? null);
    setSearch(pathTo(entry?.id ?? null), { replace: true, preventScrollReset: true });
  };
  return { visible, current, at: current ? visible.indexOf(current) : -1, filter, pathTo, goTo };
}

/** The chosen item: at once when a key is pressed, and whatever the address says when that changes otherwise. */
function useSelected(inAddress: string | null): [string | null, (id: string | null) => void] {
  const [selected, setSelected] = useState(inAddress);
  const asked = useRef(inAddress);
  useEffect(() => {
    if (asked.current === inAddress) return;
    asked.current = inAddress;
    setSelected(inAddress);
  }, [inAddress]);
  const select = (id: string | null) => {
    asked.current = id;
    setSelected(id);
  };
  return [selected, select];
}
