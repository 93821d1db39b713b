/**
 * Waiting for something outside this process that does not announce itself (a pid file, the end of a process that
 * is no child of ours): asked again and again, never longer than the given time.
 */

import { setTimeout as sleep } from 'node:timers/promises';

/** Asks `condition` until it holds; false when it still does not after `patience` milliseconds. */
export async function waitUntil(condition: () => Promise<boolean> | boolean, patience: number): Promise<boolean> {
  const deadline = Date.now() + patience;
  let pause = 5;
  while (!(await condition())) {
    if (Date.now() >= deadline) return false;
    await sleep(pause);
    pause = Math.min(50, pause * 1.3);
  }
  return true;
}
