/**
 * One document in memory: commit, then broadcast, then acknowledge.
 *
 * Made by rooms.ts, fed by connections through their seats. Everything outside (log, time, sockets) is passed in.
 * What must stay true: writes are settled one batch at a time, and questions are answered between two batches, so that
 * nobody is ever shown, or told as saved, what a crash could take back. When a batch can't be stored the room dies
 * and the next one reads the log; there is no half-way state to repair.
 */
import { CLOSE } from "../../app/core/live/protocol.ts";
import { Answering } from "./answering.ts";
import { Audience } from "./audience.ts";
import type { Batch } from "./batch.ts";
import { DurableText, type RoomStore } from "./durable-text.ts";
import { decode } from "./intake.ts";
import { Pace } from "./pace.ts";
import type { Member, Seat } from "./seat.ts";
import { failureOf, type Clock, type SyncLog } from "./surroundings.ts";
import { WriteQueue } from "./write-queue.ts";
import { EMPTY_VECTOR, type Question, type Write } from "./wire.ts";

export interface RoomParts {
  store: RoomStore;
  clock: Clock;
  log: SyncLog;
  owner: RoomOwner;
}

export interface RoomOwner {
  /** The room is of no use any more; called once. */
  onClosed(): void;
  /** The last connection has left. */
  onEmpty(): void;
}

export interface RoomLimits {
  /** How long the database may be silent. */
  patienceMs: number;
  maxQueuedBytes: number;
}

const LIMITS: RoomLimits = { patienceMs: 10_000, maxQueuedBytes: 8 * 1024 * 1024 };

export class Room {
  /** Resolves when the text is there; rejects, and the room is closed, when it can't be read. */
  readonly ready: Promise<void>;
  readonly counts = { commits: 0, refused: 0 };
  private phase: "loading" | "open" | "leaving" | "closed" = "loading";
  private readonly text: DurableText;
  private readonly audience = new Audience(() => (this.text.isAhead ? EMPTY_VECTOR : this.text.vector()));
  private readonly writes = new WriteQueue();
  private readonly answering: Answering;
  private running = false;
  private readonly pace: Pace;
  private readonly onDrained: (() => void)[] = [];

  constructor(
    private readonly parts: RoomParts,
    private readonly limits: RoomLimits = LIMITS,
  ) {
    this.text = new DurableText(parts.store, parts.clock, this.limits.patienceMs);
    this.answering = new Answering(this.text, this.audience, (seat, code, reason) => this.refuse(seat, code, reason));
    this.pace = new Pace(parts.clock);
    this.ready = this.load();
  }

  get isOpen(): boolean {
    return this.phase === "open";
  }

  get isEmpty(): boolean {
    return this.audience.size === 0;
  }

  /** Sequence number of the newest row this room has seen. */
  get seq(): number {
    return this.text.seq;
  }

  private async load(): Promise<void> {
    try {
      await this.text.load();
      if (this.phase === "loading") this.phase = "open";
    } catch (error) {
      this.close(CLOSE.overloaded, "the text could not be read");
      throw error;
    }
  }

  /** Takes a connection in. Only into an open room. */
  join(member: Member): Seat {
    if (!this.isOpen) throw new Error("the room is not open");
    return this.audience.join(member);
  }

  /** What it has sent is still stored: it may have been typed just before the tab was closed. */
  leave(seat: Seat): void {
    if (this.audience.leave(seat) && this.isEmpty) this.parts.owner.onEmpty();
  }

  receive(seat: Seat, message: Question | Write): void {
    if (!this.isOpen || seat.gone) return;
    if (message.kind === "question") this.answering.take(seat, message);
    else this.enqueue(seat, message);
    this.wake(message.kind === "write" ? seat : null);
  }

