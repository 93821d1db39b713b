/**
 * Many questions of the same kind as few statements: what is asked while one is under way goes into the next.
 *
 * Used where hundreds ask at once, after a restart say: sessions, and access at the upgrade. What must stay true: an
 * answer is read after its question was asked, never before.
 */

interface Asked<K, V> {
  key: K;
  resolve(value: V): void;
  reject(error: unknown): void;
}

/** `askMany` answers in the order of its keys, and is never called twice at a time. When it throws, all who asked hear it. */
export function gathered<K, V>(askMany: (keys: readonly K[]) => Promise<readonly V[]>): (key: K) => Promise<V> {
  const waiting: Asked<K, V>[] = [];
  let running = false;
  const answer = async (turn: readonly Asked<K, V>[]): Promise<void> => {
    try {
      const values = await askMany(turn.map(({ key }) => key));
      turn.forEach(({ resolve }, index) => resolve(values[index] as V));
    } catch (error) {
      turn.forEach(({ reject }) => reject(error));
    }
  };
  const run = async (): Promise<void> => {
    running = true;
    while (waiting.length > 0) await answer(waiting.splice(0));
    running = false;
  };
  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject });
      if (!running) void run();
    });
}
