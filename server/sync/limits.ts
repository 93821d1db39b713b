/**
 * How much somebody may do: a bucket that fills with time.
 *
 * Used by connections, for what they send and what may still be on its way to them, and for misses (server/miss-limit.ts).
 * It may go into debt: what has arrived is still read, and reading pauses until the debt is paid.
 */
export interface Rate {
  perSecond: number;
  /** How much may come at once after a silence. */
  burst: number;
  /** It never owes more than this; without it there is no bound. */
  mostOwed?: number;
}

export class Bucket {
  private level: number;

  /** `factor`: how many times the rate it lets through. */
  constructor(
    private readonly rate: Rate,
    private readonly factor: number,
    private filledAt: number,
  ) {
    this.level = rate.burst * factor;
  }

  /** Takes `cost`, and answers how many milliseconds to wait before the next; 0 for none. */
  take(cost: number, now: number): number {
    this.fill(now);
    this.level = Math.max(this.level - cost, -(this.rate.mostOwed ?? Infinity) * this.factor);
    return this.level >= 0 ? 0 : (-this.level / (this.rate.perSecond * this.factor)) * 1000;
  }

  /** Takes `cost` only if it is there. */
  tryTake(cost: number, now: number): boolean {
    this.fill(now);
    if (this.level < cost) return false;
    this.level -= cost;
    return true;
  }

  /** How many milliseconds until `cost` is there; 0 when it is. */
  waitFor(cost: number, now: number): number {
    this.fill(now);
    return Math.max(0, ((cost - this.level) / (this.rate.perSecond * this.factor)) * 1000);
  }

  private fill(now: number): void {
    const { perSecond, burst } = this.rate;
    const gained = ((now - this.filledAt) / 1000) * perSecond * this.factor;
    this.level = Math.min(burst * this.factor, this.level + gained);
    this.filledAt = now;
  }
}
