/**
 * The cards that are picked to be changed together. Kept outside of React's state, so that picking one of ten thousand
 * draws one box again.
 */
/** Something is being done to many marks. */
export interface Job {
  /** "Submitting". */
  words: string;
  answered: number;
  total: number;
  stop: () => void;
}

export class PickedCards {
  readonly #listeners = new Set<() => void>();
  #ids: ReadonlySet<string> = new Set();
  /** From where a range goes on. */
  #last: string | null = null;
  #job: Job | null = null;

  /** For useSyncExternalStore; answers how to stop. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The same object until something changes. */
  readonly ids = (): ReadonlySet<string> => this.#ids;

  /** It goes on while the list of the marks is closed. */
  readonly job = (): Job | null => this.#job;

  setJob(job: Job | null): void {
    this.#job = job;
    this.#tell();
  }

  toggle(id: string): void {
    const next = new Set(this.#ids);
    if (!next.delete(id)) next.add(id);
    this.#last = id;
    this.#set(next);
  }

  add(ids: readonly string[]): void {
    this.#last = ids.at(-1) ?? this.#last;
    this.#set(new Set([...this.#ids, ...ids]));
  }

  /** Picks all from the one that was picked last up to this one, in the order of `shown`. */
  extendTo(id: string, shown: readonly string[]): void {
    const [from, to] = [shown.indexOf(this.#last ?? id), shown.indexOf(id)].sort((a, b) => a - b);
    const range = from === undefined || from < 0 ? [id] : shown.slice(from, (to ?? from) + 1);
    this.#set(new Set([...this.#ids, ...range]));
    this.#last = id;
  }

  /** Lets go of all, or of those that aren't in `ids`. */
  keep(ids: ReadonlySet<string> | null): void {
    const next = new Set([...this.#ids].filter((id) => ids?.has(id)));
    if (next.size !== this.#ids.size) this.#set(next);
  }

  #set(ids: ReadonlySet<string>): void {
    this.#ids = ids;
    this.#tell();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
