import type { HistoryEntry } from "~/core/annotation/annotation.ts";

const WORDS: Record<string, string> = {
  created: "made it",
  edited: "edited it",
  reanchored: "moved it with the text",
  deleted: "deleted it",
  restored: "restored it",
  submitted: "submitted it",
  withdrawn: "took it back",
  approved: "approved it",
  "changes-requested": "asked for changes",
  rejected: "rejected it",
  commented: "commented",
};

/** What somebody did, after their name. */
export function historyWords(entry: HistoryEntry): string {
  if (entry.action === "reanchored" && entry.before?.quote !== entry.after?.quote) return "moved it to other words";
  const words = WORDS[entry.action] ?? entry.action;
  const changed = Object.keys({ ...entry.before, ...entry.after });
  if (entry.action === "edited" && changed.includes("note") && !changed.includes("tags")) return "edited the note";
  if (entry.action === "edited" && changed.includes("tags") && !changed.includes("note")) return "changed the tags";
  return words;
}

/** What was said with it, if anything: a reason, or the words a mark was moved to. */
export function historyReason(entry: HistoryEntry): string | null {
  const moved = entry.action === "reanchored" && entry.before?.quote !== entry.after?.quote ? entry.after?.quote : undefined;
  const reason = moved ?? entry.after?.reason ?? entry.after?.text;
  return typeof reason === "string" && reason !== "" ? reason : null;
}
