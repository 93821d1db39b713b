/**
 * The way out to one client, which may be slower than what is to be sent.
 *
 * Kept by the connection. What must stay true: a full line costs the others nothing: what can be made up for later is kept
 * back until all of it is gone, what can't wait (answers, "saved") may still come to so much; a line on which nothing moves,
 * or that does not keep up even so, is dead.
 */
import type { Duplex } from "node:stream";
import { MESSAGE_AWARENESS } from "../../app/core/live/protocol.ts";
import { ANSWER_WITHIN } from "./heartbeat.ts";
import { Bucket, type Rate } from "./limits.ts";
import { writeMessage } from "./socket-writer.ts";
import type { Timers } from "./surroundings.ts";

/** Above it the line is full. In bytes. */
const FULL = 1024 * 1024;
/** How much more a full line is given before it is dead. */
const MAX_MORE = 8 * 1024 * 1024;
/** A full line on which nothing moves for so long is dead. */
const MOVES_WITHIN = 30_000;

/** Bytes in a second on the slowest line that is waited for: 128 kbit/s. */
const SLOWEST = 16 * 1024;
/** What may be on its way without an answer being late; no kernel takes more than 4 MiB ahead of the line. */
const UNDERWAY: Rate = { perSecond: SLOWEST, burst: (SLOWEST * ANSWER_WITHIN) / 1_000, mostOwed: 4 * 1024 * 1024 };

/** Who is told how the line does. */
export interface LineOwner {
  /** Was full, and takes everything again. */
  onFree(): void;
  onDead(): void;
}

export class Line {
  private full = false;
  /** Bytes that may wait while it is full. */
  private mostWaiting = 0;
  /** Bytes sent that `underway` has not counted yet. */
  private uncounted = 0;
  private readonly underway = new Bucket(UNDERWAY, 1, 0);

  /** `stream` is what the socket itself writes to; `timers` end with the connection. */
  constructor(
    private readonly stream: Duplex,
    private readonly timers: Timers,
    private readonly owner: LineOwner,
  ) {}

  /** Is it full? Then only what can't be made up for later is sent. */
  get isFull(): boolean {
    return this.full;
  }

  /** Sends a message; answers whether the line takes more after it. The socket must be open. */
  send(frame: Uint8Array): boolean {
    // Presence is shown anew when the line is free.
    if (this.full && frame[0] === MESSAGE_AWARENESS) return false;
    if (this.full && this.stream.writableLength > this.mostWaiting) {
      this.owner.onDead();
      return false;
    }
    writeMessage(this.stream, frame);
    this.uncounted += frame.length;
    if (this.stream.writableLength > FULL) this.fill();
    return !this.full;
  }

  /**
   * Counts what was sent, and says whether a sign of life that is asked for now could be late for that alone: on a slow
   * line megabytes are on their way long after the stream is empty, because the kernel takes them. `now` in milliseconds.
   */
  mayBeLate(now: number): boolean {
    const wait = this.underway.take(this.uncounted, now);
    this.uncounted = 0;
    return wait > 0;
  }

  private fill(): void {
    if (this.full) return;
    this.full = true;
    // One message may be long by itself: a text that has grown much.
    this.mostWaiting = this.stream.writableLength + MAX_MORE;
    this.stream.once("drain", () => this.empty());
    this.watch();
  }

  /** A slow line may take its time, as long as something moves. */
  private watch(): void {
    const waiting = this.stream.writableLength;
    this.timers.start("line", MOVES_WITHIN, () => {
      if (this.stream.writableLength < waiting) this.watch();
      else this.owner.onDead();
    });
  }

  private empty(): void {
    this.timers.stop("line");
    this.full = false;
    this.owner.onFree();
  }
}
