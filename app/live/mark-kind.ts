/**
 * One kind of marks of a document, annotations or links, and how a task on one of them becomes a command.
 *
 * Two of them are kept by the mark store, which says how a new mark of each is planned. What must stay true: a command
 * is made from the mark as the person sees it at that moment, by the rules of core, and made anew when it is tried again.
 */
import { errandOf, type Errand, type Kind, type Task } from "./errand.ts";
import type { Plan } from "./mark-delivery.ts";
import type { Carrier, MarkOutbox } from "./mark-outbox.ts";
import { foresee, PATHS, planOn, type StoreViewer } from "./mark-plans.ts";
import { MarkShelf, type Mark } from "./mark-shelf.ts";

export interface KindOptions<T extends Mark> {
  initial: readonly T[];
  outbox: MarkOutbox;
  viewer(): StoreViewer;
  /** RFC 3339. */
  now(): string;
  /** The plan of a mark that is still to be made; undefined for any other command. */
  planNew(errand: Errand): Plan<T> | undefined;
}

export class MarkKind<T extends Mark> implements Carrier<T> {
  readonly shelf: MarkShelf<T>;
  readonly path: string;
  readonly name: Kind;
  readonly #options: KindOptions<T>;
  /** What was deleted here, as it looked: to show it again at once. */
  readonly #last = new Map<string, T>();

  constructor(name: Kind, options: KindOptions<T>) {
    this.shelf = new MarkShelf(options.initial);
    this.path = PATHS[name];
    this.name = name;
    this.#options = options;
  }

  /** Does it, under the id of its mark. `quiet`: a refusal is no news. `began`: the mark as it was when the person began, if not now. */
  do(id: string, task: Task, { quiet = false, began }: { quiet?: boolean; began?: T | undefined } = {}): Promise<T> {
    const shown = this.shelf.shown(id);
    if (task.verb === "remove" && shown) this.#last.set(id, shown);
    return this.#options.outbox.send({ carrier: this, errand: this.errand(id, task, began), quiet });
  }

  errand(id: string, task: Task, seen = this.shelf.shown(id)): Errand {
    return errandOf(this.name, id, task, this.#options.now(), seen);
  }

  foresee(errand: Errand): void {
    foresee(errand, this.shelf.shown(errand.id), this.#options.viewer());
  }

  plan(errand: Errand): Plan<T> {
    const last = (): T | undefined => this.#last.get(errand.id) ?? this.shelf.removed(errand.id) ?? this.shelf.get(errand.id);
    return this.#options.planNew(errand) ?? planOn<T>(errand, this.#options.viewer(), last);
  }

  /** Forgets every mark. */
  clear(): void {
    this.#last.clear();
    this.shelf.clear();
  }
}