  private enqueue(seat: Seat, write: Write): void {
    seat.sent += 1;
    const change = decode(write.update);
    if (change === null) return this.refuse(seat, CLOSE.refused, "malformed change");
    this.writes.push({ seat, write, change, ordinal: seat.sent, looked: false });
    if (this.writes.bytes > this.limits.maxQueuedBytes) this.close(CLOSE.overloaded, "too much is waiting");
  }

  /** The line of this connection takes more again. */
  resume(seat: Seat): void {
    if (!this.isOpen || seat.gone) return;
    const vector = this.audience.resume(seat);
    if (vector) this.answering.takeLagging(seat, vector);
    this.wake();
  }

  /** Rows may have been appended elsewhere, up to `seq` as far as the caller knows. */
  catchUp(seq = Infinity): void {
    if (seq <= this.text.seq || !this.isOpen) return;
    this.text.behind = true;
    this.wake();
  }

  /** Resolves when nothing is waiting to be stored. */
  drained(): Promise<void> {
    return this.running ? new Promise((resolve) => this.onDrained.push(resolve)) : Promise.resolve();
  }

  /** Stores what has arrived, reads nothing more, then closes. */
  async shutDown(code: number, reason: string): Promise<void> {
    await this.ready.catch(() => undefined);
    if (this.phase === "open") this.phase = "leaving";
    await this.drained();
    this.close(code, reason);
  }

  close(code: number, reason: string): void {
    if (this.phase === "closed") return;
    this.phase = "closed";
    this.writes.clear();
    this.answering.clear();
    this.parts.owner.onClosed();
    this.parts.store.left();
    this.audience.closeAll(code, reason);
  }

  /** There is more to do, because of a write of this connection or of something else. */
  private wake(writer: Seat | null = null): void {
    if (this.running) this.pace.hurry(writer);
    if (this.running || !this.hasWork()) return;
    this.running = true;
    void this.run();
  }

  private hasWork(): boolean {
    return this.phase !== "closed" && (this.hasOtherWork() || this.writes.length > 0);
  }

  private hasOtherWork(): boolean {
    return this.text.behind || this.text.isUntidy || this.answering.isAwaited;
  }

  private async run(): Promise<void> {
    try {
      while (this.hasWork()) {
        await this.pace.wait(() => (this.hasOtherWork() ? [] : this.writes.seats()));
        if (this.text.behind) await this.passOn();
        this.answering.answerAll();
        await this.settle();
      }
    } catch (error) {
      this.parts.log.error({ failure: failureOf(error) }, "a room has failed and is closed");
      this.close(CLOSE.overloaded, "could not be stored");
    }
    this.running = false;
    this.onDrained.splice(0).forEach((resolve) => resolve());
  }

  /** Sends on what was appended elsewhere: by a command, or on another node. */
  private async passOn(): Promise<void> {
    const updates = await this.text.readLog();
    this.audience.tell(updates.map((data) => ({ data, seat: null })));
  }

  private async settle(): Promise<void> {
    const writes = this.writes.takeTurn();
    if (writes.length === 0 && !this.text.isUntidy) return;
    const batch = await this.text.commit(writes, (seat, code, reason) => this.refuse(seat, code, reason));
    if (batch === "gone") return this.close(CLOSE.notFound, "no such document");
    if (batch.rows.length > 0) {
      this.pace.committed(batch.rows.flatMap(({ seat }) => seat ?? []), this.audience.size);
      this.counts.commits += 1;
    }
    if (this.phase !== "closed") this.publish(batch);
  }

  private publish(batch: Batch): void {
    this.audience.tell(batch.rows);
    for (const [seat, count] of batch.saved) seat.member.saved(count);
    for (const seat of batch.ask) this.answering.ask(seat);
    if (batch.deferred.length > 0) this.text.behind = true;
    this.writes.putBack(batch.deferred);
  }

  private refuse(seat: Seat, code: number, reason: string): void {
    if (seat.gone) return;
    seat.gone = true;
    this.counts.refused += 1;
    this.parts.log.warn({ userId: seat.member.userId, reason }, "a change was refused");
    seat.member.close(code, reason);
  }
}
