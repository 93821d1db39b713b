/**
 * Which user writes under which Yjs client id.
 *
 * Called by rooms through their store. What must stay true: an id belongs to whoever was first stored with it, on every
 * node and for good: somebody who continued the count of another's id would put words into their mouth.
 */
import { and, eq, gt } from "drizzle-orm";
import type { Database, Executor } from "./client.ts";
import { appendUpdates, type AppendOutcome, type AuthorList, type NewUpdate } from "./document-log.ts";
import { documentAuthors } from "./schema/documents.ts";

/** Bound after row `seq` of the log was stored. */
export async function authorsSince(db: Executor, documentId: string, seq: number): Promise<AuthorList> {
  const rows = await db
    .select({ clientId: documentAuthors.clientId, userId: documentAuthors.userId })
    .from(documentAuthors)
    .where(and(eq(documentAuthors.documentId, documentId), gt(documentAuthors.seq, seq)));
  return rows.map((row) => [row.clientId, row.userId] as const);
}

/** Somebody else has stored words under one of these ids meanwhile. */
class TakenError extends Error {}

/** Appends rows, and binds the client ids that are new in them; all or nothing. */
export async function appendByNewAuthors(
  db: Database,
  documentId: string,
  rows: readonly NewUpdate[],
  authors: ReadonlyMap<number, string>,
): Promise<AppendOutcome | { refused: "taken" }> {
  if (authors.size === 0) return appendUpdates(db, documentId, rows);
  const bind = (executor: Executor, seq: number) =>
    executor
      .insert(documentAuthors)
      .values([...authors].map(([clientId, userId]) => ({ documentId, clientId, userId, seq })))
      .onConflictDoNothing()
      .returning({ clientId: documentAuthors.clientId });
  try {
    return await db.transaction(async (transaction) => {
      const outcome = await appendUpdates(transaction, documentId, rows);
      if ("refused" in outcome) return outcome;
      const bound = await bind(transaction, outcome.head);
      if (bound.length < authors.size) throw new TakenError();
      return outcome;
    });
  } catch (error) {
    if (error instanceof TakenError) return { refused: "taken" };
    throw error;
  }
}
