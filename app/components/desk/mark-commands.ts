/**
 * Commands of the desk with what people are told of them: a refusal becomes a toast (the card shows it too), a
 * deletion can be undone for ten seconds.
 */
import { toast } from "~/components/ui/toaster.tsx";
import { ApiProblem } from "~/live/api.ts";
import type { MarkStore } from "~/live/mark-store.ts";

/** So long a way back is offered. */
export const UNDO_MS = 10_000;

/** Tells people when `work` is refused, not when it was stopped because the page ends. Answers whether it was done. */
export async function telling(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (cause) {
    const problem = ApiProblem.from(cause);
    if (problem.type !== "aborted") toast.error(problem.title, { description: problem.detail });
    return false;
  }
}

/** Deletes at once and offers to undo. */
export function removeWithUndo(store: MarkStore, kind: "annotation" | "link", id: string): void {
  const isLink = kind === "link";
  const undo = () => void telling(undoDeletion(store, kind, id));
  const told = toast.message(isLink ? "Link deleted." : "Deleted.", { duration: UNDO_MS, action: { label: "Undo", onClick: undo } });
  void telling(isLink ? store.removeLink(id) : store.remove(id)).then((done) => {
    if (!done) told.dismiss();
  });
}

/** As a step back where steps are taken down, so that it can't be undone twice. */
async function undoDeletion(store: MarkStore, kind: "annotation" | "link", id: string): Promise<unknown> {
  const steps = await import("~/live/mark-steps.ts").then(({ stepsOf }) => stepsOf(store), () => undefined);
  const stepped = steps?.undoDeletion(id);
  if (stepped) return stepped.done ?? toast.message(stepped.said);
  return kind === "link" ? store.restoreLink(id) : store.restore(id);
}
