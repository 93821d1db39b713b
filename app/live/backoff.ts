/**
 * How long to wait before trying again, so that a server that comes back is not met by everybody at once.
 *
 * Called by the mark store (commands) and the document connection (socket). Promises: delays double up to a bound,
 * always with jitter, and a command's wait ends early when the browser says that the network is back.
 */

const FIRST_RETRY = 1_000;
const FIRST_RECONNECT = 300;
/** A server that restarts or is overloaded asks not to be met at once. */
const FIRST_RECONNECT_WHEN_ASKED = 1_500;
const LONGEST_RETRY = 30_000;
/** Somebody who is typing should not wait long after the network has come back. */
const LONGEST_RECONNECT = 4_000;
const LONGEST_RECONNECT_WHEN_ASKED = 15_000;

/** Between half and the whole of `milliseconds`. */
function jittered(milliseconds: number, random: () => number): number {
  return Math.round(milliseconds * (0.5 + random() / 2));
}

/** Before the next attempt of a command; `attempt` counts the failed ones from 0. */
function retryDelay(attempt: number, random: () => number = Math.random): number {
  return jittered(Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** Math.min(attempt, 10)), random);
}

/** Before the next connection; `asked`: the server closed with "restarting" or "overloaded". */
export function reconnectDelay(attempt: number, asked: boolean, random: () => number = Math.random): number {
  const first = asked ? FIRST_RECONNECT_WHEN_ASKED : FIRST_RECONNECT;
  const longest = asked ? LONGEST_RECONNECT_WHEN_ASKED : LONGEST_RECONNECT;
  return jittered(Math.min(longest, first * 2 ** Math.min(attempt, 10)), random);
}

/** Waits, but no longer than until the browser is online again. */
export function pauseBeforeRetry(attempt: number): Promise<void> {
  return new Promise((resolve) => {
    const events = typeof window === "undefined" ? null : window;
    const done = (): void => {
      clearTimeout(timer);
      events?.removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, retryDelay(attempt));
    events?.addEventListener("online", done);
  });
}
