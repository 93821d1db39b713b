/**
 * One batch of writes, applied to the replica and made ready to be stored together.
 *
 * Called by the room, again with fewer writes when somebody has to be left out. What must stay true: nothing here is
 * sent or acknowledged; after `spoiledBy`, or when storing fails, the replica holds what is not durable and must go.
 */
import * as Y from "yjs";
import { CLOSE } from "../../app/core/live/protocol.ts";
import { judge, newAuthors, textsTidied, type Authors, type Change, type Verdict } from "./intake.ts";
import { newElements } from "./placement.ts";
import type { Replica } from "./replica.ts";
import type { Seat } from "./seat.ts";
import { countingSteps, STEPS } from "./steps.ts";
import type { Write } from "./wire.ts";

/** Asking again this often has not helped: the client itself lacks something. */
const MAX_GAPS = 3;
/** How much may come before the answer to our question does. */
const MAX_EARLY = 300;

export interface QueuedWrite {
  seat: Seat;
  write: Write;
  change: Change;
  /** Which of its connection's writes this is, from 1. */
  ordinal: number;
  /** Has the log been read since it came? What looks unknown may have been written elsewhere. */
  looked: boolean;
}

/** A row to be stored; `seat` is null for what the server itself has tidied up. */
export interface BatchRow {
  data: Uint8Array;
  seat: Seat | null;
}

export interface Batch {
  rows: BatchRow[];
  /** What each connection may be told once the rows are stored. */
  saved: Map<Seat, number>;
  /** Connections that must send what is missing. */
  ask: Set<Seat>;
  /** Writes to judge again after the log has been read. */
  deferred: QueuedWrite[];
  refused: Map<Seat, string>;
  /** Client ids seen for the first time, and whose they are if this batch is stored. */
  newAuthors: Map<number, string>;
  /** Whose write could not be integrated, or makes the text too large. */
  spoiledBy: { seat: Seat; code: number; reason: string } | null;
}

/** Applies what is allowed, in order; what the replica itself has tidied up or repaired becomes a row too. */
export function applyBatch(replica: Replica, writes: readonly QueuedWrite[], authors: Authors): Batch {
  const work = new BatchWork(replica, authors);
  for (const queued of writes) {
    if (work.batch.spoiledBy) break;
    work.take(queued);
  }
  return work.finish();
}

class BatchWork implements Authors {
  readonly batch: Batch = {
    rows: [],
    saved: new Map(),
    ask: new Set(),
    deferred: [],
    refused: new Map(),
    newAuthors: new Map(),
    spoiledBy: null,
  };
  private readonly changes = new Map<Seat, Uint8Array[]>();
  private readonly waiting = new Set<Seat>();
  /** Steps taken so far. */
  private steps = 0;

  constructor(
    private readonly replica: Replica,
    private readonly authors: Authors,
  ) {}

  take(queued: QueuedWrite): void {
    const { seat } = queued;
    if (seat.gone || this.batch.refused.has(seat)) return;
    if (this.waiting.has(seat) || this.isTooDear(queued)) {
      this.waiting.add(seat);
      this.batch.deferred.push(queued);
      return;
    }
    const verdict = this.verdict(queued);
    // Whoever has been asked for what is missing sends more that rests on it: the log does not have it either.
    const isKnownGap = verdict === "gap" && seat.torn && !queued.write.reply;
    const unknown = (verdict === "gap" && !isKnownGap) || verdict === "refuse";
    if (unknown && !queued.looked) {
      this.waiting.add(seat);
      this.batch.deferred.push({ ...queued, looked: true });
    } else if (verdict === "refuse") this.batch.refused.set(seat, "not yours to change");
    else if (verdict === "gap") this.tear(queued);
    else if (verdict === "nothing" || this.apply(queued)) this.acknowledge(queued);
  }

  /** How many steps this write may take. */
  private stepsFor({ seat, write, change }: QueuedWrite): number {
    return (write.reply && seat.asked ? STEPS.answer : STEPS.write) + STEPS.item * change.structs.length;
  }

