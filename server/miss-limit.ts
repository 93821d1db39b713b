/**
 * Slows down guessing of ids: whoever asks again and again for what does not exist, or what they may not see, is not
 * answered for a while. Each person has their own measure, and each address of people who are not signed in.
 *
 * Asked by the API, by pages and at the upgrade to the live channel, all of one process by the same measure. What must
 * stay true: who is limited is refused before anything is looked up, so that there is nothing to learn meanwhile; only
 * misses count, and the same one again does not: nobody is limited for much work, nor for a few dead links.
 */
import { LRUCache } from "lru-cache";
import { Problem } from "../app/core/problem.ts";
import { Bucket, type Rate } from "./sync/limits.ts";

/** Twenty at once, and then ten in a minute. */
const MISSES: Rate = { perSecond: 1 / 6, burst: 20 };
/** What misses many at once runs up comes to an end. */
const FORGOTTEN_AFTER = 15 * 60_000;
/** How many things that somebody has missed are known to have been missed before. */
const KNOWN = 40;

interface Measure {
  bucket: Bucket;
  /** What was asked for in vain, the oldest first. */
  missed: Set<string>;
}

export class MissLimit {
  readonly #now: () => number;
  readonly #askers = new LRUCache<string, Measure>({ max: 50_000, ttl: FORGOTTEN_AFTER, noUpdateTTL: true });

  /** `now` in milliseconds; for tests. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** How many milliseconds this asker has to wait before they may ask for something by its id; 0 for none. */
  waitOf(asker: string): number {
    return this.#askers.get(asker)?.bucket.waitFor(1, this.#now()) ?? 0;
  }

  /**
   * Counts a miss of something, once; null is something else each time. False when it was one too many (several were
   * asked at once): the asker must not hear that it was one.
   */
  missed(asker: string, what: string | null): boolean {
    const { bucket, missed } = this.#measureOf(asker);
    if (what !== null && missed.has(what)) return bucket.waitFor(0, this.#now()) === 0;
    if (what !== null) missed.add(what);
    for (const oldest of missed) if (missed.size > KNOWN) missed.delete(oldest);
    return bucket.take(1, this.#now()) === 0;
  }

  #measureOf(asker: string): Measure {
    const measure = this.#askers.get(asker) ?? { bucket: new Bucket(MISSES, 1, this.#now()), missed: new Set() };
    this.#askers.set(asker, measure);
    return measure;
  }
}

/** Under which name misses are counted: the person's, else the address's. */
export function askerOf(userId: string | null, address: string): string {
  return userId === null ? `address ${address}` : personOf(userId);
}

/** The name of somebody signed in. */
export function personOf(userId: string): string {
  return `person ${userId}`;
}

/** What a path names, whatever is asked of it: its ids, or else itself. */
export function namedIn(path: string): string {
  return path.match(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi)?.join(" ").toLowerCase() ?? path;
}

/** One request of somebody. However much of what it asks for is not found, it is one miss. */
export class Asking {
  readonly #limit: MissLimit;
  readonly #asker: string;
  readonly #what: string | null;
  #hasMissed = false;

  /** `what` it asks for, by name; null when that is not known. */
  constructor(limit: MissLimit, asker: string, what: string | null) {
    this.#limit = limit;
    this.#asker = asker;
    this.#what = what;
  }

  /** Does what asks by id. Throws a Problem 429 with `retryAfter`, in seconds, when its sender is limited. */
  async ask<T>(work: () => Promise<T>): Promise<T> {
    this.#refuseLimited();
    try {
      return await work();
    } catch (error) {
      if (isMiss(error) && !this.#hasMissed) {
        this.#hasMissed = true;
        if (!this.#limit.missed(this.#asker, this.#what)) this.#refuseLimited();
      }
      throw error;
    }
  }

  #refuseLimited(): void {
    const wait = this.#limit.waitOf(this.#asker);
    if (wait > 0) throw tooManyMisses(Math.ceil(wait / 1_000));
  }
}

/** What the header Retry-After has to say about a refusal, in seconds; null when it is none of these. */
export function retryAfterOf(error: unknown): string | null {
  const seconds = error instanceof Problem ? error.more.retryAfter : undefined;
  return typeof seconds === "number" ? String(seconds) : null;
}

/** Was there nothing, or nothing that may be seen? An unknown address or format is none. */
function isMiss(error: unknown): boolean {
  return error instanceof Problem && error.status === 404 && error.type === "not-found";
}

function tooManyMisses(retryAfter: number): Problem {
  const detail = `You have asked for many things that are not there, or that you may not see. Try again in ${retryAfter} ${retryAfter === 1 ? "second" : "seconds"}.`;
  return new Problem(429, "too-many-misses", "Too many tries", detail, { retryAfter });
}
