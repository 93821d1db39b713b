/** Reads about documents: facts, counts, originals. Their text is in db/document-log.ts. */
import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { DocumentDetail, DocumentSummary } from "../app/core/document/document.ts";
import type { Executor } from "./client.ts";
import { documents, originals } from "./schema/index.ts";

type DocumentRow = typeof documents.$inferSelect;

/** Counts as `userId` sees them: private marks of others are not counted. */
function countColumns(userId: string) {
  const visible = sql`a.document_id = ${documents.id} and a.deleted_at is null and (a.visibility = 'team' or a.author_id = ${userId})`;
  const linked = sql`l.deleted_at is null and (l.from_document_id = ${documents.id} or l.to_document_id = ${documents.id})`;
  return {
    annotations: sql<number>`(select count(*)::int from annotations a where ${visible})`,
    submitted: sql<number>`(select count(*)::int from annotations a where ${visible} and a.state = 'submitted')`,
    approved: sql<number>`(select count(*)::int from annotations a where ${visible} and a.state = 'approved')`,
    links: sql<number>`(select count(*)::int from links l where ${linked})`,
  };
}

function summary(row: DocumentRow, counts: DocumentSummary["counts"]): DocumentSummary {
  const { id, workspaceId, kind, symbol, symbolStatus, title, body, type, country, language, date } = row;
  return { id, workspaceId, kind, symbol, symbolStatus, title, body, type, country, language, date, createdAt: row.createdAt.toISOString(), counts };
}

export async function documentsIn(db: Executor, workspaceId: string, userId: string): Promise<DocumentSummary[]> {
  const rows = await db
    .select({ document: documents, ...countColumns(userId) })
    .from(documents)
    .where(and(eq(documents.workspaceId, workspaceId), isNull(documents.deletedAt)))
    .orderBy(asc(documents.createdAt), asc(documents.id));
  return rows.map(({ document, ...counts }) => summary(document, counts));
}

/** One document that is not deleted, with the clocks it stands at. */
export async function documentById(db: Executor, documentId: string, userId: string) {
  const [row] = await db
    .select({
      document: documents,
      filename: originals.filename, size: originals.size, mediaType: originals.mediaType,
      ...countColumns(userId),
    })
    .from(documents)
    .leftJoin(originals, eq(originals.documentId, documents.id))
    .where(and(eq(documents.id, documentId), isNull(documents.deletedAt)));
  if (!row) return null;
  const { document, filename, size, mediaType, ...counts } = row;
  const detail: DocumentDetail = {
    ...summary(document, counts),
    importReport: document.importReport,
    original: filename !== null && size !== null && mediaType !== null ? { filename, size, mediaType } : null,
  };
  return { detail, head: document.head, clock: document.clock };
}

/** Locks documents against other commands until the transaction ends, in one order, so that two commands never wait for each other. */
export async function lockDocuments(db: Executor, ids: string[]): Promise<DocumentRow[]> {
  const unique = [...new Set(ids)].sort();
  return db
    .select()
    .from(documents)
    .where(and(inArray(documents.id, unique), isNull(documents.deletedAt)))
    .orderBy(asc(documents.id))
    .for("update");
}

/** Moves the clock of a document's marks on by one and answers it. The document has to be locked. */
export async function tick(db: Executor, documentId: string): Promise<number> {
  const [row] = await db
    .update(documents)
    .set({ clock: sql`${documents.clock} + 1` })
    .where(eq(documents.id, documentId))
    .returning({ clock: documents.clock });
  if (!row) throw new Error("The document is gone although it was locked");
  return row.clock;
}

export async function originalOf(db: Executor, documentId: string) {
  const [row] = await db.select().from(originals).where(eq(originals.documentId, documentId));
  return row ?? null;
}

export async function sameFile(db: Executor, workspaceId: string, sha256: string) {
  const [row] = await db
    .select({ id: documents.id, title: documents.title, symbol: documents.symbol })
    .from(documents)
    .where(and(eq(documents.workspaceId, workspaceId), eq(documents.sha256, sha256), isNull(documents.deletedAt)));
  return row ?? null;
}
