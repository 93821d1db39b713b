/** Tags of an annotation: from slugs of the workspace's codebook to rows. */
import { and, eq, inArray } from "drizzle-orm";
import { invalid } from "../../app/core/problem.ts";
import { annotationTags, tags } from "../../db/schema/index.ts";
import type { Scope } from "./scope.ts";

/** The ids of these slugs. An unknown one is 422, naming it. */
export async function tagIds(scope: Scope, slugs: string[]): Promise<string[]> {
  const unique = [...new Set(slugs)];
  if (unique.length === 0) return [];
  const rows = await scope.tx
    .select({ id: tags.id, slug: tags.slug })
    .from(tags)
    .where(and(eq(tags.workspaceId, scope.workspaceId), inArray(tags.slug, unique)));
  const unknown = unique.filter((slug) => !rows.some((row) => row.slug === slug));
  if (unknown.length > 0) {
    throw invalid(unknown.map((slug) => ({ path: "tags", message: `There is no tag "${slug}" in this workspace.` })), "Unknown tag");
  }
  return rows.map((row) => row.id);
}

/** Makes these the tags of the annotation, and no others. */
export async function putTags(scope: Scope, annotationId: string, ids: string[]): Promise<void> {
  await scope.tx.delete(annotationTags).where(eq(annotationTags.annotationId, annotationId));
  if (ids.length > 0) await scope.tx.insert(annotationTags).values(ids.map((tagId) => ({ annotationId, tagId })));
}
