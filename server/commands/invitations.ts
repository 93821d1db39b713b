/** Invitations: a link with a secret, for one person, for a week. The only way to an account. */
import { and, eq, isNull, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { z } from "zod";
import { can, ROLES, type Role } from "../../app/core/access/can.ts";
import { Problem, forbidden, invalid, notFound } from "../../app/core/problem.ts";
import type { Transaction } from "../../db/client.ts";
import { record } from "../../db/events.ts";
import { invitationBySecret, roleIn } from "../../db/people.ts";
import { accounts, invitations, memberships, users } from "../../db/schema/index.ts";
import { hashPassword, hashSecret, newSecret, PASSWORD_LENGTH } from "../secrets.ts";
import { isId, type CommandDeps } from "./scope.ts";
import { onWorkspace, type WorkspaceScope } from "./workspace-scope.ts";

const WEEK_MS = 7 * 24 * 3_600_000;

type Found = NonNullable<Awaited<ReturnType<typeof invitationBySecret>>>;

/** Why an invitation can't be used, in one sentence; null when it can. */
export function whyNotOpen({ invitation }: Found): string | null {
  if (invitation.revokedAt) return "This invitation has been withdrawn. Ask the lead of the workspace for a new one.";
  if (invitation.acceptedAt) return "This invitation has been used. Ask the lead of the workspace for a new one.";
  if (invitation.expiresAt < new Date()) return "This invitation has expired. Ask the lead of the workspace for a new one.";
  return null;
}

/** Makes an invitation; the secret is answered once and kept only as a hash. */
export async function invite(deps: CommandDeps, userId: string, workspaceId: string, role: Role): Promise<{ secret: string }> {
  if (!ROLES.includes(role)) throw invalid([{ path: "role", message: "There is no such role." }]);
  return onWorkspace(deps, userId, workspaceId, async (scope) => {
    if (!can(scope.actor, "members.manage")) throw forbidden("Only a lead may invite.");
    const secret = newSecret();
    const id = uuidv7();
    await scope.tx.insert(invitations).values({
      id, workspaceId, role, secretHash: hashSecret(secret), createdBy: userId, expiresAt: new Date(Date.now() + WEEK_MS),
    });
    await scope.record({ subject: "invitation", subjectId: id, action: "created", after: { role } });
    return { secret };
  });
}

export async function revokeInvitation(deps: CommandDeps, userId: string, workspaceId: string, invitationId: string): Promise<void> {
  await onWorkspace(deps, userId, workspaceId, async (scope) => {
    if (!can(scope.actor, "members.manage")) throw forbidden("Only a lead may withdraw invitations.");
    if (!isId(invitationId)) throw notFound();
    const gone = await scope.tx
      .update(invitations)
      .set({ revokedAt: new Date() })
      .where(and(eq(invitations.id, invitationId), eq(invitations.workspaceId, workspaceId), isNull(invitations.acceptedAt)))
      .returning({ id: invitations.id });
    if (gone.length === 0) throw notFound();
    await scope.record({ subject: "invitation", subjectId: invitationId, action: "revoked" });
  });
}

/** Ends what somebody has handed out who may no longer invite: they might use it themselves to come back. */
export async function revokeInvitationsBy(scope: WorkspaceScope, makerId: string): Promise<void> {
  const { tx, workspaceId } = scope;
  const open = and(eq(invitations.workspaceId, workspaceId), eq(invitations.createdBy, makerId), isNull(invitations.acceptedAt), isNull(invitations.revokedAt));
  const gone = await tx.update(invitations).set({ revokedAt: new Date() }).where(open).returning({ id: invitations.id });
  for (const { id } of gone) await scope.record({ subject: "invitation", subjectId: id, action: "revoked" });
}

async function openInvitation(tx: Transaction, secret: string): Promise<Found> {
  const found = await invitationBySecret(tx, hashSecret(secret), true);
  if (!found) throw notFound();
  const problem = whyNotOpen(found);
  if (problem) throw new Problem(409, "invitation-closed", "The invitation can't be used", problem);
  return found;
}

async function join(tx: Transaction, { invitation }: Found, userId: string): Promise<{ workspaceId: string }> {
  const { workspaceId, role } = invitation;
  if ((await roleIn(tx, workspaceId, userId)) !== null) return { workspaceId };
  await tx.insert(memberships).values({ workspaceId, userId, role });
  await tx.update(invitations).set({ acceptedBy: userId, acceptedAt: new Date() }).where(eq(invitations.id, invitation.id));
  await record(tx, { workspaceId, actorId: userId, subject: "member", subjectId: userId, action: "joined", after: { role } });
  return { workspaceId };
}

/** Somebody signed in joins. A member already stays what they are, and the invitation stays open. */
export async function acceptInvitation(deps: CommandDeps, userId: string, secret: string): Promise<{ workspaceId: string }> {
  return deps.db.transaction(async (tx) => join(tx, await openInvitation(tx, secret), userId));
}

const newPerson = z.object({
  name: z.string().trim().min(1, "Give your name.").max(100, "At most 100 characters."),
  email: z.email("This is not an e-mail address.").max(200).transform((value) => value.toLowerCase()),
  password: z
    .string()
    .min(PASSWORD_LENGTH.least, `At least ${PASSWORD_LENGTH.least} characters.`)
    .max(PASSWORD_LENGTH.most, `At most ${PASSWORD_LENGTH.most} characters.`),
});

/** Makes an account for somebody new and lets them join, in one transaction. An e-mail in use is refused. */
export async function signUpByInvitation(
  deps: Pick<CommandDeps, "db">,
  secret: string,
  person: { name: string; email: string; password: string },
): Promise<{ workspaceId: string }> {
  const parsed = newPerson.safeParse(person);
  if (!parsed.success) throw invalid(parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message })));
  // Hashing is slow on purpose: not for somebody without an invitation.
  await deps.db.transaction((tx) => openInvitation(tx, secret));
  const password = await hashPassword(parsed.data.password);
  return deps.db.transaction(async (tx) => {
    const found = await openInvitation(tx, secret);
    const userId = await addPerson(tx, { ...parsed.data, password });
    return join(tx, found, userId);
  });
}

/** Rows of a new account; `password` is the hash. */
export async function addPerson(tx: Transaction, person: { name: string; email: string; password: string }): Promise<string> {
  const [taken] = await tx.select({ id: users.id }).from(users).where(sql`lower(${users.email}) = ${person.email}`);
  if (taken) {
    const message = "There is an account with this e-mail. Sign in with it, then open the invitation again.";
    throw invalid([{ path: "email", message }], "The e-mail is in use");
  }
  const id = uuidv7();
  await tx.insert(users).values({ id, name: person.name, email: person.email });
  await tx.insert(accounts).values({ userId: id, accountId: id, providerId: "credential", password: person.password });
  return id;
}
