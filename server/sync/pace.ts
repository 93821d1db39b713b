/**
 * How long a room waits before its next commit, so that what comes meanwhile shares it.
 *
 * Kept by the room. Telling many people of a change costs more than storing it: among hundreds two changes that are told
 * together cost half. What must stay true: among a few nobody waits for anything but the commit itself; whoever has
 * written nothing just now does not wait for somebody who writes without end (a person who types is no such one).
 */
import type { Seat } from "./seat.ts";
import type { Clock } from "./surroundings.ts";

export interface PaceLimits {
  /** Least time between two commits among 100 connections; it grows with their square, up to `mostRoomMs`. */
  roomMsAmong100: number;
  mostRoomMs: number;
  /** Least time between two commits of what one connection writes: none among ten, then growing up to `mostWriterMs`. */
  writerMsAmong100: number;
  mostWriterMs: number;
}

/** Somebody who types presses a key every 100 ms or so; and nobody who reads sees a difference below that. */
const LIMITS: PaceLimits = { roomMsAmong100: 0.75, mostRoomMs: 50, writerMsAmong100: 90, mostWriterMs: 80 };
/** Among ten nobody waits; in hundreds. */
const FEW = 0.1;
/** Timers are no finer. */
const LEAST_WAIT = 1;

export class Pace {
  private lastCommit = -Infinity;
  /** How many are told of each commit. */
  private listeners = 0;
  private pause: { until: number; end(): void } | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly limits: PaceLimits = LIMITS,
  ) {}

  /** A batch has been stored, and `listeners` are told. */
  committed(writers: Iterable<Seat>, listeners: number): void {
    this.lastCommit = this.clock.now();
    this.listeners = listeners;
    for (const seat of writers) seat.writtenAt = this.lastCommit;
  }

  /** Resolves when it is time for what these have written; for other work when they are none. */
  async wait(writers: () => Iterable<Seat>): Promise<void> {
    for (;;) {
      const until = this.timeFor([...writers()]);
      const wait = until - this.clock.now();
      if (wait < LEAST_WAIT) return;
      await this.sleep(until, wait);
    }
  }

  /** Something new has come, of this writer or of nobody: it may not have to wait so long. */
  hurry(writer: Seat | null): void {
    if (this.pause && this.timeFor(writer ? [writer] : []) < this.pause.until) this.pause.end();
  }

  private timeFor(writers: readonly Seat[]): number {
    const { roomMsAmong100, mostRoomMs, writerMsAmong100, mostWriterMs } = this.limits;
    const hundreds = this.listeners / 100;
    const roomsTurn = this.lastCommit + Math.min(hundreds ** 2 * roomMsAmong100, mostRoomMs);
    if (writers.length === 0) return roomsTurn;
    const earliest = writers.reduce((least, { writtenAt }) => Math.min(least, writtenAt), Infinity);
    return Math.max(roomsTurn, earliest + Math.min(Math.max(0, hundreds - FEW) * writerMsAmong100, mostWriterMs));
  }

  private async sleep(until: number, wait: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const cancel = this.clock.after(wait, resolve);
      this.pause = {
        until,
        end: () => {
          cancel();
          resolve();
        },
      };
    });
    this.pause = null;
  }
}
