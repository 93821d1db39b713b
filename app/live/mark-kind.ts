/**
 * One kind of marks of a document, annotations or links, and what can be done to a mark of either kind.
 *
 * Two of them are kept by the mark store, which adds what only one kind knows (comments, places, the ends of a link).
 * What must stay true: a command is planned from the mark as the person sees it at that moment, by the rules of core,
 * and planned anew when it is tried again.
 */
import { ApiProblem } from "./api.ts";
import type { Plan } from "./mark-delivery.ts";
import type { MarkOutbox } from "./mark-outbox.ts";
import { editPlan, judgePlan, removePlan, restorePlan, statePlan, type Judgement, type Wisher } from "./mark-plans.ts";
import { MarkShelf, type Mark } from "./mark-shelf.ts";

/** How a command travels. */
export interface SendOptions {
  /** Marks that have to be on the server first. */
  after?: string[];
  /** A refusal is no news. */
  quiet?: boolean;
}

export class MarkKind<T extends Mark> {
  readonly shelf: MarkShelf<T>;
  readonly #path: "/annotations" | "/links";
  readonly #outbox: MarkOutbox;
  readonly #wisher: () => Wisher;

  constructor(path: "/annotations" | "/links", initial: readonly T[], outbox: MarkOutbox, wisher: () => Wisher) {
    this.shelf = new MarkShelf(initial);
    this.#path = path;
    this.#outbox = outbox;
    this.#wisher = wisher;
  }

  edit(id: string, patch: Partial<T>): Promise<T> {
    return this.change(id, (seen, wisher) => editPlan(this.#path, seen, patch, wisher));
  }

  async remove(id: string): Promise<void> {
    await this.change(id, (seen, wisher) => removePlan(this.#path, seen, wisher));
  }

  /** Undoes `remove`. */
  restore(id: string): Promise<T> {
    return this.send(id, () => restorePlan(this.#path, id, this.shelf.removed(id)));
  }

  /** Submits for review, or takes back from it. */
  turn(id: string, verb: "submit" | "withdraw"): Promise<T> {
    return this.change(id, (seen, wisher) => statePlan(this.#path, seen, verb, wisher));
  }

  /** `verdictId` makes a second sending harmless. */
  judge(id: string, judgement: Judgement, verdictId: string): Promise<T> {
    return this.change(id, (seen, wisher) => judgePlan(this.#path, seen, judgement, wisher, verdictId));
  }

  /** A command on a mark that is shown. `make` gets the mark as the person sees it. */
  change(id: string, make: (seen: T, wisher: Wisher) => Plan<T>, options: SendOptions = {}): Promise<T> {
    const plan = (): Plan<T> => {
      const seen = this.shelf.shown(id);
      if (!seen) throw new ApiProblem(404, "not-found", "It is not here any more", "Somebody has deleted it.");
      return make(seen, this.#wisher());
    };
    return this.send(id, plan, options);
  }

  /** Any command, under the id of its mark. */
  send(id: string, plan: () => Plan<T>, { after = [], quiet = false }: SendOptions = {}): Promise<T> {
    return this.#outbox.send({ id, plan, shelf: this.shelf, path: this.#path, after, quiet });
  }
}
