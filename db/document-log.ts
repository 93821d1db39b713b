/**
 * The log of a document's text: reading it, and the one way to append to it.
 *
 * Called by rooms (what people type), by commands and imports (what the server writes). What must stay true: the row
 * lock on the document makes the order of sequence numbers the order of commits, on every node; whether the writers
 * may still type is asked by the statement that stores their words.
 */
import { and, asc, eq, gt, inArray, isNull, sql, type SQL } from "drizzle-orm";
import { can, ROLES } from "../app/core/access/can.ts";
import type { Executor } from "./client.ts";
import { newestSnapshot } from "./document-snapshots.ts";
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
  /** Up to where the first update is a snapshot; 0 when there is none. */
  uptoSeq: number;
}

/** Where a document stands; asked for many at once to notice what a lost notification has not told. */
export interface DocumentHead {
  head: number;
  clock: number;
  deleted: boolean;
}

/**
 * The whole text: the newest snapshot and what came after it. Throws when the document is gone or rows are missing: a
 * gap must never look like a short text.
 */
export async function loadLog(db: Executor, documentId: string): Promise<LogRead> {
  const [document] = await db
    .select({ head: documents.head })
    .from(documents)
    .where(and(eq(documents.id, documentId), isNull(documents.deletedAt)));
  if (!document) throw new Error(`document ${documentId} does not exist`);
  const snapshot = await newestSnapshot(db, documentId);
  const tail = await updatesSince(db, documentId, snapshot?.uptoSeq ?? 0);
  if (tail.head < document.head) throw new Error(`log of document ${documentId} is incomplete: it ends at ${tail.head}, not ${document.head}`);
  return { updates: snapshot ? [snapshot.data, ...tail.updates] : tail.updates, head: tail.head, uptoSeq: snapshot?.uptoSeq ?? 0 };
}

/** What was appended after `seq`; `head` is `seq` when that is nothing. Throws when rows in between are missing. */
export async function updatesSince(db: Executor, documentId: string, seq: number): Promise<Omit<LogRead, "uptoSeq">> {
  const rows = await db
    .select({ seq: documentUpdates.seq, data: documentUpdates.data })
    .from(documentUpdates)
    .where(and(eq(documentUpdates.documentId, documentId), gt(documentUpdates.seq, seq)))
    .orderBy(asc(documentUpdates.seq));
  const head = rows.at(-1)?.seq ?? seq;
  if (rows.length !== head - seq) throw new Error(`log of document ${documentId} is incomplete: ${rows.length} rows from ${seq} to ${head}`);
  return { updates: rows.map((row) => row.data), head };
}

/**
 * Appends all rows or none, in one statement: a room commits up to a hundred times a second, and each way to the
 * database counts. Inside a transaction of the caller it takes part in that one.
 */
export async function appendUpdates(db: Executor, documentId: string, rows: readonly NewUpdate[]): Promise<AppendOutcome> {
  if (rows.length === 0) throw new RangeError("nothing to append");
  const writers = [...new Set(rows.flatMap((row) => row.userId ?? []))];
  const values = rows.map(
    (row, index) => sql`(${index + 1}::bigint, ${sql.param(row.data, documentUpdates.data)}::bytea, ${row.userId}::uuid)`,
  );
  const [moved] = await db.execute<{ head: string }>(sql`
    with moved as (
      update ${documents} set head = head + ${rows.length}::bigint
      where id = ${documentId} and deleted_at is null and ${allMayType(writers)}
      returning id, head
    ), stored as (
      insert into ${documentUpdates} (document_id, seq, data, user_id)
      select moved.id, moved.head - ${rows.length}::bigint + added.place, added.data, added.user_id
      from moved, (values ${sql.join(values, sql`, `)}) as added (place, data, user_id)
    )
    select head from moved`);
  return moved ? { head: Number(moved.head) } : whyNot(db, documentId, writers);
}

/** Which roles may type in which kinds, as `can` has it. */
const MAY_TYPE = (["source", "working"] as const).flatMap((kind) =>
  ROLES.filter((role) => can({ userId: "", role }, "document.type", { kind })).map((role) => sql`(${kind}, ${role})`),
);

function allMayType(writers: readonly string[]): SQL {
  if (writers.length === 0) return sql`true`;
  return sql`${writers.length} = (
    select count(*) from ${memberships}
    where ${memberships.workspaceId} = ${documents.workspaceId} and ${inArray(memberships.userId, [...writers])}
      and (${documents.kind}, ${memberships.role}) in (${sql.join(MAY_TYPE, sql`, `)}))`;
}

async function whyNot(db: Executor, documentId: string, writers: readonly string[]): Promise<AppendOutcome> {
  const [document] = await db
    .select({ kind: documents.kind, workspaceId: documents.workspaceId })
    .from(documents)
    .where(and(eq(documents.id, documentId), isNull(documents.deletedAt)));
  if (!document) return { refused: "gone" };
  const members = await db
    .select({ userId: memberships.userId, role: memberships.role })
    .from(memberships)
    .where(and(eq(memberships.workspaceId, document.workspaceId), inArray(memberships.userId, [...writers])));
  const roles = new Map(members.map((member) => [member.userId, member.role]));
  const userIds = writers.filter((userId) => !can({ userId, role: roles.get(userId) ?? null }, "document.type", document));
  return { refused: "not-allowed", userIds };
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
