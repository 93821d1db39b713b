/**
 * Commands on their way: one after the other for each mark, shown from the first moment, listed when refused.
 *
 * Called by the mark store. Promises: a command on a mark that is still being made waits for it, and is not sent when
 * the making was refused; what was refused is taken back on the screen and kept, all of it, for `retry`; what is not
 * answered is handed to a keeper where there is one. What must stay true: a rejected promise is never news to the
 * browser's console, because `failed` tells it to people; a command is let go of before the next on its mark is sent.
 */
import { ApiProblem } from "./api.ts";
import { waitsFor, type Errand } from "./errand.ts";
import { deliver, type Plan, type Post } from "./mark-delivery.ts";
import type { Mark, MarkShelf } from "./mark-shelf.ts";
import { wishedWords } from "./wished-words.ts";

/** What the outbox needs to know of a kind of marks. */
export interface Carrier<T extends Mark> {
  readonly shelf: MarkShelf<T>;
  readonly path: string;
  /** The same task, from the mark as it is seen now. */
  errand(id: string, task: Errand): Errand;
  /** Throws what the server would refuse. */
  foresee(errand: Errand): void;
  plan(errand: Errand): Plan<T>;
}

/** A command that the server has not answered, or has refused. */
export interface Unsent {
  /** Of the command; later ones sort after earlier ones. */
  key: string;
  errand: Errand;
  problem?: ApiProblem;
}

/** Where commands outlast the page. */
export interface Keeper {
  /** Keeps it, or what is new about it. */
  keep(unsent: Unsent): void;
  has(key: string): boolean;
  /** It needs no keeping any more. Never rejects. */
  release(key: string): Promise<void>;
  /** Writes nothing from now on, not even what is on its way. */
  stop(): void;
}

export interface Order<T extends Mark> {
  carrier: Carrier<T>;
  errand: Errand;
  /** A refusal is no news, and it is not kept. */
  quiet?: boolean;
}

type Keyed<T extends Mark> = Order<T> & { key: string };

/** How much of what was done here the server does not have. */
export interface UnsentTally {
  waiting: number;
  /** When the oldest of the waiting was wished, in ms; null with none. */
  since: number | null;
  refused: number;
}

type Outcome = "done" | "refused";

interface Failure {
  key: string;
  problem: ApiProblem;
  again(): void;
}

export interface OutboxOptions extends Omit<Post, "path"> {
  newKey(): string;
  changed(): void;
}

