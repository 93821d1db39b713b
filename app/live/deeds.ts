/**
 * What a person did to the marks of one document and could want back: told to whoever takes it down (mark-steps).
 *
 * Called by the mark store. What must stay true: nothing done before somebody listens is missed; what is done within
 * one `asOneStep` has one number.
 */
import type { Kind, Task } from "./errand.ts";
import type { Mark } from "./mark-shelf.ts";

/** One thing done. */
export interface Deed {
  kind: Kind;
  /** Of the mark. */
  id: string;
  task: Task;
  /** The mark as it was; undefined when it was made by this. */
  before: Mark | undefined;
  /** Deeds of one number are one step. */
  step: number;
  /** Rejects when it was refused. */
  done: Promise<unknown>;
}

/** How many wait for a listener. */
const MOST = 100;

export class Deeds {
  #step = 0;
  #inStep = false;
  #untold: Deed[] = [];
  #listener: ((deed: Deed) => void) | null = null;

  tell(deed: Omit<Deed, "step">): void {
    if (!this.#inStep) this.#step += 1;
    const told = { ...deed, step: this.#step };
    if (this.#listener) this.#listener(told);
    else this.#untold = [...this.#untold, told].slice(-MOST);
  }

  /** One listener; null for none. */
  listen(listener: ((deed: Deed) => void) | null): void {
    this.#listener = listener;
    if (listener) for (const deed of this.#untold.splice(0)) listener(deed);
  }

  /** Everything done by `work`, before it returns, is one step. */
  asOneStep<Answer>(work: () => Answer): Answer {
    const outer = this.#inStep;
    if (!outer) this.#step += 1;
    this.#inStep = true;
    try {
      return work();
    } finally {
      this.#inStep = outer;
    }
  }

  forget(): void {
    this.#untold = [];
  }
}
