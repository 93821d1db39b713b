/** Reads of links. An end that is an annotation shows where that annotation is now; a deleted one leaves the end's own anchor. */
import { and, asc, eq, gt, inArray, isNull, or, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Link, LinkEnd, State, Verdict } from "../app/core/annotation/annotation.ts";
import { documentLabel } from "../app/core/document/document.ts";
import type { Executor } from "./client.ts";
import { verdictsOn } from "./mark-parts.ts";
import { annotations, documents, links, users } from "./schema/index.ts";

export type LinkRow = typeof links.$inferSelect;

const fromDocument = alias(documents, "from_document");
const toDocument = alias(documents, "to_document");
const fromAnnotation = alias(annotations, "from_annotation");
const toAnnotation = alias(annotations, "to_annotation");

type EndAnnotation = typeof annotations.$inferSelect | null;
type EndDocument = Pick<typeof documents.$inferSelect, "symbol" | "title" | "deletedAt">;
interface Joined {
  row: LinkRow;
  author: string;
  fromDocument: EndDocument;
  toDocument: EndDocument;
  fromAnnotation: EndAnnotation;
  toAnnotation: EndAnnotation;
}

function joined(db: Executor, where: SQL | undefined): Promise<Joined[]> {
  const facts = (table: typeof fromDocument | typeof toDocument) => ({ symbol: table.symbol, title: table.title, deletedAt: table.deletedAt });
  return db
    .select({ row: links, author: users.name, fromDocument: facts(fromDocument), toDocument: facts(toDocument), fromAnnotation, toAnnotation })
    .from(links)
    .innerJoin(users, eq(users.id, links.authorId))
    .innerJoin(fromDocument, eq(fromDocument.id, links.fromDocumentId))
    .innerJoin(toDocument, eq(toDocument.id, links.toDocumentId))
    .leftJoin(fromAnnotation, eq(fromAnnotation.id, links.fromAnnotationId))
    .leftJoin(toAnnotation, eq(toAnnotation.id, links.toAnnotationId))
    .where(where)
    .orderBy(asc(links.createdAt), asc(links.id));
}

function end(entry: Joined, side: "from" | "to"): LinkEnd {
  const { row } = entry;
  const [document, annotation] = side === "from" ? [entry.fromDocument, entry.fromAnnotation] : [entry.toDocument, entry.toAnnotation];
  const own = side === "from"
    ? { documentId: row.fromDocumentId, anchor: row.fromAnchor, paragraph: row.fromParagraph }
    : { documentId: row.toDocumentId, anchor: row.toAnchor, paragraph: row.toParagraph };
  const documentName = documentLabel(document);
  const alive = annotation !== null && annotation.deletedAt === null && annotation.visibility === "team";
  if (!alive) return { ...own, documentLabel: documentName, annotationId: null };
  return { documentId: own.documentId, documentLabel: documentName, annotationId: annotation.id, anchor: annotation.anchor, paragraph: annotation.paragraph };
}

function toLink(entry: Joined, verdicts: Verdict[] = []): Link {
  const { id, workspaceId, type, note, state, contributorIds, version, authorId, createdAt, updatedAt } = entry.row;
  return {
    id, workspaceId, type, note, state, contributorIds, verdicts, version,
    author: { id: authorId, name: entry.author }, from: end(entry, "from"), to: end(entry, "to"),
    createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString(),
  };
}

async function complete(db: Executor, entries: Joined[]): Promise<Link[]> {
  const verdicts = await verdictsOn(db, "link", entries.map(({ row }) => row.id));
  return entries.map((entry) => toLink(entry, verdicts.get(entry.row.id)));
}

/** A link is shown while it and both of its documents exist. */
function alive(entry: Joined): boolean {
  return entry.row.deletedAt === null && entry.fromDocument.deletedAt === null && entry.toDocument.deletedAt === null;
}

export async function linksOn(db: Executor, documentId: string): Promise<Link[]> {
  const where = and(isNull(links.deletedAt), or(eq(links.fromDocumentId, documentId), eq(links.toDocumentId, documentId)));
  return complete(db, (await joined(db, where)).filter(alive));
}

export async function linkById(db: Executor, id: string): Promise<Link | null> {
  const entries = (await joined(db, and(eq(links.id, id), isNull(links.deletedAt)))).filter(alive);
  return (await complete(db, entries))[0] ?? null;
}

export async function linkChanges(db: Executor, documentId: string, since: number) {
  const here = or(
    and(eq(links.fromDocumentId, documentId), gt(links.fromClock, since)),
    and(eq(links.toDocumentId, documentId), gt(links.toClock, since)),
  );
  const entries = await joined(db, here);
  return {
    puts: await complete(db, entries.filter(alive)),
    removes: entries.filter((entry) => !alive(entry)).map(({ row }) => row.id),
  };
}

export async function linksInStates(db: Executor, workspaceId: string, states: State[]): Promise<Link[]> {
  const where = and(eq(links.workspaceId, workspaceId), isNull(links.deletedAt), inArray(links.state, states));
  return complete(db, (await joined(db, where)).filter(alive));
}

export async function linkRow(db: Executor, id: string): Promise<LinkRow | null> {
  const [row] = await db.select().from(links).where(eq(links.id, id));
  return row ?? null;
}

export async function lockLink(db: Executor, id: string): Promise<LinkRow | null> {
  const [row] = await db.select().from(links).where(eq(links.id, id)).for("update");
  return row ?? null;
}
