/**
 * Snapshots of a text, and what of its log they make superfluous.
 *
 * Called by the compaction of rooms, after it has read a snapshot back. What must stay true: a row of the log goes only
 * when two verified snapshots hold it and it is older than the history that is kept, and never in the transaction in
 * which one of the two was stored: a bad snapshot must never be all there is.
 */
import { and, desc, eq, lte, lt, sql } from "drizzle-orm";
import type { Executor } from "./client.ts";
import { documentSnapshots, documentUpdates } from "./schema/documents.ts";

export interface Snapshot {
  /** The newest row of the log in it. */
  uptoSeq: number;
  /** One Yjs update (V1). */
  data: Uint8Array;
  /** Its Yjs state vector. */
  vector: Uint8Array;
  hash: string;
}

/** Stores a verified snapshot. Another node may have stored the same one meanwhile. */
export async function storeSnapshot(db: Executor, documentId: string, snapshot: Snapshot): Promise<void> {
  await db.insert(documentSnapshots).values({ documentId, ...snapshot }).onConflictDoNothing();
}

/** Removes rows that the two newest snapshots hold and that are older than `keepMs`, and older snapshots. */
export async function truncateLog(db: Executor, documentId: string, keepMs: number): Promise<{ rows: number }> {
  const [, second] = await db
    .select({ uptoSeq: documentSnapshots.uptoSeq })
    .from(documentSnapshots)
    .where(eq(documentSnapshots.documentId, documentId))
    .orderBy(desc(documentSnapshots.uptoSeq))
    .limit(2);
  if (!second) return { rows: 0 };
  const gone = await db
    .delete(documentUpdates)
    .where(
      and(
        eq(documentUpdates.documentId, documentId),
        lte(documentUpdates.seq, second.uptoSeq),
        lt(documentUpdates.createdAt, sql`now() - ${keepMs}::double precision * interval '1 millisecond'`),
      ),
    )
    .returning({ seq: documentUpdates.seq });
  await db
    .delete(documentSnapshots)
    .where(and(eq(documentSnapshots.documentId, documentId), lt(documentSnapshots.uptoSeq, second.uptoSeq)));
  return { rows: gone.length };
}
