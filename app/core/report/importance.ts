/**
 * The order of findings: what a reader must see first comes first.
 *
 * Promises: a total order that does not depend on the order of the input; by the most important tag, within it as
 * the passages stand in the documents, those that are gone last. Rejected marks (in working copies) close the list.
 * Called by: `buildReport`, which numbers findings in this order.
 */

/** Tags in order of importance; all others come after them. */
const IMPORTANCE: readonly string[] = [
  "contradiction",
  "unaddressed",
  "rejected",
  "evasive",
  "law-only",
  "partially-addressed",
  "addressed",
];

/** What the order of a finding rests on. */
export interface Rankable {
  id: string;
  tags: readonly string[];
  rejected: boolean;
  /** Place of its document in the report. */
  document: number;
  /** Where its passage starts in the document; null when it is gone. */
  start: number | null;
  end: number | null;
}

/** Negative when `a` comes before `b`. */
export function compareImportance(a: Rankable, b: Rankable): number {
  return (
    Number(a.rejected) - Number(b.rejected) ||
    rank(a.tags) - rank(b.tags) ||
    a.document - b.document ||
    (a.start ?? Infinity) - (b.start ?? Infinity) || // NaN when both are gone: falls through
    (b.end ?? 0) - (a.end ?? 0) ||
    (a.id < b.id ? -1 : Number(a.id > b.id))
  );
}

function rank(tags: readonly string[]): number {
  const ranks = tags.map((slug) => IMPORTANCE.indexOf(slug)).filter((place) => place >= 0);
  return ranks.length > 0 ? Math.min(...ranks) : IMPORTANCE.length;
}
