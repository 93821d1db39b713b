/**
 * How much one connection may send: a bucket that fills with time.
 *
 * Used by connections. It may go into debt: what has arrived is still read, and reading pauses until the debt is paid.
 */
export class Bucket {
  private level: number;
  private filledAt: number;

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
    now: number,
  ) {
    this.level = burst;
    this.filledAt = now;
  }

  /** Takes `cost`, and answers how many milliseconds to wait before the next; 0 for none. */
  take(cost: number, now: number): number {
    this.fill(now);
    this.level -= cost;
    return this.level >= 0 ? 0 : (-this.level / this.perSecond) * 1000;
  }

  /** Takes `cost` only if it is there. */
  tryTake(cost: number, now: number): boolean {
    this.fill(now);
    if (this.level < cost) return false;
    this.level -= cost;
    return true;
  }

  private fill(now: number): void {
    this.level = Math.min(this.burst, this.level + ((now - this.filledAt) / 1000) * this.perSecond);
    this.filledAt = now;
  }
}
