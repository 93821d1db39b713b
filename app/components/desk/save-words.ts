/**
 * What the page says about saving: one sentence from the text's own account and the marks on their way. Pure.
 *
 * What must stay true: "Saved" only when nothing of this page, text or marks, could be lost by closing it.
 */
import type { LinkState, SaveState } from "~/live/connection.ts";
import type { UnsentTally } from "~/live/mark-outbox.ts";

export interface SaveAccount {
  /** Of each text on the page that has a connection. */
  texts: readonly { save: SaveState; link: LinkState }[];
  /** Of each document on the page: what was done to its marks and is on its way, or was refused and waits for a decision. */
  marks: readonly UnsentTally[];
}

export interface SaveWords {
  tone: "saved" | "saving" | "unsaved";
  words: string;
}

/** Marks that take longer are told as not saved. */
const PATIENCE = 2_500;

export function saveWords({ texts, marks }: SaveAccount, now: number): SaveWords {
  const unsaved = texts.flatMap(({ save }) => (save.state === "unsaved" ? [save] : []));
  const late = marks.flatMap(({ waiting, since }) => (since !== null && now - since >= PATIENCE ? [{ changes: waiting, since }] : []));
  const open = [...unsaved.filter((save) => save.changes > 0), ...late];
  const changes = [...open, ...marks.map(({ refused }) => ({ changes: refused }))].reduce((sum, one) => sum + one.changes, 0);
  if (changes > 0) {
    const from = open.length > 0 ? `, since ${clock(Math.min(...open.map(({ since }) => since)), now)}` : "";
    return { tone: "unsaved", words: `Not saved (${changes} ${changes === 1 ? "change" : "changes"}${from})` };
  }
  if (marks.some(({ waiting }) => waiting > 0) || texts.some(({ save }) => save.state === "saving")) return { tone: "saving", words: "Saving…" };
  if (texts.some(({ link }) => link === "ended")) return { tone: "unsaved", words: "Not connected" };
  if (unsaved.length > 0) return { tone: "unsaved", words: `Not connected, since ${clock(Math.min(...unsaved.map((save) => save.since)), now)}` };
  return { tone: "saved", words: "Saved" };
}

/** The time of day, with the day where it is another one. */
function clock(time: number, now: number): string {
  const day = (at: number): string => new Date(at).toLocaleDateString("en-GB", { day: "numeric", month: "long" });
  const hour = new Date(time).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  return day(time) === day(now) ? hour : `${day(time)}, ${hour}`;
}
