/**
 * What one connection may send: so many messages, weighed by what they cost, and so many bytes.
 *
 * Called by the connection for each message. What must stay true: what has arrived is read and paid for afterwards, by
 * a pause; the rates are those of somebody who types, with room for what a long absence brings.
 */
import { Bucket, type Rate } from "./limits.ts";
import type { Incoming } from "./wire.ts";

const MESSAGES: Rate = { perSecond: 60, burst: 300 };
/** A long absence comes back as one message, which may be larger than the burst: reading then pauses for a while. */
const BYTES: Rate = { perSecond: 256 * 1024, burst: 4 * 1024 * 1024 };

export class Allowance {
  private questions = 0;
  private readonly messages: Bucket;
  private readonly bytes: Bucket;

  /** `factor` is how many times the usual rate; `now` in milliseconds. */
  constructor(factor: number, now: number) {
    this.messages = new Bucket(MESSAGES, factor, now);
    this.bytes = new Bucket(BYTES, factor, now);
  }

  /** Takes a message of `length` bytes, and answers how many milliseconds to wait before the next; 0 for none. */
  take(message: Incoming, length: number, now: number): number {
    return Math.max(this.messages.take(this.costOf(message), now), this.bytes.take(length, now));
  }

  /** Encoding a text is dear, repeating others' presence (stock clients do) is cheap. */
  private costOf(message: Incoming): number {
    if (message.kind === "presence") return 0.02;
    if (message.kind === "presence-query") return 5;
    if (message.kind === "write") return 1;
    this.questions += 1;
    return this.questions > 2 ? 20 : 1;
  }
}
