/**
 * A world for the sync core in one thread: virtual time, a log that is slow and fails, nodes, clients and bad lines.
 *
 * Used by simulation tests. What must stay true: every choice comes from the seed, so that a failing run can be run
 * again; the promises of the live channel are checked at each frame sent and each write acknowledged, not at the end.
 */
import type * as Y from "yjs";
import type { AuthorList, LogRead, NewUpdate } from "../../../db/document-log.ts";
import type { Snapshot } from "../../../db/document-snapshots.ts";
import type { RoomStore } from "../durable-text.ts";
import { Compaction } from "../compaction.ts";
import { compress } from "../compress.ts";
import { decode, judge, textsTidied } from "../intake.ts";
import { Replica } from "../replica.ts";
import { Room } from "../room.ts";
import { Rooms } from "../rooms.ts";
import type { Clock, SyncLog } from "../surroundings.ts";

export const DOCUMENT = "the-document";
/** How a simulated database fails; a room that dies of anything else has a fault of its own. */
const TROUBLES = ["the commit failed", "the answer to the commit is lost"];

/** Random numbers from a seed (mulberry32). */
export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  happens(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }
}

/** Time that passes only when nothing is left to do. */
export class VirtualClock implements Clock {
  private time = 0;
  private count = 0;
  private events: { at: number; order: number; run: () => void }[] = [];

  now(): number {
    return this.time;
  }

  after(ms: number, run: () => void): () => void {
    const event = { at: this.time + ms, order: this.count++, run };
    this.events.push(event);
    return () => {
      this.events = this.events.filter((other) => other !== event);
    };
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  /** Lets everything happen until `until`, or until nothing is left. */
  async run(until = Infinity): Promise<void> {
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      this.events.sort((a, b) => a.at - b.at || a.order - b.order);
      const [next] = this.events;
      if (!next || next.at > until) break;
      this.events.shift();
      this.time = next.at;
      next.run();
    }
    if (until !== Infinity) this.time = until;
  }
}

/** The log that all nodes share, and the troubles it has. */
export class SimulatedLog {
  readonly rows: NewUpdate[] = [];
  /** Rows that are still there; the others are in `snapshots`. */
  private kept = 0;
  private readonly snapshots: Pick<Snapshot, "uptoSeq" | "data" | "vector">[] = [];
  /** What a replay of the log would give. */
  readonly durable = Replica.from([]);
  private readonly authors: { seq: number; clientId: number; userId: string }[] = [];
  /** Probability that a commit fails: half of these are stored all the same. */
  trouble = 0;
  /** No new troubles; those under way may still come out. */
  calm = false;
  readonly banned = new Set<string>();
  /** Broken promises, to be found empty. */
  readonly violations: string[] = [];
  onAppended: (seq: number) => void = () => undefined;

  constructor(
    private readonly clock: VirtualClock,
    private readonly chance: Chance,
    first: Uint8Array,
  ) {
    this.store([{ data: first, userId: null }]);
  }

  private store(rows: readonly NewUpdate[]): number {
    for (const row of rows) {
      this.rows.push(row);
      this.durable.apply(row.data);
    }
    return this.rows.length;
  }

  /** Is all of this update stored? Superfluous formatting may have been deleted before it is. */
  holds(update: Uint8Array, strictly: boolean): boolean {
    const change = decode(update);
    if (!change) return false;
    const { doc } = this.durable;
    const verdict = judge(doc, change, { userId: "nobody", canType: true }, { ownerOf: () => undefined });
    return verdict === "nothing" || (!strictly && verdict === "apply" && textsTidied(doc, change) !== null);
  }

  /** The newest snapshot and what came after it, as a load finds it. */
  load(): LogRead {
    const snapshot = this.snapshots.at(-1);
    const uptoSeq = snapshot?.uptoSeq ?? 0;
    const tail = this.tail(uptoSeq);
    const vector = tail.length === 0 ? (snapshot?.vector ?? null) : null;
    return { updates: snapshot ? [snapshot.data, ...tail] : tail, head: this.rows.length, uptoSeq, vector, authors: this.authorsSince(0) };
  }

  private tail(seq: number): Uint8Array[] {
    if (seq < this.kept) throw new Error("the log is incomplete");
    return this.rows.slice(seq).map((row) => row.data);
  }

