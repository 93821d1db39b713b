/**
 * What the page says about saving: one sentence from the text's own account and the marks on their way. Pure.
 *
 * What must stay true: "Saved" only when nothing of this page, text or marks, could be lost by closing it.
 */
import type { LinkState, SaveState } from "~/live/connection.ts";

export interface SaveAccount {
  /** Of each text on the page that has a connection. */
  texts: readonly { save: SaveState; link: LinkState }[];
  /** Marks on their way, and since when there have been some. */
  marks: number;
  marksSince: number | null;
  /** Marks that were refused and wait for a decision. */
  refused: number;
}

export interface SaveWords {
  tone: "saved" | "saving" | "unsaved";
  words: string;
}

/** Marks that take longer are told as not saved. */
const PATIENCE = 2_500;

export function saveWords({ texts, marks, marksSince, refused }: SaveAccount, now: number): SaveWords {
  const unsaved = texts.flatMap(({ save }) => (save.state === "unsaved" ? [save] : []));
  const late = marksSince !== null && now - marksSince >= PATIENCE;
  const changes = unsaved.reduce((sum, save) => sum + save.changes, 0) + (late ? marks : 0) + refused;
  if (changes > 0) {
    const since = [...unsaved.filter((save) => save.changes > 0).map((save) => save.since), ...(late ? [marksSince] : [])];
    const from = since.length > 0 ? `, since ${clock(Math.min(...since))}` : "";
    return { tone: "unsaved", words: `Not saved (${changes} ${changes === 1 ? "change" : "changes"}${from})` };
  }
  if (marks > 0 || texts.some(({ save }) => save.state === "saving")) return { tone: "saving", words: "Saving…" };
  if (texts.some(({ link }) => link === "ended")) return { tone: "unsaved", words: "Not connected" };
  if (unsaved.length > 0) return { tone: "unsaved", words: `Not connected, since ${clock(Math.min(...unsaved.map((save) => save.since)))}` };
  return { tone: "saved", words: "Saved" };
}

function clock(time: number): string {
  return new Date(time).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}
