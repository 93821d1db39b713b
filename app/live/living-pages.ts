/**
 * Which pages of this browser are still open: each holds a Web Lock of its own name for as long as it lives.
 *
 * Called by mark-keeping. Promises: a page that was closed, or has crashed, is not alive; one that is asleep is. What must
 * stay true: a page is alive before it writes anything down, or another would take that over from it.
 */
const NAME = "rapporteur:page:";

/** Is alive from the answer on, until what is answered is called. Rejects where the browser has no locks. */
export async function stayAlive(page: string): Promise<() => void> {
  let leave: () => void = () => undefined;
  const left = new Promise<void>((resolve) => {
    leave = resolve;
  });
  await new Promise<void>((resolve, reject) => {
    navigator.locks.request(NAME + page, () => {
      resolve();
      return left;
    }).catch(reject);
  });
  return leave;
}

/** Runs `work` while no other page runs its own; it is told which pages live. */
export async function amongPages<Answer>(work: (isAlive: (page: string) => boolean) => Promise<Answer>): Promise<Answer> {
  return navigator.locks.request("rapporteur:pages", async () => {
    const { held = [] } = await navigator.locks.query();
    const alive = new Set(held.map(({ name }) => name));
    return work((page) => alive.has(NAME + page));
  });
}

/** Resolves when another page is gone; rejects when `signal` says that nobody waits any more. */
export async function whenGone(page: string, signal: AbortSignal): Promise<void> {
  await navigator.locks.request(NAME + page, { signal }, () => undefined);
}