  /** Could it take more steps than are left? It waits for the next batch then; the first of a batch never does. */
  private isTooDear(queued: QueuedWrite): boolean {
    return this.steps > 0 && this.steps + this.stepsFor(queued) > STEPS.batch;
  }

  /** Whose client id this is, counting what this batch has seen. */
  ownerOf(client: number): string | null | undefined {
    return this.batch.newAuthors.get(client) ?? this.authors.ownerOf(client);
  }

  private verdict(queued: QueuedWrite): Verdict {
    const { member } = queued.seat;
    // What a newcomer answers who has nothing of its own: no reason to unpack the text.
    if (queued.change.structs.length + queued.change.deletes.size === 0) return "nothing";
    const verdict = judge(this.replica.doc, queued.change, member, this);
    if (member.canType || verdict === "nothing") return verdict;
    if (verdict === "gap") return "refuse";
    const texts = textsTidied(this.replica.doc, queued.change);
    if (texts === null) return verdict;
    this.replica.tidy(texts);
    return judge(this.replica.doc, queued.change, member, this);
  }

  /** What is typed before our question is answered, on a slow line or after a long absence, says nothing new. */
  private tear({ seat, write }: QueuedWrite): void {
    seat.torn = true;
    if ((seat.asked || this.batch.ask.has(seat)) && !write.reply) {
      seat.early += 1;
      if (seat.early <= MAX_EARLY) return;
    }
    seat.gaps += 1;
    if (seat.gaps > MAX_GAPS || seat.early > MAX_EARLY) this.batch.refused.set(seat, "changes without what they build on");
    else this.batch.ask.add(seat);
  }

  /** Answers whether the replica is still sound. */
  private apply(queued: QueuedWrite): boolean {
    const { seat, write, change } = queued;
    const { doc } = this.replica;
    const clients = newAuthors(doc, change);
    const before = new Map([...clients].map((client) => [client, Y.getState(doc.store, client)]));
    try {
      const { outcome, steps } = countingSteps(doc, this.stepsFor(queued), () => {
        const effect = this.replica.apply(write.update);
        return { effect, added: newElements(doc, clients, before) };
      });
      this.steps += steps;
      const { effect, added } = outcome;
      if (this.replica.isIncomplete || added === null) throw new RangeError("not a text of ours");
      if (this.replica.isFull(added)) return this.spoil(seat, CLOSE.full, "the text is as large as it may be");
      const changes = this.changes.get(seat) ?? [];
      changes.push(...effect);
      this.changes.set(seat, changes);
    } catch {
      // Whatever Yjs throws on a forged update, the outcome is the same: its sender is refused, the replica replaced.
      return this.spoil(seat, CLOSE.refused, "not a change of this text");
    }
    for (const client of clients) if (this.authors.ownerOf(client) === undefined) this.batch.newAuthors.set(client, seat.member.userId);
    return true;
  }

  private spoil(seat: Seat, code: number, reason: string): false {
    this.batch.spoiledBy = { seat, code, reason };
    return false;
  }

  private acknowledge({ seat, write, ordinal }: QueuedWrite): void {
    if (write.reply) {
      Object.assign(seat, { torn: false, gaps: 0, asked: false, early: 0 });
    }
    if (!seat.torn) this.batch.saved.set(seat, ordinal);
  }

  finish(): Batch {
    for (const [seat, changes] of this.changes) {
      if (changes.length > 0) this.batch.rows.push({ data: merged(changes), seat });
    }
    this.replica.repair();
    const own = this.replica.takeOwn();
    if (own.length > 0) this.batch.rows.push({ data: merged(own), seat: null });
    return this.batch;
  }
}

function merged(updates: Uint8Array[]): Uint8Array {
  const [only] = updates;
  return only && updates.length === 1 ? only : Y.mergeUpdates(updates);
}
