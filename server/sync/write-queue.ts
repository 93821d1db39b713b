/**
 * What waits to be stored in a room: each connection's writes in their order, and a fair share of each at a time.
 *
 * Called by the room. What must stay true: whoever floods the room waits behind the others, not they behind them; and no
 * step looks at all that waits, since a returning client may bring a hundred thousand writes at once.
 */
import type { QueuedWrite } from "./batch.ts";
import type { Seat } from "./seat.ts";

/** How many writes of one connection go into one batch: beside others, and alone. */
const SHARE = { beside: 64, alone: 256 };

/** Writes of one connection; those before `from` have been taken. */
interface Line {
  writes: QueuedWrite[];
  from: number;
}

export class WriteQueue {
  private readonly lines = new Map<Seat, Line>();
  private count = 0;
  private waitingBytes = 0;

  get length(): number {
    return this.count;
  }

  /** Bytes of all updates that wait. */
  get bytes(): number {
    return this.waitingBytes;
  }

  /** Whose writes wait. */
  seats(): Iterable<Seat> {
    return this.lines.keys();
  }

  push(queued: QueuedWrite): void {
    const line = this.lines.get(queued.seat);
    if (line) line.writes.push(queued);
    else this.lines.set(queued.seat, { writes: [queued], from: 0 });
    this.counted(queued, 1);
  }

  /** Puts writes that were taken before all others of their connections, in this order. */
  putBack(taken: readonly QueuedWrite[]): void {
    for (const queued of [...taken].reverse()) {
      const line = this.lines.get(queued.seat) ?? { writes: [], from: 0 };
      this.lines.set(queued.seat, line);
      if (line.from > 0) line.writes[(line.from -= 1)] = queued;
      else line.writes.unshift(queued);
      this.counted(queued, 1);
    }
  }

  /** The next writes of each connection, a share of each. */
  takeTurn(): QueuedWrite[] {
    const share = this.lines.size > 1 ? SHARE.beside : SHARE.alone;
    const turn: QueuedWrite[] = [];
    for (const [seat, line] of this.lines) {
      const taken = line.writes.slice(line.from, line.from + share);
      line.from += taken.length;
      if (line.from === line.writes.length) this.lines.delete(seat);
      turn.push(...taken);
    }
    for (const queued of turn) this.counted(queued, -1);
    return turn;
  }

  clear(): void {
    this.lines.clear();
    this.count = 0;
    this.waitingBytes = 0;
  }

  private counted(queued: QueuedWrite, sign: 1 | -1): void {
    this.count += sign;
    this.waitingBytes += sign * queued.write.update.length;
  }
}
