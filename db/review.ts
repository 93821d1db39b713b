/** How much waits for a verdict: a number for every page of a workspace, so counted by the database. */
import { and, count, eq, isNull, not, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Executor } from "./client.ts";
import { annotations, documents, links } from "./schema/index.ts";

const otherDocument = alias(documents, "other_document");

/** Submitted marks of a workspace that this person neither wrote nor changed; those of deleted documents don't wait any longer. */
export async function waitingFor(db: Executor, workspaceId: string, userId: string): Promise<number> {
  const awaits = (table: typeof annotations | typeof links) =>
    and(eq(table.workspaceId, workspaceId), isNull(table.deletedAt), eq(table.state, "submitted"), not(sql`${userId}::uuid = any(${table.contributorIds})`));
  const [[passages], [joints]] = await Promise.all([
    db
      .select({ number: count() })
      .from(annotations)
      .innerJoin(documents, and(eq(documents.id, annotations.documentId), isNull(documents.deletedAt)))
      .where(and(awaits(annotations), eq(annotations.visibility, "team"))),
    db
      .select({ number: count() })
      .from(links)
      .innerJoin(documents, and(eq(documents.id, links.fromDocumentId), isNull(documents.deletedAt)))
      .innerJoin(otherDocument, and(eq(otherDocument.id, links.toDocumentId), isNull(otherDocument.deletedAt)))
      .where(awaits(links)),
  ]);
  return (passages?.number ?? 0) + (joints?.number ?? 0);
}
