/** What annotations and links share when they change: version, verdicts withdrawn, who contributed, stale edits. */
import { and, eq, isNull } from "drizzle-orm";
import type { Decision, Decidable } from "../../app/core/annotation/decide.ts";
import { Problem } from "../../app/core/problem.ts";
import type { Executor } from "../../db/client.ts";
import { verdicts } from "../../db/schema/index.ts";

export interface MarkRow {
  authorId: string;
  contributorIds: string[];
  state: Decidable["state"];
  version: number;
  deletedAt: Date | null;
}

/** Row → what decisions rest on. Links are always the team's. */
export function decidable(row: MarkRow & { visibility?: "team" | "private" }): Decidable {
  const { authorId, contributorIds, state, visibility = "team" } = row;
  return { authorId, contributorIds, state, visibility };
}

/** The version an `If-Match` names; null when there is none or it is "*". */
export function wantedVersion(ifMatch: string | undefined): number | null {
  const match = /^(?:W\/)?"(\d+)"$/.exec(ifMatch?.trim() ?? "");
  return match ? Number(match[1]) : null;
}

/** Refuses an edit of something that has changed since it was read. */
export function requireVersion(row: MarkRow, version: number | null): void {
  if (version === null || version === row.version) return;
  throw new Problem(412, "stale", "It has changed since you read it", "Read it again, then decide what to keep.", { version: row.version });
}

/** The columns every change of a mark writes. */
export function changeColumns(row: MarkRow, decision: Decision, userId: string) {
  const joins = decision.contributes && !row.contributorIds.includes(userId);
  return {
    state: decision.state,
    version: row.version + 1,
    updatedAt: new Date(),
    contributorIds: joins ? [...row.contributorIds, userId] : row.contributorIds,
  };
}

/** Marks every standing verdict as no longer counting. */
export async function withdrawVerdicts(tx: Executor, kind: "annotation" | "link", id: string): Promise<void> {
  const column = kind === "annotation" ? verdicts.annotationId : verdicts.linkId;
  await tx.update(verdicts).set({ withdrawnAt: new Date() }).where(and(eq(column, id), isNull(verdicts.withdrawnAt)));
}

/** Only the members that differ, before and after. */
export function difference(before: Record<string, unknown>, after: Record<string, unknown>) {
  const changed = Object.keys(after).filter((name) => JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null));
  const pick = (from: Record<string, unknown>) => Object.fromEntries(changed.map((name) => [name, from[name] ?? null]));
  return { before: pick(before), after: pick(after) };
}
