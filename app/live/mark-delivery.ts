/**
 * How a command gets to the server: tried until it is answered, and never done twice.
 *
 * Called by the mark store. Promises: while the network is down it waits and sends the same again; when an answer was
 * lost it looks whether the command had arrived; a stale version is read again and the command repeated only if nobody
 * else touched the same fields, otherwise the conflict is thrown with both versions in it. It never gives up by itself.
 */
import { ApiProblem, isTransient, type request } from "./api.ts";
import type { Errand } from "./errand.ts";
import type { Mark, MarkShelf, Wish } from "./mark-shelf.ts";

export type Api = typeof request;

/** A command on one mark: how it looks, how it is sent, how to see that it has arrived. */
export interface Plan<T extends Mark> extends Wish<T> {
  /** What was wished, kept in the problem when it is refused. */
  readonly wished: Errand;
  /** Sends it once. `current` is the server's version; undefined is answered when the mark is gone afterwards. */
  send(api: Api, current: T | undefined): Promise<T | undefined>;
  /** Is this what was wished? Asked when an answer was lost. */
  hasArrived(current: T | undefined): boolean;
  /** The fields both sides changed; nothing may be overwritten unseen. */
  conflicts(current: T): string[];
}

export interface Post {
  api: Api;
  /** Waits before the next attempt. */
  pause(attempt: number): Promise<void>;
  /** "/annotations" or "/links". */
  path: string;
}

/** So often a stale version is read again before the command counts as refused. */
const MAX_STALE = 5;
/** Refusals that a command meets when it has arrived already. */
const MAY_HAVE_ARRIVED = new Set([404, 409, 412]);

/**
 * Sends the command until it is answered. Answers the server's version (undefined: gone); throws ApiProblem.
 * `mayHaveArrived`: it may have been sent before; what is known tells whether it still has to be.
 */
export async function deliver<T extends Mark>(plan: Plan<T>, shelf: MarkShelf<T>, post: Post, mayHaveArrived = false): Promise<T | undefined> {
  const known = shelf.get(plan.id);
  if (mayHaveArrived && plan.hasArrived(known)) return known;
  let answerLost = mayHaveArrived;
  let stale = 0;
  for (let attempt = 0; ; attempt += 1) {
    try {
      refuseConflict(plan, shelf.get(plan.id));
      return await plan.send(post.api, shelf.get(plan.id));
    } catch (cause) {
      const problem = ApiProblem.from(cause);
      if (isTransient(problem)) {
        answerLost = true;
        await post.pause(attempt);
        continue;
      }
      if (problem.type === "conflict") throw problem;
      const isStale = problem.status === 412;
      if (!isStale && !(answerLost && MAY_HAVE_ARRIVED.has(problem.status))) throw problem;
      const current = await readAgain(plan, shelf, post);
      if (plan.hasArrived(current)) return current;
      stale += 1;
      if (!isStale || !current || stale > MAX_STALE) throw problem;
    }
  }
}

/** The mark as it is now; undefined when it is gone or may no longer be seen. */
async function readAgain<T extends Mark>(plan: Plan<T>, shelf: MarkShelf<T>, post: Post): Promise<T | undefined> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const current = await post.api<T>("GET", `${post.path}/${plan.id}`);
      shelf.put(current);
      return shelf.get(plan.id);
    } catch (cause) {
      const problem = ApiProblem.from(cause);
      if (problem.status === 404) return undefined;
      if (!isTransient(problem)) throw problem;
      await post.pause(attempt);
    }
  }
}

function refuseConflict<T extends Mark>(plan: Plan<T>, current: T | undefined): void {
  const fields = current ? plan.conflicts(current) : [];
  if (fields.length === 0) return;
  const detail = `Somebody changed the same at the same time (${fields.join(", ")}). Yours is kept here: compare, then save again or let it go.`;
  throw new ApiProblem(412, "conflict", "It was changed by somebody else", detail, { fields, theirs: current });
}
