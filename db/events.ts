/** The record of what happened: written in the same transaction as the change itself. */
import { asc, eq } from "drizzle-orm";
import type { HistoryEntry } from "../app/core/annotation/annotation.ts";
import type { Executor } from "./client.ts";
import { events, users } from "./schema/index.ts";

export type NewEvent = typeof events.$inferInsert;

export async function record(db: Executor, event: NewEvent | NewEvent[]): Promise<void> {
  const rows = Array.isArray(event) ? event : [event];
  if (rows.length > 0) await db.insert(events).values(rows);
}

/** The history of one thing, oldest first. */
export async function historyOf(db: Executor, subjectId: string): Promise<HistoryEntry[]> {
  const rows = await db
    .select({
      at: events.createdAt, action: events.action, before: events.before, after: events.after,
      byId: events.actorId, byName: users.name,
    })
    .from(events)
    .leftJoin(users, eq(users.id, events.actorId))
    .where(eq(events.subjectId, subjectId))
    .orderBy(asc(events.createdAt), asc(events.id));
  return rows.map((row) => ({
    at: row.at.toISOString(),
    by: { id: row.byId, name: row.byName ?? "somebody who has left" },
    action: row.action,
    before: row.before,
    after: row.after,
  }));
}
