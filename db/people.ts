/** Reads about people: who is who, who is in which workspace with which role. */
import { and, asc, eq, gt, isNull } from "drizzle-orm";
import type { Role } from "../app/core/access/can.ts";
import type { Executor } from "./client.ts";
import { apiTokens, documents, invitations, memberships, users, workspaces } from "./schema/index.ts";

/** The role of a person in a workspace; null for an outsider. `lock` holds the row until the transaction ends. */
export async function roleIn(db: Executor, workspaceId: string, userId: string, lock = false): Promise<Role | null> {
  const query = db
    .select({ role: memberships.role })
    .from(memberships)
    .where(and(eq(memberships.workspaceId, workspaceId), eq(memberships.userId, userId)));
  const [row] = lock ? await query.for("share") : await query;
  return row?.role ?? null;
}

export async function workspacesOf(db: Executor, userId: string) {
  return db
    .select({ id: workspaces.id, name: workspaces.name, role: memberships.role })
    .from(memberships)
    .innerJoin(workspaces, eq(workspaces.id, memberships.workspaceId))
    .where(eq(memberships.userId, userId))
    .orderBy(asc(workspaces.createdAt), asc(workspaces.id));
}

/** A workspace as this person sees it; null when they are no member. */
export async function workspaceFor(db: Executor, workspaceId: string, userId: string) {
  const [row] = await db
    .select({ id: workspaces.id, name: workspaces.name, role: memberships.role })
    .from(workspaces)
    .innerJoin(memberships, and(eq(memberships.workspaceId, workspaces.id), eq(memberships.userId, userId)))
    .where(eq(workspaces.id, workspaceId));
  return row ?? null;
}

export async function membersOf(db: Executor, workspaceId: string) {
  return db
    .select({ id: users.id, name: users.name, email: users.email, role: memberships.role, since: memberships.createdAt })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(eq(memberships.workspaceId, workspaceId))
    .orderBy(asc(users.name), asc(users.id));
}

export async function openInvitations(db: Executor, workspaceId: string) {
  return db
    .select({
      id: invitations.id, role: invitations.role, createdAt: invitations.createdAt,
      expiresAt: invitations.expiresAt, createdBy: users.name,
    })
    .from(invitations)
    .leftJoin(users, eq(users.id, invitations.createdBy))
    .where(
      and(
        eq(invitations.workspaceId, workspaceId),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
        gt(invitations.expiresAt, new Date()),
      ),
    )
    .orderBy(asc(invitations.createdAt));
}

export async function invitationBySecret(db: Executor, secretHash: string, lock = false) {
  const query = db
    .select({ invitation: invitations, workspaceName: workspaces.name })
    .from(invitations)
    .innerJoin(workspaces, eq(workspaces.id, invitations.workspaceId))
    .where(eq(invitations.secretHash, secretHash));
  const [row] = lock ? await query.for("update") : await query;
  return row ?? null;
}

export async function tokensOf(db: Executor, userId: string) {
  return db
    .select({ id: apiTokens.id, name: apiTokens.name, createdAt: apiTokens.createdAt, lastUsedAt: apiTokens.lastUsedAt })
    .from(apiTokens)
    .where(and(eq(apiTokens.userId, userId), isNull(apiTokens.revokedAt)))
    .orderBy(asc(apiTokens.createdAt));
}

/** The holder of an API token; null when unknown or revoked. Notes the use. */
export async function holderOfToken(db: Executor, secretHash: string) {
  const [token] = await db
    .update(apiTokens)
    .set({ lastUsedAt: new Date() })
    .where(and(eq(apiTokens.secretHash, secretHash), isNull(apiTokens.revokedAt)))
    .returning({ userId: apiTokens.userId });
  if (!token) return null;
  return userById(db, token.userId);
}

export async function userById(db: Executor, userId: string) {
  const [user] = await db
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .where(eq(users.id, userId));
  return user ?? null;
}

/** What a socket or a command needs to know of a document before anything else; null for outsiders and deleted ones. */
export async function accessTo(db: Executor, documentId: string, userId: string) {
  const [row] = await db
    .select({ workspaceId: documents.workspaceId, kind: documents.kind, clock: documents.clock, role: memberships.role })
    .from(documents)
    .innerJoin(memberships, and(eq(memberships.workspaceId, documents.workspaceId), eq(memberships.userId, userId)))
    .where(and(eq(documents.id, documentId), isNull(documents.deletedAt)));
  return row ?? null;
}
