/**
 * The way in from one client: how fast it is read.
 *
 * Kept by the connection. What must stay true: nothing is read before `open`; whoever sends more than they may is read
 * more slowly, by a pause that pays for what has arrived, and only whoever could never have been honest is refused.
 */
import type { WebSocket } from "ws";
import { Allowance } from "./allowance.ts";
import type { Clock, Timers } from "./surroundings.ts";
import type { Incoming } from "./wire.ts";

/** A debt that takes longer to pay than this is no accident. In milliseconds. */
const LONGEST_PAUSE = 30_000;

/** Who is told that reading begins, or goes on after a pause. */
export interface InletOwner {
  onReading(): void;
}

export class Inlet {
  private paused = true;
  private readonly allowance: Allowance;

  /** The socket is paused when it is handed in; `timers` end with the connection. */
  constructor(
    private readonly socket: WebSocket,
    private readonly timers: Timers,
    private readonly clock: Clock,
    rateFactor: number,
    private readonly owner: InletOwner,
  ) {
    this.allowance = new Allowance(rateFactor, clock.now());
  }

  /** Is nothing read at present? Then no sign of life can be expected. */
  get isPaused(): boolean {
    return this.paused;
  }

  open(): void {
    this.paused = false;
    this.socket.resume();
    this.owner.onReading();
  }

  /** Pays for a message of `length` bytes, by a pause if need be. False when that is too much for any honest client. */
  charge(message: Incoming, length: number): boolean {
    const wait = this.allowance.take(message, length, this.clock.now());
    if (wait > LONGEST_PAUSE) return false;
    if (wait > 0) {
      this.paused = true;
      this.socket.pause();
      this.timers.start("pause", wait, () => this.open());
    }
    return true;
  }
}
