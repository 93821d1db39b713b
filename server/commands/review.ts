/** Verdicts on annotations and links. The author and all who changed a mark are refused by the core's rules. */
import type { VerdictKind } from "../../app/core/annotation/annotation.ts";
import { verdicts } from "../../db/schema/index.ts";
import { ANNOTATIONS } from "./annotations.ts";
import { changeMark } from "./change-mark.ts";
import { LINKS } from "./links.ts";
import type { CommandDeps, Scope } from "./scope.ts";

export interface VerdictInput {
  verdict: VerdictKind;
  reason?: string;
}

export async function judgeAnnotation(deps: CommandDeps, userId: string, id: string, input: VerdictInput, version: number | null): Promise<void> {
  await changeMark(ANNOTATIONS, deps, userId, id, { command: { type: "judge", ...input }, version }, async ({ scope }) => {
    await writeVerdict(scope, { annotationId: id }, input);
    return { after: { reason: input.reason ?? null } };
  });
}

export async function judgeLink(deps: CommandDeps, userId: string, id: string, input: VerdictInput, version: number | null): Promise<void> {
  await changeMark(LINKS, deps, userId, id, { command: { type: "judge", ...input }, version }, async ({ scope }) => {
    await writeVerdict(scope, { linkId: id }, input);
    return { after: { reason: input.reason ?? null } };
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
