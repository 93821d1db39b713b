/**
 * The text of a room and its log, kept equal.
 *
 * Called by the room alone, one call at a time. What must stay true: outside `commit` the replica holds exactly what
 * is durable. When `commit` throws it may hold more, or the log may (the outcome of a lost commit is unknown): this
 * object is then thrown away and made anew from the log, never repaired.
 */
import { CLOSE } from "../../app/core/live/protocol.ts";
import type { AppendOutcome, AuthorList, LogRead, NewUpdate } from "../../db/document-log.ts";
import { applyBatch, type Batch, type QueuedWrite } from "./batch.ts";
import { Replica } from "./replica.ts";
import type { Seat } from "./seat.ts";
import { withPatience, type Clock } from "./surroundings.ts";

/** Rows of the log, and the client ids bound with them. */
export interface Read extends Pick<LogRead, "updates" | "head"> {
  authors: AuthorList;
}

/** The log of one document, for as long as its room is open. */
export interface RoomStore {
  load(): Promise<Read & Pick<LogRead, "uptoSeq" | "vector">>;
  since(seq: number): Promise<Read>;
  /** "taken": somebody else was stored under one of the new authors' client ids meanwhile. */
  append(rows: readonly NewUpdate[], newAuthors: ReadonlyMap<number, string>): Promise<AppendOutcome | { refused: "taken" }>;
  /** The room is closed. */
  left(): void;
}

/** Nothing is stored, and the log has nobody to blame for it. */
const SPOILED = { refused: "not-allowed" as const, userIds: [] as string[], ended: [] as string[] };

/** Told at once of each connection that is left out; it must close it. */
export type Refuse = (seat: Seat, code: number, reason: string) => void;

export class DurableText {
  /** Sequence number up to which the log has been read. */
  seq = 0;
  /** Rows of others lie between ours and `seq`. */
  behind = false;
  /** Does the text hold rows that `readLog` has not answered yet? Its vector then is of more than anybody was sent. */
  isAhead = false;
  private replica = Replica.from([]);
  private readonly owners = new Map<number, string | null>();

  constructor(
    private readonly store: RoomStore,
    private readonly clock: Clock,
    private readonly patienceMs: number,
  ) {}

  async load(): Promise<void> {
    this.seq = await this.reread();
    this.isAhead = false;
  }

  /** Has the server tidied up something that is not stored yet? */
  get isUntidy(): boolean {
    return this.replica.hasOwn;
  }

  /** How far each author is known. */
  vector(): Uint8Array {
    return this.replica.vector();
  }

  /** What somebody who knows `vector` lacks, in portions to be sent in order. Throws when the vector is malformed. */
  missingFor(vector: Uint8Array): readonly Uint8Array[] {
    return this.replica.missingFor(vector);
  }

  /** Reads what others have appended, and answers it. */
  async readLog(): Promise<Uint8Array[]> {
    this.behind = false;
    const { updates, head, authors } = await this.patiently(this.store.since(this.seq));
    for (const update of updates) this.replica.apply(update);
    this.learn(authors);
    this.replica.repair();
    if (this.replica.isIncomplete) throw new Error("the log refers to updates it does not hold");
    this.seq = head;
    this.isAhead = false;
    return updates;
  }

  /**
   * Applies and stores one batch, and answers it stored; "gone" when there is no such document any more. Whoever
   * spoils it or may no longer type is refused and left out, and the rest starts again on the text as it is stored.
   */
  async commit(all: readonly QueuedWrite[], refuse: Refuse): Promise<Batch | "gone"> {
    let writes = all;
    for (;;) {
      const batch = applyBatch(this.replica, writes, { ownerOf: (client) => this.owners.get(client) });
      batch.refused.forEach((reason, seat) => refuse(seat, CLOSE.refused, reason));
      if (batch.spoiledBy) refuse(batch.spoiledBy.seat, batch.spoiledBy.code, batch.spoiledBy.reason);
      const outcome = batch.spoiledBy ? SPOILED : await this.append(batch);
      if (!("refused" in outcome)) return batch;
      if (outcome.refused === "gone") return "gone";
      const { userIds, ended } = outcome.refused === "not-allowed" ? outcome : SPOILED;
      const rest = writes.filter(({ seat }) => {
        const { userId, credential } = seat.member;
        if (userIds.includes(userId)) refuse(seat, CLOSE.notAllowed, "no longer allowed to type");
        else if (credential && ended.includes(credential.id)) refuse(seat, CLOSE.notSignedIn, "signed out");
        return !seat.gone;
      });
      // Whose client id is taken is judged again, now that its owner is known.
      if (rest.length === writes.length && outcome.refused !== "taken") throw new Error("a batch is refused, and nobody is to blame");
      writes = rest;
      await this.reread();
    }
  }

  private async append(batch: Batch): Promise<Awaited<ReturnType<RoomStore["append"]>>> {
    const rows = batch.rows.map(({ data, seat }) => ({ data, userId: seat?.member.userId ?? null, credential: seat?.member.credential }));
    const outcome = rows.length > 0 ? await this.patiently(this.store.append(rows, batch.newAuthors)) : { head: this.seq };
    if ("refused" in outcome) return outcome;
    if (outcome.head === this.seq + rows.length) this.seq = outcome.head;
    else this.behind = true;
    batch.newAuthors.forEach((userId, client) => this.owners.set(client, userId));
    return outcome;
  }

  /** Makes the replica anew. `seq` stays: what others have appended meanwhile must still be read and sent on. */
  private async reread(): Promise<number> {
    const { updates, vector, head, authors } = await this.patiently(this.store.load());
    this.replica = Replica.from(updates, vector);
    this.learn(authors);
    this.isAhead = head > this.seq;
    return head;
  }

  private learn(authors: AuthorList): void {
    for (const [clientId, userId] of authors) this.owners.set(clientId, userId);
  }

  private patiently<T>(work: Promise<T>): Promise<T> {
    return withPatience(this.clock, this.patienceMs, work);
  }
}