export class MarkOutbox {
  readonly #options: OutboxOptions;
  /** By mark id: the end of the line of commands on it. */
  readonly #lines = new Map<string, Promise<Outcome>>();
  /** Everything that is not answered yet, by key. */
  readonly #travelling = new Map<string, Unsent & { quiet: boolean }>();
  /** By mark id, oldest first. */
  readonly #failures = new Map<string, Failure[]>();
  #keeper: Keeper | null = null;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  pending(): ReadonlySet<string> {
    return new Set([...this.#travelling.values()].map(({ errand }) => errand.id));
  }

  /** By mark id: the oldest refusal. */
  failed(): ReadonlyMap<string, ApiProblem> {
    return new Map([...this.#failures].flatMap(([id, [first]]) => (first ? [[id, first.problem] as const] : [])));
  }

  tally(): UnsentTally {
    const times = [...this.#travelling.values()].map(({ errand }) => Date.parse(errand.at));
    const refused = [...this.#failures.values()].reduce((sum, list) => sum + list.length, 0);
    return { waiting: times.length, since: times.length > 0 ? Math.min(...times) : null, refused };
  }

  /** Would something be lost by closing the page now? What was refused has been told. */
  wouldLose(): boolean {
    return [...this.#travelling.keys()].some((key) => !this.#keeper?.has(key));
  }

  /** From now on, and for all that is on its way or was refused. */
  keepWith(keeper: Keeper): void {
    this.#keeper = keeper;
    for (const unsent of this.#travelling.values()) if (!unsent.quiet) keeper.keep(unsent);
    for (const { key, problem } of [...this.#failures.values()].flat()) keeper.keep({ key, errand: problem.more.wished as Errand, problem });
  }

  /** Nothing more is kept by this one. */
  keepWithout(keeper: Keeper): void {
    if (this.#keeper === keeper) this.#keeper = null;
  }

  /** Sends a command. Rejects with an ApiProblem; a caller that does not listen misses nothing. */
  send<T extends Mark>(order: Order<T>): Promise<T> {
    const done = this.#begin({ ...order, key: this.#options.newKey() }, false);
    done.catch(() => undefined);
    return done;
  }

  /** Takes over what a page before this one could not send, or was refused. */
  resume<T extends Mark>(carrier: Carrier<T>, { key, errand, problem }: Unsent): void {
    if (!problem) return void this.#begin({ carrier, errand, key }, true).catch(() => undefined);
    this.#list({ carrier, errand, key }, problem.with({ wished: errand }));
    this.#options.changed();
  }

  /** Sends the oldest refused command on a mark again, and those that waited for it. */
  retry(id: string): void {
    const [first, ...others] = this.#failures.get(id) ?? [];
    const followers = others.findIndex(({ problem }) => problem.type !== "not-sent");
    const again = [first, ...(followers < 0 ? others : others.slice(0, followers))];
    for (const failure of again) {
      this.dismiss(id);
      failure?.again();
    }
  }

  /** Lets go of the oldest refused command on a mark. */
  dismiss(id: string): void {
    const [first, ...others] = this.#failures.get(id) ?? [];
    if (!first) return;
    if (others.length > 0) this.#failures.set(id, others);
    else this.#failures.delete(id);
    void this.#keeper?.release(first.key);
    this.#options.changed();
  }

  /**
   * Lets go of everything refused or not answered; the network has been stopped before. Answers the words that people had
   * written in it, oldest first.
   */
  drop(): string[] {
    const refused = [...this.#failures.values()].flat().map(({ problem }) => problem.more.wished);
    const waiting = [...this.#travelling.values()].map(({ errand }) => errand);
    this.#failures.clear();
    this.#travelling.clear();
    this.#keeper?.stop();
    this.#keeper = null;
    return [...refused, ...waiting].map(wishedWords).filter((written) => written !== "");
  }

  async #begin<T extends Mark>(order: Keyed<T>, resumed: boolean): Promise<T> {
    const { carrier, errand } = order;
    try {
      // What was wished before is judged by the server alone: it may have been done.
      if (!resumed) carrier.foresee(errand);
    } catch (cause) {
      const told = this.#fail(order, ApiProblem.from(cause));
      this.#options.changed();
      throw told;
    }
    const { shelf } = carrier;
    const made = shelf.get(errand.id) !== undefined || shelf.removed(errand.id) !== undefined;
    const before = [errand.id, ...waitsFor(errand)].flatMap((id) => this.#lines.get(id) ?? []);
    const sending = this.#travel(order, before, made, resumed);
    const line = sending.then(() => this.#release(order.key), (): Outcome => "refused");
    this.#lines.set(errand.id, line);
    void line.then(() => {
      if (this.#lines.get(errand.id) === line) this.#lines.delete(errand.id);
    });
    return sending;
  }

  async #travel<T extends Mark>(order: Keyed<T>, before: Promise<Outcome>[], made: boolean, resumed: boolean): Promise<T> {
    const { carrier, errand, key, quiet = false } = order;
    const { shelf, path } = carrier;
    const plan = carrier.plan(errand);
    const mayHaveArrived = resumed || errand.verb === "restore";
    const deliverNow = (): Promise<T | undefined> => deliver(plan, shelf, { ...this.#options, path }, mayHaveArrived);
    const deliverAfter = async (): Promise<T | undefined> => {
      const outcomes = await Promise.all(before);
      if (!made && shelf.get(errand.id) === undefined && outcomes.includes("refused")) throw notSent();
      return deliverNow();
    };
    shelf.wish(plan);
    this.#travelling.set(key, { key, errand, quiet });
    if (!quiet) this.#keeper?.keep({ key, errand });
    // On its way before it is drawn here: the others wait for it too.
    const delivered = before.length === 0 ? deliverNow() : deliverAfter();
    this.#options.changed();
    try {
      const answer = await delivered;
      if (answer) shelf.put(answer);
      else shelf.drop(errand.id);
      return (shelf.get(errand.id) ?? answer) as T;
    } catch (cause) {
      throw this.#fail(order, ApiProblem.from(cause));
    } finally {
      shelf.settle(plan);
      this.#travelling.delete(key);
      this.#options.changed();
    }
  }

  async #release(key: string): Promise<Outcome> {
    await this.#keeper?.release(key);
    return "done";
  }

  #fail<T extends Mark>(order: Keyed<T>, problem: ApiProblem): ApiProblem {
    const { errand, key, quiet = false } = order;
    const told = problem.with({ wished: errand });
    // Stopped by `drop`, which has told of it.
    if (quiet || problem.type === "aborted") return told;
    this.#list(order, told);
    // Who is signed out has not been refused: signed in again, it is sent.
    if (problem.status !== 401) this.#keeper?.keep({ key, errand, problem });
    return told;
  }

  #list<T extends Mark>({ carrier, errand, key }: Keyed<T>, problem: ApiProblem): void {
    const again = (): void => void this.send({ carrier, errand: carrier.errand(errand.id, errand) });
    this.#failures.set(errand.id, [...(this.#failures.get(errand.id) ?? []), { key, problem, again }]);
  }
}

function notSent(): ApiProblem {
  return new ApiProblem(0, "not-sent", "It was not sent", "What it belongs to was refused. Try that again first.");
}
