/**
 * The book of what was written: every operation puts one token into a text, and the book knows when it was shown as saved.
 *
 * Written by the test process, so that it outlives whatever is killed. What must stay true: a token is a word of its own
 * and never part of another; an operation counts as acknowledged only by what the client was shown.
 */

export interface Entry {
  client: string;
  token: string;
  madeAt: number;
  /** When it was shown as saved; null while it was not. */
  ackedAt: number | null;
}

export interface Verdict {
  /** Shown as saved, and not there. */
  lost: string[];
  /** There more than once. */
  doubled: string[];
  /** There, and never shown as saved: allowed, its acknowledgement may have been lost. */
  unacked: number;
}

export class Ledger {
  readonly entries: Entry[] = [];
  #count = 0;

  /** A new operation; its token is to be written as a word. */
  make(client: string): Entry {
    this.#count += 1;
    const entry = { client, token: `q${this.#count}z`, madeAt: performance.now(), ackedAt: null };
    this.entries.push(entry);
    return entry;
  }

  /** How long acknowledging took, ms, of the acknowledged ones made after `since`. */
  delays(since = -Infinity): number[] {
    return this.entries.flatMap(({ madeAt, ackedAt }) => (ackedAt !== null && madeAt >= since ? [ackedAt - madeAt] : []));
  }

  get unacked(): Entry[] {
    return this.entries.filter((entry) => entry.ackedAt === null);
  }

  /** Judges the text that is stored in the end. */
  check(text: string): Verdict {
    const counts = new Map<string, number>();
    for (const [token] of text.matchAll(/q\d+z/g)) counts.set(token, (counts.get(token) ?? 0) + 1);
    const times = (entry: Entry): number => counts.get(entry.token) ?? 0;
    return {
      lost: this.entries.filter((entry) => entry.ackedAt !== null && times(entry) === 0).map((entry) => entry.token),
      doubled: this.entries.filter((entry) => times(entry) > 1).map((entry) => entry.token),
      unacked: this.entries.filter((entry) => entry.ackedAt === null && times(entry) > 0).length,
    };
  }
}
