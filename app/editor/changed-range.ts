/**
 * What differs between two versions of a document, as one stretch, and how positions move over it.
 *
 * Called by the highlights for changes that come from Yjs: y-prosemirror replaces the whole document for each of them,
 * so that the transaction's own mapping would lose every position. What must stay true: unchanged nodes are the same
 * objects in both versions (y-prosemirror keeps them), which makes the comparison cheap.
 */
import type { Node } from "prosemirror-model";
import { Mapping, StepMap } from "prosemirror-transform";

/** [from, oldTo) in the old version became [from, newTo) in the new one. */
export interface ChangedRange {
  from: number;
  oldTo: number;
  newTo: number;
}

/** The stretch outside of which nothing differs; null when nothing does. */
export function changedRange(old: Node, doc: Node): ChangedRange | null {
  const from = old.content.findDiffStart(doc.content);
  if (from === null) return null;
  const ends = old.content.findDiffEnd(doc.content) ?? { a: from, b: from };
  // With repeated letters start and end may cross; then the end gives way.
  const crossing = Math.max(0, from - Math.min(ends.a, ends.b));
  return { from, oldTo: ends.a + crossing, newTo: ends.b + crossing };
}

/** How positions move from the old version to the new one. */
export function mappingOver({ from, oldTo, newTo }: ChangedRange): Mapping {
  return new Mapping([new StepMap([from, oldTo - from, newTo - from])]);
}

/** Does a step replace all of a stretch? */
export function replaces(map: StepMap, from: number, to: number): boolean {
  let all = false;
  map.forEach((start, end) => {
    if (start <= from && end >= to) all = true;
  });
  return all;
}

/** Does a stretch of the old version lie wholly beside the change? */
export function isOutside({ from, to }: { from: number; to: number }, change: ChangedRange): boolean {
  return to <= change.from || from >= change.oldTo;
}

/** Does the change lie between the ends of a stretch of the old version, touching neither? */
export function isInside(change: ChangedRange, { from, to }: { from: number; to: number }): boolean {
  return from < change.from && change.oldTo < to;
}

/** The changed stretch in the new version, widened to the blocks it touches and one neighbour on either side. */
export function touchedRange(doc: Node, { from, newTo }: ChangedRange): { from: number; to: number } {
  const first = doc.resolve(Math.min(from, doc.content.size)).index(0);
  const last = doc.resolve(Math.min(newTo, doc.content.size)).index(0);
  let position = 0;
  let start = 0;
  let end = doc.content.size;
  for (let nth = 0; nth < doc.childCount; nth += 1) {
    if (nth === first - 1) start = position;
    position += doc.child(nth).nodeSize;
    if (nth === last + 1) {
      end = position;
      break;
    }
  }
  return { from: start, to: end };
}
