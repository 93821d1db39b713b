import { useRevalidator, useSearchParams } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import type { VerdictKind } from "~/core/annotation/annotation.ts";
import type { ReviewEntry } from "./review-entry.ts";
import { useVerdict, type VerdictResult } from "./use-verdict.ts";

const DONE: Record<VerdictKind, string> = { approve: "Approved", "request-changes": "Changes asked for", reject: "Rejected" };
const AGAIN_AFTER_MS = 20_000;

export interface Review {
  /** All that still wait. */
  waiting: ReviewEntry[];
  /** Those of them that pass the filter. */
  visible: ReviewEntry[];
  current: ReviewEntry | null;
  /** Decided here, not yet counted by the server. */
  justDecided: number;
  /** A tag's slug, "link", or null for all. */
  filter: string | null;
  busy: boolean;
  trouble: Exclude<VerdictResult, { kind: "done" }> | null;
  announcement: string;
  /** The address of an entry under the present filter. */
  pathTo: (id: string) => string;
  move: (by: 1 | -1) => void;
  decide: (verdict: VerdictKind, reason?: string) => Promise<boolean>;
  refresh: () => void;
}

/** The way through the queue: what is shown, what comes next, what was decided. Selection and filter are in the address. */
export function useReview(entries: ReviewEntry[]): Review {
  const [search, setSearch] = useSearchParams();
  const { revalidate } = useRevalidator();
  const { busy, give } = useVerdict();
  const [decided, setDecided] = useState<ReadonlySet<string>>(new Set());
  const [trouble, setTrouble] = useState<Review["trouble"]>(null);
  const [announcement, setAnnouncement] = useState("");
  useRefreshOnReturn(revalidate);

  const [selected, select] = useSelected(search.get("item"));

  const filter = search.get("tag");
  const waiting = entries.filter((entry) => !decided.has(keyOf(entry)));
  const visible = filter === null ? waiting : waiting.filter((entry) => entry.badges.some((badge) => badge.slug === filter));
  const current = visible.find((entry) => entry.id === selected) ?? visible[0] ?? null;
  const at = current ? visible.indexOf(current) : -1;

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

  const move = (by: 1 | -1) => {
    const entry = visible[at + by];
    setTrouble(null);
    setAnnouncement(entry ? `${at + by + 1} of ${visible.length}: ${titleOf(entry)}` : by > 0 ? "This is the last one." : "This is the first one.");
    if (entry) goTo(entry);
  };

  const leave = (entry: ReviewEntry, words: string) => {
    const next = visible[at + 1] ?? visible[at - 1];
    setDecided((before) => new Set(before).add(keyOf(entry)));
    setAnnouncement(`${words}. ${next ? `${visible.length - 1} left. Next: ${titleOf(next)}` : "Nothing is left here."}`);
    goTo(next);
  };

  const decide = async (verdict: VerdictKind, reason = ""): Promise<boolean> => {
    if (!current || busy) return false;
    const result = await give(current, verdict, reason.trim());
    setTrouble(result.kind === "done" ? null : result);
    if (result.kind === "done") leave(current, DONE[verdict]);
    if (result.kind === "overtaken") leave(current, result.title);
    if (result.kind !== "failed") revalidate();
    return result.kind === "done" || result.kind === "overtaken";
  };

  const justDecided = entries.length - waiting.length;
  return { waiting, visible, current, justDecided, filter, busy, trouble, announcement, pathTo, move, decide, refresh: revalidate };
}

/** What an entry is called when it is announced. */
export function titleOf(entry: ReviewEntry): string {
  const names = entry.badges.map((badge) => badge.name).join(", ");
  const citation = entry.passages[0]?.citation;
  return citation ? `${names}, ${citation}` : names;
}

/** A mark that is edited and submitted again waits again, so the version belongs to it. */
function keyOf(entry: ReviewEntry): string {
  return `${entry.id}@${entry.version}`;
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

/** Asks again when somebody comes back to the page: others review too. */
function useRefreshOnReturn(refresh: () => void): void {
  const latest = useRef(refresh);
  latest.current = refresh;
  useEffect(() => {
    let asked = Date.now();
    const onVisible = () => {
      if (document.visibilityState !== "visible" || Date.now() - asked < AGAIN_AFTER_MS) return;
      asked = Date.now();
      latest.current();
    };
    document.addEventListener("visibilitychange", onVisible);
    return () => document.removeEventListener("visibilitychange", onVisible);
  }, []);
}
