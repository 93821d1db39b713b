/**
 * The log of a document's text: reading it, and the one way to append to it.
 *
 * Called by rooms (what people type), by commands and imports (what the server writes). What must stay true: the row
 * lock on the document makes the order of sequence numbers the order of commits, on every node; whether the writers
 * may still type, and are still signed in, is asked by the statement that stores their words.
 */
import { and, asc, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import { can, ROLES } from "../app/core/access/can.ts";
import { prepared, type Executor } from "./client.ts";
import { goodCredentials, type Credential } from "./people.ts";
import { documentAuthors, documents, documentSnapshots, documentUpdates } from "./schema/documents.ts";
import { apiTokens, memberships, sessions } from "./schema/people.ts";

/** One row to append: a Yjs update (V1). The server's own writing has no user and is always allowed. */
export interface NewUpdate {
  data: Uint8Array;
  userId: string | null;
  /** By what they are signed in; absent when that can't end. */
  credential?: Credential | undefined;
}

/** "not-allowed": these may not type here, or these credentials have ended (ids of sessions and tokens). */
export type AppendOutcome = { head: number } | { refused: "gone" } | { refused: "not-allowed"; userIds: string[]; ended: string[] };

export interface LogRead {
  updates: Uint8Array[];
  /** Sequence number of the newest update read. */
  head: number;
  /** Up to where the first update is a snapshot; 0 when there is none. */
  uptoSeq: number;
  /** The state vector of all of it, where that is known without reading it. */
  vector: Uint8Array | null;
  authors: AuthorList;
}

/** Yjs client ids and their users; a user who is no more leaves an id that nobody may use. */
export type AuthorList = readonly (readonly [clientId: number, userId: string | null])[];

/** Where a document stands; asked for many at once to notice what a lost notification has not told. */
export interface DocumentHead {
  head: number;
  clock: number;
  deleted: boolean;
}

/** A row of the one statement that loads a text: what it is, a number, and what goes with it. */
interface Loaded extends Record<string, unknown> {
  part: "head" | "snapshot" | "row" | "author";
  number: string;
  data: Uint8Array | null;
  user_id: string | null;
  vector: Uint8Array | null;
}

const LOAD = prepared<Loaded>("load_text", sql`
  with document as (
    select head from ${documents} where id = ${sql.placeholder("documentId")}::uuid and deleted_at is null
  ), snapshot as (
    select upto_seq, data, vector from ${documentSnapshots} where document_id = ${sql.placeholder("documentId")}::uuid order by upto_seq desc limit 1
  )
  select 'head' as part, head as number, null::bytea as data, null::uuid as user_id, null::bytea as vector from document
  union all select 'snapshot', upto_seq, data, null, vector from snapshot
  union all (
    select 'row', seq, data, null, null from ${documentUpdates}
    where document_id = ${sql.placeholder("documentId")}::uuid and seq > coalesce((select upto_seq from snapshot), 0)
  )
  union all select 'author', client_id, null, user_id, null from ${documentAuthors} where document_id = ${sql.placeholder("documentId")}::uuid`);

/**
 * The whole text, in one statement: the newest snapshot and what came after it, and who has written under which client
 * id. Throws when the document is gone or rows are missing: a gap must never look like a short text.
 */
export async function loadLog(db: Executor, documentId: string): Promise<LogRead> {
  const found = await LOAD(db, { documentId });
  const of = (part: Loaded["part"]): Loaded[] => found.filter((one) => one.part === part).sort((a, b) => Number(a.number) - Number(b.number));
  const [[document], [snapshot], rows] = [of("head"), of("snapshot"), of("row")];
  if (!document) throw new Error(`document ${documentId} does not exist`);
  const [head, uptoSeq] = [Number(document.number), Number(snapshot?.number ?? 0)];
  if (rows.length !== head - uptoSeq) throw new Error(`log of document ${documentId} is incomplete: ${rows.length} rows from ${uptoSeq} to ${head}`);
  const authors = of("author").map(({ number, user_id }) => [Number(number), user_id] as const);
  const updates = [...(snapshot ? [snapshot] : []), ...rows].flatMap(({ data }) => data ?? []);
  return { updates, head, uptoSeq, vector: rows.length === 0 ? (snapshot?.vector ?? null) : null, authors };
}

/** What was appended after `seq`; `head` is `seq` when that is nothing. Throws when rows in between are missing. */
export async function updatesSince(db: Executor, documentId: string, seq: number): Promise<Pick<LogRead, "updates" | "head">> {
  const rows = await db
    .select({ seq: documentUpdates.seq, data: documentUpdates.data })
    .from(documentUpdates)
    .where(and(eq(documentUpdates.documentId, documentId), gt(documentUpdates.seq, seq)))
    .orderBy(asc(documentUpdates.seq));
  const head = rows.at(-1)?.seq ?? seq;
  if (rows.length !== head - seq) throw new Error(`log of document ${documentId} is incomplete: ${rows.length} rows from ${seq} to ${head}`);
  return { updates: rows.map((row) => row.data), head };
}

/** Which roles may type in which kinds, as `can` has it. */
const MAY_TYPE = (["source", "working"] as const).flatMap((kind) =>
  ROLES.filter((role) => can({ userId: "", role }, "document.type", { kind })).map((role) => sql`(${sql.raw(`'${kind}'`)}, ${sql.raw(`'${role}'`)})`),
);

/**
 * One text for every batch, whatever its size, so that Postgres parses and plans it once for each connection and an
 * append is a single round trip: rooms commit hundreds of times a second. Hence the arrays instead of lists of values.
 */
const APPEND = prepared<{ head: string }>("append_updates", sql`
  with moved as (
    update ${documents} set head = head + cardinality(${sql.placeholder("data")}::bytea[])
    where id = ${sql.placeholder("documentId")}::uuid and deleted_at is null
      and cardinality(${sql.placeholder("writers")}::uuid[]) = (
        select count(*) from ${memberships}
        where ${memberships.workspaceId} = ${documents.workspaceId} and ${memberships.userId} = any(${sql.placeholder("writers")}::uuid[])
          and (${documents.kind}, ${memberships.role}) in (${sql.join(MAY_TYPE, sql`, `)}))
      and cardinality(${sql.placeholder("sessions")}::uuid[]) = (
        select count(*) from ${sessions} where ${sessions.id} = any(${sql.placeholder("sessions")}::uuid[]) and ${sessions.expiresAt} > now())
      and cardinality(${sql.placeholder("tokens")}::uuid[]) = (
        select count(*) from ${apiTokens} where ${apiTokens.id} = any(${sql.placeholder("tokens")}::uuid[]) and ${apiTokens.revokedAt} is null)
    returning id, head
  ), stored as (
    insert into ${documentUpdates} (document_id, seq, data, user_id)
    select moved.id, moved.head - cardinality(${sql.placeholder("data")}::bytea[]) + added.place, added.data, added.user_id
    from moved, unnest(${sql.placeholder("data")}::bytea[], ${sql.placeholder("userIds")}::uuid[]) with ordinality as added (data, user_id, place)
  )
  select head from moved`);

/** Appends all rows or none, in one statement. Inside a transaction of the caller it takes part in that one. */
export async function appendUpdates(db: Executor, documentId: string, rows: readonly NewUpdate[]): Promise<AppendOutcome> {
  if (rows.length === 0) throw new RangeError("nothing to append");
  const writers = [...new Set(rows.flatMap((row) => row.userId ?? []))];
  const credentials = [...new Map(rows.flatMap(({ credential }) => (credential ? [[credential.id, credential] as const] : []))).values()];
  const idsOf = (kind: Credential["kind"]): string => `{${credentials.flatMap((one) => (one.kind === kind ? one.id : [])).join(",")}}`;
  const [moved] = await APPEND(db, {
    documentId,
    data: `{${rows.map((row) => byteaElement(row.data)).join(",")}}`,
    userIds: `{${rows.map((row) => row.userId ?? "NULL").join(",")}}`,
    writers: `{${writers.join(",")}}`,
    sessions: idsOf("session"),
    tokens: idsOf("token"),
  });
  return moved ? { head: Number(moved.head) } : whyNot(db, documentId, writers, credentials);
}

/** Bytes as an element of an array in Postgres' own notation. */
function byteaElement({ buffer, byteOffset, length }: Uint8Array): string {
  return `"\\\\x${Buffer.from(buffer, byteOffset, length).toString("hex")}"`;
}

async function whyNot(db: Executor, documentId: string, writers: readonly string[], credentials: readonly Credential[]): Promise<AppendOutcome> {
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
  const good = await goodCredentials(db, credentials);
  return { refused: "not-allowed", userIds, ended: credentials.flatMap(({ id }) => (good.has(id) ? [] : id)) };
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
