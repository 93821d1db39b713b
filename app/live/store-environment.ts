/**
 * What the mark store takes from outside: network, clock, ids, waiting, and how its document is called.
 *
 * In the browser all of it has a default; tests bring their own. What must stay true: the store reaches for nothing
 * global by itself.
 */
import { uuidv7 } from "uuidv7";
import { pauseBeforeRetry } from "./backoff.ts";

export interface StoreEnvironment {
  fetch: typeof globalThis.fetch;
  /** Waits before another attempt; `attempt` counts the failed ones from 0. */
  pause(attempt: number): Promise<void>;
  /** RFC 3339. */
  now(): string;
  newId(): string;
  /** How the document is called, and its workspace: for links until the server has answered. */
  documentLabel: string;
  workspaceId: string;
}

/** The browser's, with what the caller brings in its place. */
export function storeEnvironment(own: Partial<StoreEnvironment>): StoreEnvironment {
  return {
    fetch: (...call) => globalThis.fetch(...call),
    pause: pauseBeforeRetry,
    now: () => new Date().toISOString(),
    newId: uuidv7,
    documentLabel: "",
    workspaceId: "",
    ...own,
  };
}
