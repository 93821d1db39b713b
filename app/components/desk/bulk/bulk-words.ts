/** What people are told of something done to many marks. Pure. */
import type { BulkAction, Refusals } from "./bulk-work.ts";

/** "Submitting", while it is being done. */
export const DOING: Record<BulkAction["verb"], string> = {
  submit: "Submitting", withdraw: "Taking back", delete: "Deleting", tag: "Tagging", untag: "Removing the tag",
};

const DONE: Record<BulkAction["verb"], string> = {
  submit: "submitted", withdraw: "taken back from review", delete: "deleted", tag: "tagged", untag: "relieved of the tag",
};

export interface BulkOutcome {
  verb: BulkAction["verb"];
  /** How many were picked. */
  all: number;
  done: number;
  /** How many were so already. */
  same: number;
  refused: Refusals;
  stopped: boolean;
}

/** "9 of 12 marks submitted. 3 were not changed: only its author may submit it (3)." */
export function outcomeWords({ verb, all, done, same, refused, stopped }: BulkOutcome): string {
  const count = done === all ? `${marks(done)} ${DONE[verb]}` : done === 0 ? "Nothing was changed" : `${done} of ${marks(all)} ${DONE[verb]}`;
  const left = [...refused.values()].reduce((sum, one) => sum + one, 0);
  const reasons = [...refused].map(([why, times]) => (refused.size === 1 ? why : `${why} (${times})`)).join("; ");
  const sentences = [
    stopped && done > 0 ? `Stopped: ${count}` : count,
    left > 0 && (done === 0 ? `The reason: ${reasons}` : `${left} ${left === 1 ? "was" : "were"} not changed: ${reasons}`),
    same > 0 && `${same} ${same === 1 ? "was" : "were"} so already`,
  ];
  return sentences.filter(Boolean).map((sentence) => `${String(sentence)}.`).join(" ");
}

function marks(count: number): string {
  return count === 1 ? "1 mark" : `${count} marks`;
}

/** What is asked before verdicts are withdrawn. */
export function verdictQuestion(decided: number): string {
  return decided === 1
    ? "1 of them has a verdict. Changing it asks for a new review, and Undo does not bring the verdict back."
    : `${decided} of them have a verdict. Changing them asks for a new review, and Undo does not bring the verdicts back.`;
}
