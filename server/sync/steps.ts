/**
 * How many steps a change may cost.
 *
 * Yjs looks for an item's place from its left neighbour on, one item after the other, as long as what it meets was written
 * at the same time. Honest people meet what the others have just written there; a crafted change can make each of its
 * thousands of items pass the whole text, which takes minutes. Used by batch.ts around a change; counted by our patch of
 * Yjs (docs/decisions/0010) and by placement.ts. What must stay true: no batch takes more than `STEPS.batch`.
 */
import type * as Y from "yjs";

/** A step is up to 300 ns on a busy machine, so a batch some 60 ms at most. */
export const STEPS = {
  /** For what is typed now. */
  write: 10_000,
  /** For the answer to our question: what was typed in a long absence meets all that others have written in it. */
  answer: 200_000,
  /** For each item of the change besides: what is pasted is looked at one by one where somebody else writes meanwhile. */
  item: 4,
  batch: 200_000,
};

/** A document that counts; without `stepsLeft` it doesn't. */
type Counting = Y.Doc & { stepsLeft?: number | undefined };

/** Does `work`, which throws a RangeError when it takes more than `most` steps in `doc`. Answers how many it took, too. */
export function countingSteps<T>(doc: Counting, most: number, work: () => T): { outcome: T; steps: number } {
  doc.stepsLeft = most;
  try {
    const outcome = work();
    return { outcome, steps: most - doc.stepsLeft };
  } finally {
    // Deleted, every look at the document afterwards would be slower.
    doc.stepsLeft = undefined;
  }
}

/** One step more. Throws when there is none left. */
export function takeStep(doc: Counting): void {
  if (doc.stepsLeft === undefined) return;
  doc.stepsLeft -= 1;
  if (doc.stepsLeft < 0) throw new RangeError("too many steps to an item's place");
}
