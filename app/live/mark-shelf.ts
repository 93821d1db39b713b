/**
 * The marks of one kind (annotations or links): what the server said of them, and over it what was just wished here.
 *
 * Called by the mark store alone. Promises: `list` and each mark in it keep their identity while nothing about them
 * changes; an older version never replaces a newer one, in whatever order answers and frames arrive. What must stay
 * true: only the server's words reach `put` and `drop`; wishes live in the overlay and leave it when answered.
 */
import type { Annotation, Link } from "~/core/annotation/annotation.ts";

export type Mark = Annotation | Link;

/** A wish that is shown before it is answered. `show` is pure: from the mark as it stands to the mark as wished. */
export interface Wish<T extends Mark> {
  readonly id: string;
  show(current: T | undefined): T | undefined;
}

interface Shown<T extends Mark> {
  wish: Wish<T>;
  from?: { input: T | undefined; output: T | undefined };
}

export class MarkShelf<T extends Mark> {
  readonly #rows = new Map<string, T>();
  /** What was removed here, with its last words: to restore it, and to know an old frame when it comes late. */
  readonly #removed = new Map<string, T>();
  #overlay: Shown<T>[] = [];
  #list: readonly T[] | null = null;
  #lastList: readonly T[] = [];

  constructor(initial: readonly T[]) {
    for (const mark of initial) this.#rows.set(mark.id, mark);
  }

  /** What the server said last. */
  get(id: string): T | undefined {
    return this.#rows.get(id);
  }

  /** The last words of a mark that was removed here. */
  removed(id: string): T | undefined {
    return this.#removed.get(id);
  }

  /** The mark as it is shown, wishes included. */
  shown(id: string): T | undefined {
    return this.list().find((mark) => mark.id === id);
  }

  /** All marks as they are shown. */
  list(): readonly T[] {
    this.#list ??= this.#build();
    return this.#list;
  }

  /** The server's version of a mark; ignored when a newer one is known. */
  put(mark: T): void {
    const known = this.#rows.get(mark.id);
    const removed = this.#removed.get(mark.id);
    if (removed && !known && mark.version <= removed.version) return;
    if (known && !isNotOlder(mark, known)) return;
    this.#removed.delete(mark.id);
    this.#rows.set(mark.id, mark);
    this.#list = null;
  }

  /** The server says it is gone, or was never to be seen. */
  drop(id: string): void {
    const known = this.#rows.get(id);
    if (known) this.#removed.set(id, known);
    if (this.#rows.delete(id)) this.#list = null;
  }

  /** Forgets every mark, and every wish. */
  clear(): void {
    this.#rows.clear();
    this.#removed.clear();
    this.#overlay = [];
    this.#list = null;
    this.#lastList = [];
  }

  /** Shows a wish until `settle`. */
  wish(wish: Wish<T>): void {
    this.#overlay = [...this.#overlay, { wish }];
    this.#list = null;
  }

  /** The wish was answered or refused. */
  settle(wish: Wish<T>): void {
    this.#overlay = this.#overlay.filter((shown) => shown.wish !== wish);
    this.#list = null;
  }

  #build(): readonly T[] {
    const marks = new Map(this.#rows);
    for (const shown of this.#overlay) {
      const { id } = shown.wish;
      const input = marks.get(id);
      if (!shown.from || shown.from.input !== input) shown.from = { input, output: shown.wish.show(input) };
      const { output } = shown.from;
      if (output) marks.set(id, output);
      else marks.delete(id);
    }
    const list = [...marks.values()];
    if (!sameMembers(list, this.#lastList)) this.#lastList = list;
    return this.#lastList;
  }
}

/** Comments come without a new version, so of two with one version the one with more of them is newer. */
function isNotOlder(mark: Mark, known: Mark): boolean {
  if (mark.version !== known.version) return mark.version > known.version;
  return commentsOf(mark) >= commentsOf(known);
}

function commentsOf(mark: Mark): number {
  return "comments" in mark ? mark.comments.length : 0;
}

function sameMembers<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((member, nth) => member === b[nth]);
}
