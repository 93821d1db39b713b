/**
 * What is done to many marks at once: which of them it is allowed for, in which order it is sent, how it is taken back.
 *
 * Called by the bulk bar. Promises: what the rules refuse is not sent, and told with the rules' own words; what is
 * handed to the store is sent until it is answered, the rest waits here and is never shown as done; the way back undoes
 * only this step, whatever others have changed meanwhile.
 */
import type { Actor } from "~/core/access/can.ts";
import type { Annotation, Link } from "~/core/annotation/annotation.ts";
import { decide, type MarkCommand } from "~/core/annotation/decide.ts";
import { Problem } from "~/core/problem.ts";
import { ApiProblem } from "~/live/api.ts";
import { decidable } from "~/live/mark-plans.ts";
import type { MarkStore } from "~/live/mark-store.ts";

export type BulkAction = { verb: "submit" | "withdraw" | "delete" } | { verb: "tag" | "untag"; slug: string };

export type BulkMark = Annotation | Link;

/** Why some marks stay as they are. */
export type Refusals = ReadonlyMap<string, number>;

export interface BulkPlan {
  action: BulkAction;
  /** Those it changes. */
  marks: readonly BulkMark[];
  /** Those of them on which a verdict counts: a change withdraws it, and nothing brings it back. */
  decided: readonly BulkMark[];
  /** By reason, how many it is not allowed for. */
  refused: Refusals;
  /** How many it changes nothing about. */
  same: number;
}

const COMMANDS: Record<BulkAction["verb"], MarkCommand> = {
  submit: { type: "submit" }, withdraw: { type: "withdraw" }, delete: { type: "delete" }, tag: { type: "edit" }, untag: { type: "edit" },
};

/** What an action would do to these marks. */
export function planBulk(marks: readonly BulkMark[], action: BulkAction, actor: Actor): BulkPlan {
  const changed: BulkMark[] = [];
  const refused = new Map<string, number>();
  let same = 0;
  for (const mark of marks) {
    const why = refusal(mark, action, actor);
    if (why !== null) refused.set(why, (refused.get(why) ?? 0) + 1);
    else if (isDone(mark, action)) same += 1;
    else changed.push(mark);
  }
  const edits = "slug" in action;
  const decided = changed.filter(({ state }) => edits && (state === "approved" || state === "rejected"));
  return { action, marks: changed, decided, refused, same };
}

/** The rules' words, as the end of a sentence: "only its author may change it". */
function refusal(mark: BulkMark, action: BulkAction, actor: Actor): string | null {
  if ("slug" in action && !("tags" in mark)) return "links have no tags";
  try {
    decide(decidable(mark), COMMANDS[action.verb], actor);
    return null;
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause;
    if (cause.type === "wrong-state") return action.verb === "submit" ? "only drafts are submitted" : "only what is submitted is taken back";
    if (cause.type === "private") return "private marks are not submitted";
    const words = (cause.detail ?? cause.title).replace(/\.$/, "");
    return words.charAt(0).toLowerCase() + words.slice(1);
  }
}

function isDone(mark: BulkMark, action: BulkAction): boolean {
  if (!("slug" in action) || !("tags" in mark)) return false;
  return mark.tags.includes(action.slug) === (action.verb === "tag");
}

/** One command, through the store. Rejects with an ApiProblem. */
export function send(store: MarkStore, mark: BulkMark, action: BulkAction): Promise<unknown> {
  const isLink = !("tags" in mark);
  switch (action.verb) {
    case "submit":
      return isLink ? store.submitLink(mark.id) : store.submit(mark.id);
    case "withdraw":
      return isLink ? store.withdrawLink(mark.id) : store.withdraw(mark.id);
    case "delete":
      return isLink ? store.removeLink(mark.id) : store.remove(mark.id);
    case "tag":
    case "untag":
      return retag(store, mark.id, action);
  }
}

/** The tags as they are now, with one more or less. */
async function retag(store: MarkStore, id: string, { verb, slug }: { verb: "tag" | "untag"; slug: string }): Promise<unknown> {
  const now = store.snapshot().annotations.find((one) => one.id === id)?.tags ?? [];
  const others = now.filter((one) => one !== slug);
  return store.edit(id, { tags: verb === "tag" ? [...others, slug] : others });
}

/** Takes one command back. */
export function takeBack(store: MarkStore, mark: BulkMark, action: BulkAction): Promise<unknown> {
  const isLink = !("tags" in mark);
  switch (action.verb) {
    case "submit":
      return send(store, mark, { verb: "withdraw" });
    case "withdraw":
      return send(store, mark, { verb: "submit" });
    case "delete":
      return isLink ? store.restoreLink(mark.id) : store.restore(mark.id);
    case "tag":
      return send(store, mark, { verb: "untag", slug: action.slug });
    case "untag":
      return send(store, mark, { verb: "tag", slug: action.slug });
  }
}

/** So many are on their way at once. */
const AT_ONCE = 6;

export interface RunOptions {
  signal: AbortSignal;
  onProgress: (answered: number) => void;
}

export interface RunResult {
  done: BulkMark[];
  /** By reason. */
  refused: Refusals;
}

/** Does `work` for each mark, a few at a time, in their order, until it is stopped; what is on its way then is still waited for. */
export async function runBulk(marks: readonly BulkMark[], work: (mark: BulkMark) => Promise<unknown>, { signal, onProgress }: RunOptions): Promise<RunResult> {
  const done: BulkMark[] = [];
  const refused = new Map<string, number>();
  let [taken, answered] = [0, 0];
  const take = (): BulkMark | undefined => (signal.aborted ? undefined : marks[taken++]);
  const line = async (): Promise<void> => {
    for (let mark = take(); mark; mark = take()) {
      try {
        await work(mark);
        done.push(mark);
      } catch (cause) {
        const { title } = ApiProblem.from(cause);
        refused.set(title, (refused.get(title) ?? 0) + 1);
      }
      answered += 1;
      onProgress(answered);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, marks.length) }, line));
  return { done, refused };
}
