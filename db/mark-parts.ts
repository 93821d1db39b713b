/** The parts of marks that hang on them: verdicts, comments, tags. Read in one query each for any number of marks. */
import { and, asc, eq, isNull, sql, type SQL } from "drizzle-orm";
import type { Comment, Person, Verdict } from "../app/core/annotation/annotation.ts";
import { isOneOf, type Executor } from "./client.ts";
import { annotations, annotationTags, comments, memberships, tags, users, verdicts } from "./schema/index.ts";

function grouped<Row, Value>(rows: Row[], key: (row: Row) => string, value: (row: Row) => Value): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(value(row));
    else groups.set(key(row), [value(row)]);
  }
  return groups;
}

function verdictRows(db: Executor, where: SQL | undefined) {
  return db
    .select({ verdict: verdicts, reviewer: users.name })
    .from(verdicts)
    .innerJoin(users, eq(users.id, verdicts.reviewerId))
    .where(where)
    .orderBy(asc(verdicts.createdAt), asc(verdicts.id));
}

function toVerdict(row: { verdict: typeof verdicts.$inferSelect; reviewer: string }): Verdict {
  const { id, reviewerId, verdict, reason, createdAt, withdrawnAt } = row.verdict;
  return { id, reviewer: { id: reviewerId, name: row.reviewer }, verdict, reason, at: createdAt.toISOString(), withdrawn: withdrawnAt !== null };
}

export async function verdictsOn(db: Executor, kind: "annotation" | "link", ids: string[]): Promise<Map<string, Verdict[]>> {
  const column = kind === "annotation" ? verdicts.annotationId : verdicts.linkId;
  const rows = ids.length === 0 ? [] : await verdictRows(db, isOneOf(column, ids));
  return grouped(rows, (row) => (kind === "annotation" ? row.verdict.annotationId : row.verdict.linkId) ?? "", toVerdict);
}

/** Whom a comment mentions, as far as they are in its workspace now. Asked for each comment that mentions anybody; most don't. */
const MENTIONED = sql<Person[]>`case when cardinality(${comments.mentionedIds}) = 0 then '[]'::json else coalesce((
  select json_agg(json_build_object('id', person.id, 'name', person.name) order by person.name, person.id)
  from ${users} person
  join ${memberships} on ${memberships.userId} = person.id
  join ${annotations} on ${annotations.id} = ${comments.annotationId} and ${annotations.workspaceId} = ${memberships.workspaceId}
  where person.id = any(${comments.mentionedIds})
), '[]'::json) end`;

export async function commentsOn(db: Executor, annotationIds: string[]): Promise<Map<string, Comment[]>> {
  if (annotationIds.length === 0) return new Map();
  const rows = await db
    .select({ comment: comments, author: users.name, mentions: MENTIONED })
    .from(comments)
    .innerJoin(users, eq(users.id, comments.authorId))
    .where(and(isOneOf(comments.annotationId, annotationIds), isNull(comments.deletedAt)))
    .orderBy(asc(comments.createdAt), asc(comments.id));
  return grouped(
    rows,
    (row) => row.comment.annotationId,
    ({ comment, author, mentions }) => ({
      id: comment.id, author: { id: comment.authorId, name: author }, text: comment.text, at: comment.createdAt.toISOString(), mentions,
    }),
  );
}

export async function tagsOn(db: Executor, annotationIds: string[]): Promise<Map<string, string[]>> {
  if (annotationIds.length === 0) return new Map();
  const rows = await db
    .select({ annotationId: annotationTags.annotationId, slug: tags.slug })
    .from(annotationTags)
    .innerJoin(tags, eq(tags.id, annotationTags.tagId))
    .where(isOneOf(annotationTags.annotationId, annotationIds))
    .orderBy(asc(tags.position));
  return grouped(rows, (row) => row.annotationId, (row) => row.slug);
}
