/**
 * The log of one document in Postgres, as a room wants it.
 *
 * Made for each room. What must stay true: it knows how long the tail behind the newest snapshot is, from what passes
 * through it, and asks for a compaction when that is long; a room never waits for one.
 */
import type { Database } from "../../db/client.ts";
import { appendByNewAuthors, authorsSince } from "../../db/document-authors.ts";
import { loadLog, updatesSince } from "../../db/document-log.ts";
import { storeSnapshot, truncateLog } from "../../db/document-snapshots.ts";
import { Compaction, isLong, LIMITS, type Tail } from "./compaction.ts";
import { CompressThread } from "./compress-thread.ts";
import type { RoomStore } from "./durable-text.ts";
import type { SyncLog } from "./surroundings.ts";

/** How long rows of the log are kept that snapshots hold: for the history of a text, and to be able to look back. */
const HISTORY_MS = 90 * 24 * 3_600_000;

export interface TextStore extends RoomStore {
  /** The room is closed: the next one should find a short way. */
  left(): void;
}

const bytesOf = (updates: readonly { length: number }[]): number => updates.reduce((sum, update) => sum + update.length, 0);

export interface TextStoreParts {
  compaction: Pick<Compaction, "want">;
  /** Other nodes may want to know: this is the newest row now. */
  onAppended(head: number): void;
}

export function textStore(db: Database, documentId: string, { compaction, onAppended }: TextStoreParts): TextStore {
  let tail: Tail = { rows: 0, bytes: 0 };
  let asked = false;
  const ask = (): void => {
    asked = true;
    const at = { ...tail };
    compaction.want(documentId, () => {
      asked = false;
      tail = { rows: Math.max(0, tail.rows - at.rows), bytes: Math.max(0, tail.bytes - at.bytes) };
    });
  };
  const grow = (rows: number, bytes: number): void => {
    tail = { rows: tail.rows + rows, bytes: tail.bytes + bytes };
    if (!asked && isLong(tail, LIMITS.inUse)) ask();
  };
  return {
    load: async () => {
      const log = await loadLog(db, documentId);
      tail = { rows: 0, bytes: 0 };
      grow(log.head - log.uptoSeq, bytesOf(log.uptoSeq > 0 ? log.updates.slice(1) : log.updates));
      return log;
    },
    // Authors are read after the rows: one too many does no harm, one too few would.
    since: async (seq) => {
      const read = await updatesSince(db, documentId, seq);
      grow(read.updates.length, bytesOf(read.updates));
      return { ...read, authors: await authorsSince(db, documentId, seq) };
    },
    append: async (rows, newAuthors) => {
      const outcome = await appendByNewAuthors(db, documentId, rows, newAuthors);
      if ("refused" in outcome) return outcome;
      grow(rows.length, bytesOf(rows.map((row) => row.data)));
      onAppended(outcome.head);
      return outcome;
    },
    left: () => {
      if (!asked && isLong(tail, LIMITS.left)) ask();
    },
  };
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
