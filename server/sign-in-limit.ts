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

  /** May this account be tried from this address? */
  allows(email: string, address: string): boolean {
    return (this.#failures.get(this.#key(email, address)) ?? 0) < MOST_FAILURES;
  }

  failed(email: string, address: string): void {
    const key = this.#key(email, address);
    this.#failures.set(key, (this.#failures.get(key) ?? 0) + 1);
  }

  succeeded(email: string, address: string): void {
    this.#failures.delete(this.#key(email, address));
  }
}