  private authorsSince(seq: number): AuthorList {
    return this.authors.filter((author) => author.seq > seq).map(({ clientId, userId }) => [clientId, userId] as const);
  }

  forRoom(): RoomStore {
    const slowly = async <T>(read: () => T): Promise<T> => {
      await this.clock.sleep(this.chance.below(5));
      const answer = read();
      await this.clock.sleep(this.chance.below(5));
      return answer;
    };
    return {
      load: () => slowly(() => this.load()),
      since: (seq) => slowly(() => ({ updates: this.tail(seq), head: this.rows.length, authors: this.authorsSince(seq) })),
      append: (rows, newAuthors) => this.append(rows, newAuthors),
      left: () => undefined,
    };
  }

  /** The compaction of all nodes; rows go as soon as two snapshots hold them. */
  compaction(): Compaction {
    const pause = (): Promise<void> => this.clock.sleep(this.chance.below(30));
    return new Compaction({
      load: async () => {
        await pause();
        return this.load();
      },
      compress: async (updates) => {
        await pause();
        return compress(updates);
      },
      store: async (_, { uptoSeq, data, vector }) => {
        await pause();
        if (uptoSeq > (this.snapshots.at(-1)?.uptoSeq ?? 0)) this.snapshots.push({ uptoSeq, data, vector });
      },
      truncate: async () => {
        await pause();
        this.kept = this.snapshots.at(-2)?.uptoSeq ?? 0;
        return { rows: 0 };
      },
      log: this.journal,
    });
  }

  /** What rooms write to; they may fail only as we have made them fail. */
  get journal(): SyncLog {
    return {
      info: () => undefined,
      warn: () => undefined,
      error: ({ failure }) => {
        const expected = this.trouble > 0 && (TROUBLES.includes(String(failure)) || String(failure).startsWith("no answer"));
        if (!expected) this.violations.push(`a room died: ${String(failure)}`);
      },
    };
  }

  private async append(rows: readonly NewUpdate[], newAuthors: ReadonlyMap<number, string>): ReturnType<RoomStore["append"]> {
    await this.clock.sleep(this.chance.below(40));
    const failing = this.chance.happens(this.calm ? 0 : this.trouble);
    if (failing && this.chance.happens(0.5)) throw new Error("the commit failed");
    const userIds = rows.flatMap((row) => (row.userId !== null && this.banned.has(row.userId) ? row.userId : []));
    if (userIds.length > 0) return { refused: "not-allowed", userIds, ended: [] };
    if ([...newAuthors.keys()].some((clientId) => this.authors.some((author) => author.clientId === clientId))) return { refused: "taken" };
    const head = this.store(rows);
    newAuthors.forEach((userId, clientId) => this.authors.push({ seq: head, clientId, userId }));
    this.onAppended(head);
    // Sometimes later than anybody's patience.
    await this.clock.sleep(failing && this.chance.happens(0.5) ? 20_000 : this.chance.below(5));
    if (failing) throw new Error("the answer to the commit is lost");
    return { head };
  }
}

/** Nodes over one log, which go down and come back; the bell from one to the others may be late. */
export class Fleet {
  readonly nodes: Rooms[];

  constructor(
    count: number,
    private readonly log: SimulatedLog,
    private readonly clock: VirtualClock,
    chance: Chance,
  ) {
    this.nodes = Array.from({ length: count }, () => this.start());
    log.onAppended = (seq) => {
      for (const nth of this.nodes.keys()) clock.after(chance.below(50), () => this.nodes[nth]?.get(DOCUMENT)?.catchUp(seq));
    };
  }

  private start(): Rooms {
    return new Rooms((_, owner) => new Room({ store: this.log.forRoom(), clock: this.clock, log: this.log.journal, owner }));
  }

  /** Another process takes the place of one that is no more; what that one was doing in the database goes on. */
  replace(node: Rooms): Rooms {
    const fresh = this.start();
    this.nodes[this.nodes.indexOf(node)] = fresh;
    return fresh;
  }
}

/** The text as it reads, formatting included. */
export function reading(doc: Y.Doc): string {
  return doc.getXmlFragment("prosemirror").toJSON();
}
