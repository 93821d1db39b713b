/**
 * What a piece of work costs in processor time, for tests that judge speed.
 *
 * Called by tests only. What must stay true: what else the machine does at the time must not make a test fail, so the
 * clock on the wall is not asked, and the best of three runs has to do.
 */

const RUNS = 3;

/** Processor time of the cheapest of three runs, in milliseconds. The work has to be the same each time. */
export function leastProcessorTime(work: () => unknown): number {
  const costs = Array.from({ length: RUNS }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  return Math.min(...costs);
}
