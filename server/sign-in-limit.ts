/**
 * Slows down guessing of passwords: at most 10 failed sign-ins for an account from one address in 15 minutes.
 * Only failures count, so that people behind one address, and tests, can sign in as often as they like.
 */
import { LRUCache } from "lru-cache";

const WINDOW_MS = 15 * 60_000;
const MOST_FAILURES = 10;

export class SignInLimit {
  readonly #failures = new LRUCache<string, number>({ max: 50_000, ttl: WINDOW_MS, noUpdateTTL: true });

  #key(email: string, address: string): string {
    return `${email.trim().toLowerCase()} ${address}`;
  }

  /** May this account be tried from this address? A try counts as failed until it has succeeded: many may come at once. */
  begin(email: string, address: string): boolean {
    const key = this.#key(email, address);
    const failures = this.#failures.get(key) ?? 0;
    if (failures < MOST_FAILURES) this.#failures.set(key, failures + 1);
    return failures < MOST_FAILURES;
  }

  succeeded(email: string, address: string): void {
    this.#failures.delete(this.#key(email, address));
  }
}
