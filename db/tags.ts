/** The codebook of a workspace. */
import { asc, eq } from "drizzle-orm";
import { DEFAULT_TAGS, type Tag } from "../app/core/codebook/tags.ts";
import type { Executor } from "./client.ts";
import { tags } from "./schema/index.ts";

export async function tagsOf(db: Executor, workspaceId: string): Promise<Tag[]> {
  const rows = await db.select().from(tags).where(eq(tags.workspaceId, workspaceId)).orderBy(asc(tags.position));
  return rows.map(({ workspaceId: _, ...tag }) => tag);
}

export async function addDefaultTags(db: Executor, workspaceId: string): Promise<void> {
  await db.insert(tags).values(DEFAULT_TAGS.map((tag, position) => ({ ...tag, workspaceId, position })));
}
