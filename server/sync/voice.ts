/**
 * What one connection says of its person: where they are, what they select.
 *
 * Kept by the connection. What must stay true: too often means later, not never, as the last thing said is where the
 * cursor stays.
 */
import { Bucket, type Rate } from "./limits.ts";
import type { Clock, Timers } from "./surroundings.ts";
import type { PresenceEntry } from "./wire.ts";

const RATE: Rate = { perSecond: 10, burst: 20 };
/** When it has said too much, it is listened to again after so many milliseconds. */
const AGAIN = 100;

export class Voice {
  private latest: PresenceEntry | null = null;
  private readonly allowance: Bucket;

  /** `timers` end with the connection. */
  constructor(
    private readonly timers: Timers,
    private readonly clock: Clock,
    rateFactor: number,
  ) {
    this.allowance = new Bucket(RATE, rateFactor, clock.now());
  }

  /** Hands this entry to `tell`, now or later; an older one that still waits is never told. */
  say(entry: PresenceEntry, tell: (entry: PresenceEntry) => void): void {
    this.latest = entry;
    if (!this.timers.has("voice")) this.speak(tell);
  }

  private speak(tell: (entry: PresenceEntry) => void): void {
    if (!this.latest) return;
    if (!this.allowance.tryTake(1, this.clock.now())) return this.timers.start("voice", AGAIN, () => this.speak(tell));
    const entry = this.latest;
    this.latest = null;
    tell(entry);
  }
}
