/**
 * What of this person's typing is durable, by counting: the truth behind Saved, Saving and Not saved.
 *
 * Called by the document connection. The server acknowledges, cumulatively, the writes of one connection (answers to
 * its question, and updates). Promises: "saved" only when everything typed here was acknowledged; what was typed while
 * the connection was down, or not acknowledged when it broke, stays unsaved until an answer sent on a later connection,
 * which carries all of it, is acknowledged. What must stay true: no clock and no timer in here; time is handed in.
 */

export type SaveState =
  | { state: "saved" }
  | { state: "saving"; since: number }
  | { state: "unsaved"; changes: number; since: number };

/** People are told within three seconds. */
export const PATIENCE = 2_500;

/** A write on this connection: `answer` carries everything the server lacked, an update one change. */
export type WriteKind = "answer" | "update";

interface Sent {
  nth: number;
  kind: WriteKind;
  at: number;
}

export class SaveTally {
  /** Changes that only a later answer can save. */
  #carried = 0;
  #carriedSince = 0;
  #sent: Sent[] = [];
  #count = 0;
  #downSince: number | null;

  constructor(now: number) {
    this.#downSince = now;
  }

  /** A connection is open; the server counts from 0 again. */
  opened(): void {
    this.#downSince = null;
    this.#count = 0;
    this.#sent = [];
  }

  /** The connection is gone; what was not acknowledged is carried over. */
  closed(now: number): void {
    for (const write of this.#sent) if (write.kind === "update") this.#carry(write.at);
    this.#sent = [];
    this.#downSince ??= now;
  }

  /** Something was changed here and could not be sent. */
  missed(now: number): void {
    this.#carry(now);
  }

  /** A write went out on the open connection. */
  sent(kind: WriteKind, now: number): void {
    this.#count += 1;
    this.#sent.push({ nth: this.#count, kind, at: now });
  }

  /** The first `n` writes of this connection are durable. */
  acknowledged(n: number): void {
    const durable = this.#sent.filter((write) => write.nth <= n);
    if (durable.some((write) => write.kind === "answer")) this.#carried = 0;
    this.#sent = this.#sent.filter((write) => write.nth > n);
  }

  /** Changes made here that may be lost if this page is closed now. */
  get changes(): number {
    return this.#carried + this.#updates().length;
  }

  state(now: number): SaveState {
    const { changes } = this;
    const since = this.#since();
    if (since === null) return { state: "saved" };
    const isDown = this.#downSince !== null && changes > 0;
    if (isDown || now - since >= PATIENCE) return { state: "unsaved", changes, since };
    return changes > 0 ? { state: "saving", since } : { state: "saved" };
  }

  /** When the state changes by the passing of time alone; null when it does not. */
  nextChange(now: number): number | null {
    const since = this.#since();
    return since === null || now - since >= PATIENCE ? null : since + PATIENCE;
  }

  /** Since when not all is well: the oldest unsaved change, or, with none, the loss of the connection. */
  #since(): number | null {
    const times = this.#updates().map((write) => write.at);
    if (this.#carried > 0) times.push(this.#carriedSince);
    return times.length > 0 ? Math.min(...times) : this.#downSince;
  }

  #updates(): Sent[] {
    return this.#sent.filter((write) => write.kind === "update");
  }

  #carry(at: number): void {
    this.#carriedSince = this.#carried === 0 ? at : Math.min(this.#carriedSince, at);
    this.#carried += 1;
  }
}
