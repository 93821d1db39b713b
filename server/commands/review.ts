/** Verdicts on annotations and links. The author and all who changed a mark are refused by the core's rules. */
import { eq } from "drizzle-orm";
import type { VerdictKind } from "../../app/core/annotation/annotation.ts";
import { decide } from "../../app/core/annotation/decide.ts";
import { notFound } from "../../app/core/problem.ts";
import { annotationRow, lockAnnotation } from "../../db/annotations.ts";
import { linkRow, lockLink } from "../../db/links.ts";
import { annotations, links, verdicts } from "../../db/schema/index.ts";
import { changeColumns, decidable, requireVersion } from "./mark-state.ts";
import { isId, onDocuments, type CommandDeps, type Scope } from "./scope.ts";

export interface VerdictInput {
  verdict: VerdictKind;
  reason?: string;
}

export async function judgeAnnotation(deps: CommandDeps, userId: string, id: string, input: VerdictInput, version: number | null): Promise<void> {
  const known = isId(id) ? await annotationRow(deps.db, id) : null;
  if (!known) throw notFound();
  await onDocuments(deps, userId, [known.documentId], async (scope) => {
    const row = await lockAnnotation(scope.tx, id);
    if (!row || row.deletedAt) throw notFound();
    const decision = decide(decidable(row), { type: "judge", ...input }, scope.actor);
    requireVersion(row, version);
    await writeVerdict(scope, { annotationId: id }, input);
    const columns = { ...changeColumns(row, decision, userId), clock: await scope.clock(row.documentId) };
    await scope.tx.update(annotations).set(columns).where(eq(annotations.id, id));
    await scope.record({
      subject: "annotation", subjectId: id, documentId: row.documentId, action: decision.action,
      before: { state: row.state }, after: { state: decision.state, reason: input.reason ?? null },
    });
  });
}

export async function judgeLink(deps: CommandDeps, userId: string, id: string, input: VerdictInput, version: number | null): Promise<void> {
  const known = isId(id) ? await linkRow(deps.db, id) : null;
  if (!known) throw notFound();
  await onDocuments(deps, userId, [known.fromDocumentId, known.toDocumentId], async (scope) => {
    const row = await lockLink(scope.tx, id);
    if (!row || row.deletedAt) throw notFound();
    const decision = decide(decidable(row), { type: "judge", ...input }, scope.actor);
    requireVersion(row, version);
    await writeVerdict(scope, { linkId: id }, input);
    const clocks = { fromClock: await scope.clock(row.fromDocumentId), toClock: await scope.clock(row.toDocumentId) };
    await scope.tx.update(links).set({ ...changeColumns(row, decision, userId), ...clocks }).where(eq(links.id, id));
    await scope.record({
      subject: "link", subjectId: id, documentId: row.fromDocumentId, action: decision.action,
      before: { state: row.state }, after: { state: decision.state, reason: input.reason ?? null },
    });
  });
}

async function writeVerdict(scope: Scope, subject: { annotationId: string } | { linkId: string }, input: VerdictInput): Promise<void> {
  await scope.tx.insert(verdicts).values({
    ...subject,
    reviewerId: scope.actor.userId,
    verdict: input.verdict,
    reason: input.reason?.trim() || null,
  });
}
