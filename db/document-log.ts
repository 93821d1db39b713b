/**
 * The log of a document's text: reading it, and the one way to append to it.
 *
 * Called by rooms (what people type), by commands and imports (what the server writes). What must stay true: the row
 * lock on the document makes the order of sequence numbers the order of commits, on every node; whether the writers
 * may still type is asked under that lock, in the transaction that stores their words.
 */
import { and, asc, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import { can } from "../app/core/access/can.ts";
import type { Executor } from "./client.ts";
import { documents, documentUpdates } from "./schema/documents.ts";
import { memberships } from "./schema/people.ts";

/** One row to append: a Yjs update (V1). The server's own writing has no user and is always allowed. */
export interface NewUpdate {
  data: Uint8Array;
  userId: string | null;
}

export type AppendOutcome = { head: number } | { refused: "gone" } | { refused: "not-allowed"; userIds: string[] };

export interface LogRead {
  updates: Uint8Array[];
  /** Sequence number of the newest update read. */
  head: number;
}

/** Where a document stands; asked for many at once to notice what a lost notification has not told. */
export interface DocumentHead {
  head: number;
  clock: number;
  deleted: boolean;
}

/** The whole text. Throws when the document is gone or rows are missing: a gap must never look like a short text. */
export async function loadLog(db: Executor, documentId: string): Promise<LogRead> {
  const [document] = await db
    .select({ head: documents.head })
    .from(documents)
    .where(and(eq(documents.id, documentId), isNull(documents.deletedAt)));
  if (!document) throw new Error(`document ${documentId} does not exist`);
  const log = await updatesSince(db, documentId, 0);
  if (log.head < document.head || log.updates.length !== log.head) {
    throw new Error(`log of document ${documentId} is incomplete: ${log.updates.length} rows up to ${document.head}`);
  }
  return log;
}

/** What was appended after `seq`; `head` is `seq` when that is nothing. */
export async function updatesSince(db: Executor, documentId: string, seq: number): Promise<LogRead> {
  const rows = await db
    .select({ seq: documentUpdates.seq, data: documentUpdates.data })
    .from(documentUpdates)
    .where(and(eq(documentUpdates.documentId, documentId), gt(documentUpdates.seq, seq)))
    .orderBy(asc(documentUpdates.seq));
  return { updates: rows.map((row) => row.data), head: rows.at(-1)?.seq ?? seq };
}

/** Appends all rows or none. Inside a transaction of the caller it takes part in that one. */
export async function appendUpdates(db: Executor, documentId: string, rows: readonly NewUpdate[]): Promise<AppendOutcome> {
  if (rows.length === 0) throw new RangeError("nothing to append");
  let outcome: AppendOutcome = { refused: "gone" };
  const work = async (tx: Executor): Promise<void> => {
    const [moved] = await tx
      .update(documents)
      .set({ head: sql`${documents.head} + ${rows.length}` })
      .where(and(eq(documents.id, documentId), isNull(documents.deletedAt)))
      .returning({ head: documents.head, kind: documents.kind, workspaceId: documents.workspaceId });
    if (!moved) return;
    const userIds = await whoMayNotType(tx, moved, rows);
    if (userIds.length > 0) {
      outcome = { refused: "not-allowed", userIds };
      throw new Refused();
    }
    const before = moved.head - rows.length;
    await tx.insert(documentUpdates).values(rows.map((row, index) => ({ documentId, seq: before + index + 1, ...row })));
    outcome = { head: moved.head };
  };
  await db.transaction(work).catch((error: unknown) => {
    if (!(error instanceof Refused)) throw error;
  });
  return outcome;
}

/** Undoes the transaction; never leaves this file. */
class Refused extends Error {}

async function whoMayNotType(
  tx: Executor,
  document: { kind: "source" | "working"; workspaceId: string },
  rows: readonly NewUpdate[],
): Promise<string[]> {
  const userIds = [...new Set(rows.flatMap((row) => row.userId ?? []))];
  if (userIds.length === 0) return [];
  const members = await tx
    .select({ userId: memberships.userId, role: memberships.role })
    .from(memberships)
    .where(and(eq(memberships.workspaceId, document.workspaceId), inArray(memberships.userId, userIds)));
  const roles = new Map(members.map((member) => [member.userId, member.role]));
  return userIds.filter((userId) => !can({ userId, role: roles.get(userId) ?? null }, "document.type", document));
}

/** Where the documents stand; one that doesn't exist is missing from the answer. */
export async function documentHeads(db: Executor, documentIds: readonly string[]): Promise<Map<string, DocumentHead>> {
  if (documentIds.length === 0) return new Map();
  const rows = await db
    .select({ id: documents.id, head: documents.head, clock: documents.clock, deletedAt: documents.deletedAt })
    .from(documents)
    .where(inArray(documents.id, [...documentIds]));
  return new Map(rows.map((row) => [row.id, { head: row.head, clock: row.clock, deleted: row.deletedAt !== null }]));
}
