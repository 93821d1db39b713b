/** Waiting for conditions, never for a guess of how long something takes; and pacing what is sent. */

/** Resolves when `check` answers true; rejects, naming what was waited for, after `ms`. */
export async function until(what: string, check: () => boolean | Promise<boolean>, ms = 15_000): Promise<void> {
  if (!(await comesTrue(check, ms))) throw new Error(`waited ${ms} ms in vain: ${what}`);
}

/** Does it come true within `ms`? */
export async function comesTrue(check: () => boolean | Promise<boolean>, ms: number): Promise<boolean> {
  const end = performance.now() + ms;
  for (;;) {
    if (await check()) return true;
    if (performance.now() >= end) return false;
    await pause(10);
  }
}

/** Lets time pass: the length of a load or of a fault, never a guess that something will be done by then. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Calls `act` at a steady pace until the answer is called. */
export function everyMs(ms: number, act: () => void): () => void {
  const timer = setInterval(act, ms);
  return () => clearInterval(timer);
}

/** Does `work` for all items, `count` at a time. */
export async function abreast<T>(count: number, items: Iterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let next = queue.next(); !next.done; next = queue.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: count }, worker));
}
