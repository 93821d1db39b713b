/**
 * What the live channel takes from outside: time and a log; and how it speaks of failures.
 *
 * Used by everything in this folder. What must stay true: no timer is started but through a `Clock`, so that a
 * simulation can run the same code in its own time; errors of the database are never logged whole, because their
 * messages hold the parameters, and these are people's words.
 */
export interface Clock {
  /** Milliseconds, rising. */
  now(): number;
  /** Calls back once; the answer cancels it. */
  after(ms: number, run: () => void): () => void;
}

/** Real time. */
export const realClock: Clock = {
  now: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

type Write = (facts: Record<string, unknown>, message: string) => void;

/** The part of pino that is used. */
export interface SyncLog {
  info: Write;
  warn: Write;
  error: Write;
}

/** What may be said of an error: its code, or its name and first line when it is one of our own. */
export function failureOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const { code } = (error.cause ?? error) as { code?: unknown };
  if (typeof code === "string") return code;
  return error.cause === undefined && error.constructor === Error ? error.message : error.name;
}

/** The outcome of `work`, unless it takes longer than `ms`. What it did in the end is then unknown. */
export function withPatience<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const cancel = clock.after(ms, () => reject(new Error(`no answer from the database within ${ms} ms`)));
    work.then(resolve, reject).finally(cancel);
  });
}

/** Timers by name, one of a name at a time, that end together. Costs nothing to who starts none. */
export class Timers {
  private running: Map<string, () => void> | null = null;

  constructor(private readonly clock: Clock) {}

  has(name: string): boolean {
    return this.running?.has(name) ?? false;
  }

  /** Starts one; an earlier one of that name is cancelled. */
  start(name: string, ms: number, run: () => void): void {
    this.stop(name);
    const cancel = this.clock.after(ms, () => {
      this.running?.delete(name);
      run();
    });
    this.running ??= new Map();
    this.running.set(name, cancel);
  }

  stop(name: string): void {
    this.running?.get(name)?.();
    this.running?.delete(name);
  }

  clear(): void {
    this.running?.forEach((cancel) => cancel());
    this.running = null;
  }
}
