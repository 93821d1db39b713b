/** Reads of annotations. Visibility is part of every query: private marks leave the database for their author only. */
import { and, asc, count, eq, gt, inArray, isNull, or, sql, type SQL } from "drizzle-orm";
import type { Annotation, State } from "../app/core/annotation/annotation.ts";
import { isOneOf, type Executor } from "./client.ts";
import { commentsOn, tagsOn, verdictsOn } from "./mark-parts.ts";
import { annotations, annotationTags, tags, users } from "./schema/index.ts";

export type AnnotationRow = typeof annotations.$inferSelect;

function visibleTo(userId: string): SQL | undefined {
  return or(eq(annotations.visibility, "team"), eq(annotations.authorId, userId));
}

async function complete(db: Executor, rows: { row: AnnotationRow; author: string }[]): Promise<Annotation[]> {
  const ids = rows.map(({ row }) => row.id);
  const [tags, verdicts, comments] = await Promise.all([tagsOn(db, ids), verdictsOn(db, "annotation", ids), commentsOn(db, ids)]);
  return rows.map(({ row, author }) =>
    toAnnotation(row, author, { tags: tags.get(row.id), verdicts: verdicts.get(row.id), comments: comments.get(row.id) }),
  );
}

type Parts = Partial<Pick<Annotation, "tags" | "verdicts" | "comments">>;

function toAnnotation(row: AnnotationRow, author: string, { tags = [], verdicts = [], comments = [] }: Parts): Annotation {
  const { id, documentId, contributorIds, visibility, state, note, anchor, paragraph, version } = row;
  return {
    id, documentId, author: { id: row.authorId, name: author }, contributorIds, visibility, state, note, tags, anchor,
    paragraph, verdicts, comments, version, createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString(),
  };
}

function rowsWhere(db: Executor, where: SQL | undefined) {
  return db
    .select({ row: annotations, author: users.name })
    .from(annotations)
    .innerJoin(users, eq(users.id, annotations.authorId))
    .where(where)
    .orderBy(asc(annotations.createdAt), asc(annotations.id));
}

/** Which annotations; what is absent leaves none out. */
export interface AnnotationFilter {
  /** In one of these. */
  state?: State[] | undefined;
  /** With at least one of these, by slug. */
  tag?: string[] | undefined;
  /** By one of these people, by id. */
  author?: string[] | undefined;
  /** Beginning in one of these blocks, by id. */
  block?: readonly string[] | undefined;
}

/** Where in a list: it is in the order in which the annotations were made. */
export interface ListRange {
  /** At most so many. */
  limit?: number | undefined;
  /** Only those made after the annotation of this id. */
  after?: string | undefined;
}

function fits(db: Executor, { state, tag, author, block }: AnnotationFilter): SQL | undefined {
  const tagged = db.select({ id: annotationTags.annotationId }).from(annotationTags).innerJoin(tags, eq(tags.id, annotationTags.tagId));
  return and(
    state && inArray(annotations.state, state),
    author && inArray(annotations.authorId, author),
    block && inArray(sql`${annotations.anchor}->>'block'`, [...block]),
    tag && inArray(annotations.id, tagged.where(inArray(tags.slug, tag))),
  );
}

function isAfter(id: string): SQL {
  return sql`(${annotations.createdAt}, ${annotations.id}) > (select created_at, id from annotations where id = ${id})`;
}

/** What this person may see of the annotations of a document. */
export async function annotationsOn(
  db: Executor, documentId: string, userId: string, filter: AnnotationFilter = {}, { limit, after }: ListRange = {},
): Promise<Annotation[]> {
  const where = and(
    eq(annotations.documentId, documentId), isNull(annotations.deletedAt), visibleTo(userId), fits(db, filter),
    after === undefined ? undefined : isAfter(after),
  );
  const rows = rowsWhere(db, where);
  return complete(db, await (limit === undefined ? rows : rows.limit(limit)));
}

/** How many annotations of a document this person may see; counted up to `most`. */
export async function annotationCount(db: Executor, documentId: string, userId: string, most: number): Promise<number> {
  const where = and(eq(annotations.documentId, documentId), isNull(annotations.deletedAt), visibleTo(userId));
  const some = db.select({ id: annotations.id }).from(annotations).where(where).limit(most).as("some");
  const [row] = await db.select({ count: count() }).from(some);
  return row?.count ?? 0;
}

/** Has this person been shown the annotation of this id in lists of the document, be it gone or private by now? */
export async function wasListed(db: Executor, documentId: string, userId: string, id: string): Promise<boolean> {
  const where = and(eq(annotations.id, id), eq(annotations.documentId, documentId), or(visibleTo(userId), annotations.everShared));
  return (await db.select({ id: annotations.id }).from(annotations).where(where)).length > 0;
}

/** One annotation, if it exists, is not deleted and this person may see it. */
export async function annotationById(db: Executor, id: string, userId: string): Promise<Annotation | null> {
  const where = and(eq(annotations.id, id), isNull(annotations.deletedAt), visibleTo(userId));
  return (await complete(db, await rowsWhere(db, where)))[0] ?? null;
}

/** What changed after `since`: what this person may see now, and the ids of what they saw once and no longer do. */
export async function annotationChanges(db: Executor, documentId: string, since: number, userId: string) {
  const rows = await rowsWhere(db, and(eq(annotations.documentId, documentId), gt(annotations.clock, since)));
  const visible = rows.filter(({ row }) => row.deletedAt === null && (row.visibility === "team" || row.authorId === userId));
  const gone = rows.filter((entry) => !visible.includes(entry) && (entry.row.everShared || entry.row.authorId === userId));
  return { puts: await complete(db, visible), removes: gone.map(({ row }) => row.id) };
}

/** Team annotations of a workspace in these states, for the review queue. */
export async function annotationsInStates(db: Executor, workspaceId: string, states: Annotation["state"][], userId: string): Promise<Annotation[]> {
  const where = and(eq(annotations.workspaceId, workspaceId), isNull(annotations.deletedAt), inArray(annotations.state, states), visibleTo(userId));
  return complete(db, await rowsWhere(db, where));
}

/** The bare row, deleted or not, locked until the transaction ends. */
export async function lockAnnotation(db: Executor, id: string): Promise<AnnotationRow | null> {
  const [row] = await db.select().from(annotations).where(eq(annotations.id, id)).for("update");
  return row ?? null;
}

/** The bare row, to know its document before locking that. */
export async function annotationRow(db: Executor, id: string): Promise<AnnotationRow | null> {
  const [row] = await db.select().from(annotations).where(eq(annotations.id, id));
  return row ?? null;
}

/** These annotations, as far as they are not deleted and this person may see them. */
export async function annotationsByIds(db: Executor, ids: string[], userId: string): Promise<Annotation[]> {
  if (ids.length === 0) return [];
  return complete(db, await rowsWhere(db, and(isOneOf(annotations.id, ids), isNull(annotations.deletedAt), visibleTo(userId))));
}
