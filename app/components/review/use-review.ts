import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import type { VerdictKind } from "~/core/annotation/annotation.ts";
import type { ReviewEntry } from "./review-entry.ts";
import { useReviewList, type ReviewListState } from "./use-review-list.ts";
import { useVerdict, type VerdictResult } from "./use-verdict.ts";

const DONE: Record<VerdictKind, string> = { approve: "Approved", "request-changes": "Changes asked for", reject: "Rejected" };
const AGAIN_AFTER_MS = 20_000;

export interface Review extends Omit<ReviewListState, "at" | "goTo"> {
  /** All that still wait. */
  waiting: ReviewEntry[];
  /** Decided here, not yet counted by the server. */
  justDecided: number;
  busy: boolean;
  trouble: Exclude<VerdictResult, { kind: "done" }> | null;
  announcement: string;
  move: (by: 1 | -1) => void;
  /** Answers whether the item is done with. */
  decide: (verdict: VerdictKind, reason?: string) => Promise<boolean>;
  refresh: () => void;
}

/** The way through the queue: what is shown, what comes next, what was decided. */
export function useReview(entries: ReviewEntry[]): Review {
  const { revalidate } = useRevalidator();
  const { busy, give } = useVerdict();
  const [decided, setDecided] = useState<ReadonlySet<string>>(new Set());
  const [trouble, setTrouble] = useState<Review["trouble"]>(null);
  const [announcement, setAnnouncement] = useState("");
  useRefreshOnReturn(revalidate);

  const waiting = entries.filter((entry) => !decided.has(keyOf(entry)));
  const { at, goTo, ...list } = useReviewList(waiting);
  const { visible, current } = list;

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

  return { ...list, waiting, justDecided: entries.length - waiting.length, busy, trouble, announcement, move, decide, refresh: revalidate };
}

/** What an entry is called when it is announced. */
function titleOf(entry: ReviewEntry): string {
  const names = entry.badges.map((badge) => badge.name).join(", ");
  const citation = entry.passages[0]?.citation;
  return citation ? `${names}, ${citation}` : names;
}

/** A mark that is edited and submitted again waits again, so the version belongs to it. */
function keyOf(entry: ReviewEntry): string {
  return `${entry.id}@${entry.version}`;
}

/** Asks again when somebody comes back to the page: others review too. */
function useRefreshOnReturn(refresh: () => void): void {
  const latest = useRef(refresh);
  useEffect(() => {
    latest.current = refresh;
  });
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
