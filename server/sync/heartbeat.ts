/**
 * One clock for the keep-alive of all connections of this process, instead of timers for each.
 *
 * Made by server.ts, used by connections. Each is asked for a sign of life every 25 s, and 10 s later whether it has
 * given one; connections take turns, so that thousands of idle ones don't wake together. The timer runs only while
 * there is a connection.
 */
import type { Clock } from "./surroundings.ts";

const TICK = 5_000;
const TICKS_BETWEEN_BEATS = 5;
const TICKS_TO_ANSWER = 2;
/** How long a sign of life may take, in milliseconds. */
export const ANSWER_WITHIN = TICK * TICKS_TO_ANSWER;

export interface Beating {
  /** Ask the other end for a sign of life. */
  beat(): void;
  /** It has had its time: end what has not answered. */
  checkPulse(): void;
}

export class Heartbeat {
  private readonly turns = Array.from({ length: TICKS_BETWEEN_BEATS }, () => new Set<Beating>());
  private tick = 0;
  private added = 0;
  private running = false;

  constructor(private readonly clock: Clock) {}

  add(one: Beating): void {
    this.added += 1;
    this.turn(this.added).add(one);
    if (this.running) return;
    this.running = true;
    this.waitForTick();
  }

  remove(one: Beating): void {
    for (const turn of this.turns) turn.delete(one);
  }

  private turn(number: number): Set<Beating> {
    return this.turns[number % TICKS_BETWEEN_BEATS] as Set<Beating>;
  }

  private waitForTick(): void {
    this.clock.after(TICK, () => {
      this.tick += 1;
      for (const one of this.turn(this.tick)) one.beat();
      for (const one of this.turn(this.tick + TICKS_BETWEEN_BEATS - TICKS_TO_ANSWER)) one.checkPulse();
      this.running = this.turns.some((turn) => turn.size > 0);
      if (this.running) this.waitForTick();
    });
  }
}
