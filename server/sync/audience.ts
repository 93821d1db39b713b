/**
 * The connections in a room, and what is sent to them: changes to all at once, answers to one.
 *
 * Kept by the room, which calls it between two batches, with what is durable. What must stay true: whoever has joined
 * gets every change in order, or, once its line is full, nothing more until it is free again, and then one difference
 * from where it was left: a slow reader costs no growing queue. Deletions have no clock, but a difference holds all.
 */
import * as Y from "yjs";
import { Seat, type Member } from "./seat.ts";
import { updateFrame } from "./wire.ts";

/** A change of the text, and who has it already; null when it is nobody here. */
export interface SharedChange {
  data: Uint8Array;
  seat: Seat | null;
}

/** Merging more than this costs more than sending it in parts. */
const MAX_MERGED = 64 * 1024;

export class Audience {
  private readonly seats = new Set<Seat>();

  /** `vector` answers a state vector of the text as it has been told to those who keep up; an older one does no harm. */
  constructor(private readonly vector: () => Uint8Array) {}

  get size(): number {
    return this.seats.size;
  }

  join(member: Member): Seat {
    const seat = new Seat(member);
    this.seats.add(seat);
    return seat;
  }

  /** Answers whether it was here. */
  leave(seat: Seat): boolean {
    return this.seats.delete(seat);
  }

  closeAll(code: number, reason: string): void {
    for (const seat of this.seats) seat.member.close(code, reason);
    this.seats.clear();
  }

  /** Sends changes to everybody who lacks them: most get them as one message, which is one transaction in a browser. */
  tell(changes: readonly SharedChange[]): void {
    if (changes.length === 0) return;
    const frames = changes.map(({ data }) => updateFrame(data));
    const together = mergedFrame(changes);
    const writers = new Set(changes.map(({ seat }) => seat));
    const full: Seat[] = [];
    for (const seat of this.seats) {
      if (!seat.joined || seat.behindAt !== null) continue;
      const lacking = together && !writers.has(seat) ? [together] : frames.filter((_, index) => changes[index]?.seat !== seat);
      for (const frame of lacking) if (!seat.member.send(frame)) full.push(seat);
    }
    this.noteBehind(full);
  }

  /** Sends frames to one connection, as fast as its line takes them. With them it has the text as it is now. */
  deliver(seat: Seat, frames: readonly Uint8Array[]): void {
    const isWaiting = seat.waiting.length > 0;
    seat.waiting.push(...frames);
    if (isWaiting || !drain(seat)) this.noteBehind([seat]);
  }

  /** Its line is free again. Answers the vector of what it has been sent, if changes were kept back since. */
  resume(seat: Seat): Uint8Array | null {
    const { behindAt } = seat;
    if (behindAt === null || !drain(seat)) return null;
    seat.behindAt = null;
    return behindAt;
  }

  private noteBehind(full: readonly Seat[]): void {
    if (full.length === 0) return;
    const vector = this.vector();
    for (const seat of full) seat.behindAt = vector;
  }
}

/** Sends what waits; answers whether the line takes more after it. */
function drain(seat: Seat): boolean {
  for (let frame = seat.waiting.shift(); frame; frame = seat.waiting.shift()) {
    if (!seat.member.send(frame)) return false;
  }
  return true;
}

function mergedFrame(changes: readonly SharedChange[]): Uint8Array | null {
  if (changes.length < 2 || changes.reduce((sum, { data }) => sum + data.length, 0) > MAX_MERGED) return null;
  return updateFrame(Y.mergeUpdates(changes.map(({ data }) => data)));
}
