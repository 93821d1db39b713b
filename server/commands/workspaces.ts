/** Workspaces and who is in them. A workspace always keeps at least one lead. */
import { and, count, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { can, ROLES, type Role } from "../../app/core/access/can.ts";
import { Problem, forbidden, invalid, notFound } from "../../app/core/problem.ts";
import type { Transaction } from "../../db/client.ts";
import { record } from "../../db/events.ts";
import { memberships, workspaces } from "../../db/schema/index.ts";
import { addDefaultTags } from "../../db/tags.ts";
import { revokeInvitationsBy } from "./invitations.ts";
import { isId, type CommandDeps } from "./scope.ts";
import { onWorkspace } from "./workspace-scope.ts";

const NAME_LIMIT = 200;

function checkedName(name: string): string {
  const trimmed = name.trim();
  if (trimmed === "") throw invalid([{ path: "name", message: "Give it a name." }]);
  if (trimmed.length > NAME_LIMIT) throw invalid([{ path: "name", message: `At most ${NAME_LIMIT} characters.` }]);
  return trimmed;
}

/** Anybody with an account may make a workspace; they lead it. */
export async function createWorkspace(deps: Pick<CommandDeps, "db">, userId: string, name: string): Promise<{ id: string; name: string }> {
  const checked = checkedName(name);
  const id = uuidv7();
  await deps.db.transaction(async (tx) => {
    await tx.insert(workspaces).values({ id, name: checked, createdBy: userId });
    await tx.insert(memberships).values({ workspaceId: id, userId, role: "lead" });
    await addDefaultTags(tx, id);
    await record(tx, { workspaceId: id, actorId: userId, subject: "workspace", subjectId: id, action: "created", after: { name: checked } });
  });
  return { id, name: checked };
}

export async function renameWorkspace(deps: CommandDeps, userId: string, workspaceId: string, name: string): Promise<void> {
  const checked = checkedName(name);
  await onWorkspace(deps, userId, workspaceId, async (scope) => {
    if (!can(scope.actor, "workspace.manage")) throw forbidden();
    await scope.tx.update(workspaces).set({ name: checked }).where(eq(workspaces.id, workspaceId));
    await scope.record({ subject: "workspace", subjectId: workspaceId, action: "renamed", after: { name: checked } });
  });
}

export async function changeRole(deps: CommandDeps, userId: string, workspaceId: string, memberId: string, role: Role): Promise<void> {
  if (!ROLES.includes(role)) throw invalid([{ path: "role", message: "There is no such role." }]);
  await onWorkspace(deps, userId, workspaceId, async (scope) => {
    if (!can(scope.actor, "members.manage")) throw forbidden("Only a lead may change roles.");
    const before = await requireMember(scope.tx, workspaceId, memberId);
    if (role !== "lead") await requireAnotherLead(scope.tx, workspaceId, before);
    await scope.tx.update(memberships).set({ role }).where(memberOf(workspaceId, memberId));
    if (!can({ userId: memberId, role }, "members.manage")) await revokeInvitationsBy(scope, memberId);
    await scope.record({ subject: "member", subjectId: memberId, action: "role-changed", before: { role: before }, after: { role } });
    await scope.membersChanged();
  });
}

/** Leads remove others; everybody may leave. */
export async function removeMember(deps: CommandDeps, userId: string, workspaceId: string, memberId: string): Promise<void> {
  await onWorkspace(deps, userId, workspaceId, async (scope) => {
    if (memberId !== userId && !can(scope.actor, "members.manage")) throw forbidden("Only a lead may remove others.");
    const before = await requireMember(scope.tx, workspaceId, memberId);
    await requireAnotherLead(scope.tx, workspaceId, before);
    await scope.tx.delete(memberships).where(memberOf(workspaceId, memberId));
    await revokeInvitationsBy(scope, memberId);
    await scope.record({ subject: "member", subjectId: memberId, action: "removed", before: { role: before } });
    await scope.membersChanged();
  });
}

function memberOf(workspaceId: string, userId: string) {
  return and(eq(memberships.workspaceId, workspaceId), eq(memberships.userId, userId));
}

async function requireMember(tx: Transaction, workspaceId: string, memberId: string): Promise<Role> {
  if (!isId(memberId)) throw notFound();
  const [row] = await tx.select({ role: memberships.role }).from(memberships).where(memberOf(workspaceId, memberId));
  if (!row) throw notFound();
  return row.role;
}

async function requireAnotherLead(tx: Transaction, workspaceId: string, role: Role): Promise<void> {
  if (role !== "lead") return;
  const [leads] = await tx
    .select({ number: count() })
    .from(memberships)
    .where(and(eq(memberships.workspaceId, workspaceId), eq(memberships.role, "lead")));
  if ((leads?.number ?? 0) <= 1) {
    throw new Problem(409, "last-lead", "It is the last lead", "Make somebody else a lead first.");
  }
}
