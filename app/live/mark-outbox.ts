/**
 * Commands on their way: one after the other for each mark, shown from the first moment, listed when refused.
 *
 * Called by the mark store. Promises: a command on a mark that is still being made waits for it, and is not sent when
 * the making was refused; what was refused is taken back on the screen and kept, with what was wished, for `retry`.
 * What must stay true: a rejected promise is never news to the browser's console, because `failed` tells it to people.
 */
import { ApiProblem } from "./api.ts";
import { deliver, type Plan, type Post } from "./mark-delivery.ts";
import type { Mark, MarkShelf } from "./mark-shelf.ts";
import { wishedWords } from "./wished-words.ts";

/** A command, ready to be planned again against what is known later. */
export interface Order<T extends Mark> {
  id: string;
  plan(): Plan<T>;
  shelf: MarkShelf<T>;
  path: string;
  /** Marks that have to be on the server first. */
  after: string[];
  /** A refusal is no news. */
  quiet: boolean;
}

type Outcome = "done" | "refused";

interface Failure {
  problem: ApiProblem;
  again(): void;
}

export class MarkOutbox {
  readonly #post: Omit<Post, "path">;
  readonly #changed: () => void;
  /** By mark id: the end of the line of commands on it. */
  readonly #lines = new Map<string, Promise<Outcome>>();
  readonly #waiting = new Map<string, number>();
  /** Everything that is not answered yet, as it was wished. */
  readonly #travelling = new Set<Plan<Mark>["wished"]>();
  readonly #failures = new Map<string, Failure>();

  constructor(post: Omit<Post, "path">, changed: () => void) {
    this.#post = post;
    this.#changed = changed;
  }

  pending(): ReadonlySet<string> {
    return new Set(this.#waiting.keys());
  }

  failed(): ReadonlyMap<string, ApiProblem> {
    return new Map([...this.#failures].map(([id, { problem }]) => [id, problem]));
  }

  /** Sends a command. Rejects with an ApiProblem; a caller that does not listen misses nothing. */
  send<T extends Mark>(order: Order<T>): Promise<T> {
    const done = this.#sendNow(order);
    done.catch(() => undefined);
    return done;
  }

  retry(id: string): void {
    const failure = this.#failures.get(id);
    if (!failure) return;
    this.dismiss(id);
    failure.again();
  }

  dismiss(id: string): void {
    if (this.#failures.delete(id)) this.#changed();
  }

  /**
   * Lets go of everything refused or not answered; the network has been stopped before. Answers the words that people had
   * written in it, oldest first.
   */
  drop(): string[] {
    const refused = [...this.#failures.values()].map(({ problem }) => problem.more.wished);
    const words = [...refused, ...this.#travelling].map(wishedWords).filter((written) => written !== "");
    this.#failures.clear();
    this.#travelling.clear();
    return words;
  }

  async #sendNow<T extends Mark>(order: Order<T>): Promise<T> {
    let plan: Plan<T>;
    try {
      plan = order.plan();
    } catch (cause) {
      throw this.#fail(order, ApiProblem.from(cause), undefined);
    }
    const made = order.shelf.get(order.id) !== undefined || order.shelf.removed(order.id) !== undefined;
    const before = [order.id, ...order.after].flatMap((id) => this.#lines.get(id) ?? []);
    const sending = this.#travel(order, plan, before, made);
    this.#enqueue(order.id, sending);
    return sending;
  }

  #enqueue(id: string, sending: Promise<unknown>): void {
    const line = sending.then((): Outcome => "done", (): Outcome => "refused");
    this.#lines.set(id, line);
    void line.then(() => {
      if (this.#lines.get(id) === line) this.#lines.delete(id);
    });
  }

  async #travel<T extends Mark>(order: Order<T>, plan: Plan<T>, before: Promise<Outcome>[], made: boolean): Promise<T> {
    const { id, shelf, path } = order;
    const deliverNow = (): Promise<T | undefined> => deliver(plan, shelf, { ...this.#post, path });
    const deliverAfter = async (): Promise<T | undefined> => {
      const outcomes = await Promise.all(before);
      if (!made && shelf.get(id) === undefined && outcomes.includes("refused")) throw notSent();
      return deliverNow();
    };
    shelf.wish(plan);
    this.#count(id, 1);
    this.#travelling.add(plan.wished);
    // On its way before it is drawn here: the others wait for it too.
    const delivered = before.length === 0 ? deliverNow() : deliverAfter();
    this.#changed();
    try {
      const answer = await delivered;
      if (answer) shelf.put(answer);
      else shelf.drop(id);
      return (shelf.get(id) ?? answer) as T;
    } catch (cause) {
      throw this.#fail(order, ApiProblem.from(cause), plan);
    } finally {
      shelf.settle(plan);
      this.#travelling.delete(plan.wished);
      this.#count(id, -1);
      this.#changed();
    }
  }

  #count(id: string, step: number): void {
    const count = (this.#waiting.get(id) ?? 0) + step;
    if (count > 0) this.#waiting.set(id, count);
    else this.#waiting.delete(id);
  }

  #fail<T extends Mark>(order: Order<T>, problem: ApiProblem, plan: Plan<T> | undefined): ApiProblem {
    const told = plan ? problem.with({ wished: plan.wished }) : problem;
    const wasTold = problem.type === "not-sent" && this.#failures.has(order.id);
    // Stopped by `drop`, which has told of it.
    const wasDropped = problem.type === "aborted";
    if (!order.quiet && !wasTold && !wasDropped) this.#failures.set(order.id, { problem: told, again: () => void this.send(order) });
    if (!plan) this.#changed();
    return told;
  }
}

function notSent(): ApiProblem {
  return new ApiProblem(0, "not-sent", "It was not sent", "What it belongs to was refused. Try that again first.");
}
