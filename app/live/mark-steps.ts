/**
 * Undo and redo of one's own work on the marks of one document, over reloads of the page within the session.
 *
 * Loaded late by the desk, one for each mark store. Promises: what is done in one step is undone in one; what can't be undone any
 * more is said and dropped, never forced; a command that was refused is no step. What must stay true: undoing is sent the way
 * everything is, so it is seen at once, waits for the network and is kept like any other command.
 */
import { hindrance, looks, NO_STEPS, opposites, turned, withoutPart, withStep, type Change, type Part, type Step, type Steps } from "~/core/annotation/steps.ts";
import { stepWords } from "~/core/annotation/step-words.ts";
import type { Annotation, Link } from "~/core/annotation/annotation.ts";
import { ApiProblem } from "./api.ts";
import type { Deed } from "./deeds.ts";
import type { MarkStore } from "./mark-store.ts";
import { recall, remember } from "./own-session.ts";

/** What became of undoing a step, as a sentence to be told; `done` says when the server has it, null where nothing was done. */
export interface Stepped {
  said: string;
  done: Promise<unknown> | null;
}

/** What would be undone and done again next, in words; null for nothing. */
export interface StepsAhead {
  undo: string | null;
  redo: string | null;
}

const known = new WeakMap<MarkStore, MarkSteps>();

/** The steps of a store that is shown on a desk. */
export const stepsOf = (store: MarkStore): MarkSteps | undefined => known.get(store);

/** The same, made where there are none yet. */
export function stepsFor(store: MarkStore): MarkSteps {
  const steps = known.get(store) ?? new MarkSteps(store);
  known.set(store, steps);
  return steps;
}

export class MarkSteps {
  readonly #store: MarkStore;
  readonly #listeners = new Set<() => void>();
  #steps: Steps;
  #ahead: StepsAhead;
  /** The store's numbers of steps begin anew with each page. */
  readonly #first: number;
  #isStepping = false;
  #stopped = false;

  constructor(store: MarkStore) {
    this.#store = store;
    this.#steps = (recall(this.#name) as Steps | null) ?? NO_STEPS;
    this.#first = Math.max(0, ...[...this.#steps.done, ...this.#steps.undone].map(({ id }) => id)) + 1;
    this.#ahead = this.#look();
  }

  /** Takes down what is done, until the answered function is called. */
  begin(): () => void {
    this.#stopped = false;
    this.#store.deeds.listen((deed) => this.#take(deed));
    return () => {
      this.#stopped = true;
      this.#store.deeds.listen(null);
    };
  }

  /** For useSyncExternalStore; answers how to stop. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The same object until it changes. */
  readonly ahead = (): StepsAhead => this.#ahead;

  undo(): Stepped {
    const step = this.#steps.done.at(-1);
    if (!step) return { said: "There is nothing to undo.", done: null };
    return this.#perform(step, "undo");
  }

  redo(): Stepped {
    const step = this.#steps.undone.at(-1);
    if (!step) return { said: "There is nothing to do again.", done: null };
    return this.#perform(step, "redo");
  }

  /** Undoes a deletion, whatever was done after it; null when it is not among the steps. */
  undoDeletion(markId: string): Stepped | null {
    const step = this.#steps.done.findLast(({ parts }) => parts.some((part) => part.id === markId && part.back.verb === "restore"));
    return step ? this.#perform(step, "undo") : null;
  }

  #perform(step: Step, way: "undo" | "redo"): Stepped {
    const { actor, id: viewerId } = this.#viewer();
    // The later parts of a step rest on the earlier ones.
    const parts = step.parts.toReversed();
    const done: Part[] = [];
    const sent: Promise<unknown>[] = [];
    const reasons: string[] = [];
    this.#isStepping = true;
    for (const part of parts) {
      const reason = hindrance(part, this.#mark(part), actor);
      if (reason === null) {
        sent.push(this.#send(part, part.back));
        done.push(turned(part, this.#mark(part), viewerId));
      } else {
        reasons.push(reason);
      }
    }
    this.#isStepping = false;
    this.#move(step, done.length > 0 ? { ...step, parts: done } : null, way);
    const said = way === "undo" ? "Undone" : "Done again";
    const why = [...new Set(reasons)].join(" ");
    if (done.length === 0) return { said: `Not ${said.toLowerCase()}: ${step.label}. ${why}`, done: null };
    for (const [nth, part] of done.entries()) this.#watch(sent[nth], step.id, part.id);
    const except = reasons.length > 0 ? `, but ${reasons.length} of ${parts.length} not. ${why}` : "";
    return { said: `${said}: ${step.label}${except}`, done: Promise.all(sent) };
  }

  /** The step is off its stack; what could be performed of it is on the other. */
  #move(step: Step, next: Step | null, way: "undo" | "redo"): void {
    const done = this.#steps.done.filter((one) => one.id !== step.id);
    const undone = this.#steps.undone.filter((one) => one.id !== step.id);
    const added = next ? [next] : [];
    this.#change(way === "undo" ? { done, undone: [...undone, ...added] } : { done: [...done, ...added], undone });
  }

  #send({ kind, id }: Part, change: Change): Promise<unknown> {
    const store = this.#store;
    const isLink = kind === "link";
    switch (change.verb) {
      case "remove":
        return isLink ? store.removeLink(id) : store.remove(id);
      case "restore":
        return isLink ? store.restoreLink(id) : store.restore(id);
      case "submit":
        return isLink ? store.submitLink(id) : store.submit(id);
      case "withdraw":
        return isLink ? store.withdrawLink(id) : store.withdraw(id);
      case "edit":
        return isLink ? store.editLink(id, change.patch) : store.edit(id, change.patch);
      case "reanchor":
        return store.reanchor(id, change.anchor);
    }
  }

  #take(deed: Deed): void {
    if (this.#isStepping) return;
    const { task, kind, id, before } = deed;
    const both = opposites(task, before);
    if (!both) return;
    const { id: viewerId } = this.#viewer();
    const stepId = this.#first + deed.step;
    const part: Part = { kind, id, ...both, expected: looks(both.back, this.#mark({ kind, id }), viewerId) };
    this.#change(withStep(this.#steps, { id: stepId, label: stepWords(task, kind, before, this.#store.tags), parts: [part] }));
    this.#watch(deed.done, stepId, id);
  }

  /** What was refused has not been done. */
  #watch(done: Promise<unknown> | undefined, stepId: number, markId: string): void {
    done?.catch((cause: unknown) => {
      if (this.#stopped || ApiProblem.from(cause).type === "aborted") return;
      this.#change(withoutPart(this.#steps, stepId, markId));
    });
  }

  #mark({ kind, id }: Pick<Part, "kind" | "id">): Annotation | Link | undefined {
    const { annotations, links } = this.#store.snapshot();
    return kind === "link" ? links.find((one) => one.id === id) : annotations.find((one) => one.id === id);
  }

  #viewer() {
    const { id, role } = this.#store.viewer;
    return { id, actor: { userId: id, role } };
  }

  get #name(): string {
    return `steps ${this.#store.viewer.id} ${this.#store.documentId}`;
  }

  #look(): StepsAhead {
    return { undo: this.#steps.done.at(-1)?.label ?? null, redo: this.#steps.undone.at(-1)?.label ?? null };
  }

  #change(steps: Steps): void {
    this.#steps = steps;
    this.#ahead = this.#look();
    remember(this.#name, steps.done.length + steps.undone.length > 0 ? steps : null);
    for (const listener of [...this.#listeners]) listener();
  }
}
