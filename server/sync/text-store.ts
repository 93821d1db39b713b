/**
 * The log of one document in Postgres, as a room wants it.
 *
 * Made for each room. What must stay true: it knows how long the tail behind the newest snapshot is, from what passes
 * through it, and asks for a compaction when that is long; a room never waits for one.
 */
import type { Database } from "../../db/client.ts";
import { appendByNewAuthors, authorsSince } from "../../db/document-authors.ts";
import { loadLog, updatesSince, type LogRead, type NewUpdate } from "../../db/document-log.ts";
import { storeSnapshot, truncateLog } from "../../db/document-snapshots.ts";
import { Compaction, isLong, LIMITS, type Tail } from "./compaction.ts";
import { CompressThread } from "./compress-thread.ts";
import type { Read, RoomStore } from "./durable-text.ts";
import type { SyncLog } from "./surroundings.ts";

/** How long rows of the log are kept that snapshots hold: for the history of a text, and to be able to look back. */
const HISTORY_MS = 90 * 24 * 3_600_000;

const bytesOf = (updates: readonly { length: number }[]): number => updates.reduce((sum, update) => sum + update.length, 0);

export interface TextStoreParts {
  compaction: Pick<Compaction, "want">;
  /** Other nodes may want to know: this is the newest row of that document now. */
  onAppended(documentId: string, head: number): void;
}

export class TextStore implements RoomStore {
  private tail: Tail = { rows: 0, bytes: 0 };
  private asked = false;

  constructor(
    private readonly db: Database,
    private readonly documentId: string,
    private readonly parts: TextStoreParts,
  ) {}

  async load(): Promise<LogRead> {
    const log = await loadLog(this.db, this.documentId);
    this.tail = { rows: 0, bytes: 0 };
    this.grow(log.head - log.uptoSeq, bytesOf(log.uptoSeq > 0 ? log.updates.slice(1) : log.updates));
    return log;
  }

  /** Authors are read after the rows: one too many does no harm, one too few would. */
  async since(seq: number): Promise<Read> {
    const read = await updatesSince(this.db, this.documentId, seq);
    this.grow(read.updates.length, bytesOf(read.updates));
    return { ...read, authors: await authorsSince(this.db, this.documentId, seq) };
  }

  async append(rows: readonly NewUpdate[], newAuthors: ReadonlyMap<number, string>): ReturnType<RoomStore["append"]> {
    const outcome = await appendByNewAuthors(this.db, this.documentId, rows, newAuthors);
    if ("refused" in outcome) return outcome;
    this.grow(rows.length, bytesOf(rows.map((row) => row.data)));
    this.parts.onAppended(this.documentId, outcome.head);
    return outcome;
  }

  /** The next room should find a short way. */
  left(): void {
    if (!this.asked && isLong(this.tail, LIMITS.left)) this.ask();
  }

  private grow(rows: number, bytes: number): void {
    this.tail = { rows: this.tail.rows + rows, bytes: this.tail.bytes + bytes };
    if (!this.asked && isLong(this.tail, LIMITS.inUse)) this.ask();
  }

  private ask(): void {
    this.asked = true;
    const at = { ...this.tail };
    this.parts.compaction.want(this.documentId, () => {
      this.asked = false;
      this.tail = { rows: Math.max(0, this.tail.rows - at.rows), bytes: Math.max(0, this.tail.bytes - at.bytes) };
    });
  }
}

/** Compaction over Postgres, in a thread of its own; `end` begins nothing more and waits for what is under way. */
export function startCompaction(db: Database, log: SyncLog, keepMs = HISTORY_MS): { compaction: Compaction; end(): Promise<void> } {
  const thread = new CompressThread();
  const compaction = new Compaction({
    load: (documentId) => loadLog(db, documentId),
    compress: (updates) => thread.compress(updates),
    store: (documentId, snapshot) => storeSnapshot(db, documentId, snapshot),
    truncate: (documentId) => truncateLog(db, documentId, keepMs),
    log,
  });
  const end = async (): Promise<void> => {
    compaction.end();
    await thread.end();
    await compaction.idle();
  };
  return { compaction, end };
}
