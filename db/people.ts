/** Reads about people: who is who, who is in which workspace with which role. */
import { and, asc, eq, gt, isNull, sql } from "drizzle-orm";
import type { Role } from "../app/core/access/can.ts";
import type { DocumentKind } from "../app/core/document/document.ts";
import { isOneOf, prepared, type Executor } from "./client.ts";
import { apiTokens, documents, invitations, memberships, sessions, users, workspaces } from "./schema/index.ts";

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

/** Those of these people who are members now. */
export async function membersAmong(db: Executor, workspaceId: string, userIds: string[]) {
  if (userIds.length === 0) return [];
  return db
    .select({ id: users.id, name: users.name })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(memberships.workspaceId, workspaceId), isOneOf(users.id, userIds)));
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

/** An API token by its secret; null when unknown or revoked. Notes the use. */
export async function useToken(db: Executor, secretHash: string): Promise<{ id: string; userId: string } | null> {
  const [token] = await db
    .update(apiTokens)
    .set({ lastUsedAt: new Date() })
    .where(and(eq(apiTokens.secretHash, secretHash), isNull(apiTokens.revokedAt)))
    .returning({ id: apiTokens.id, userId: apiTokens.userId });
  return token ?? null;
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

/** What opens a socket and can end before it: a session or a token, by the id of its row. */
export interface Credential {
  kind: "session" | "token";
  id: string;
}

/** Which of these are still good, and until when; null for no end. Those missing from the answer have ended. */
export async function goodCredentials(db: Executor, credentials: readonly Credential[]): Promise<Map<string, Date | null>> {
  const idsOf = (kind: Credential["kind"]): string[] => credentials.flatMap((one) => (one.kind === kind ? one.id : []));
  const [sessionIds, tokenIds] = [idsOf("session"), idsOf("token")];
  const found = await Promise.all([
    sessionIds.length === 0 ? [] : db
      .select({ id: sessions.id, until: sessions.expiresAt })
      .from(sessions)
      .where(and(isOneOf(sessions.id, sessionIds), gt(sessions.expiresAt, sql`now()`))),
    tokenIds.length === 0 ? [] : db
      .select({ id: apiTokens.id, until: sql<null>`null` })
      .from(apiTokens)
      .where(and(isOneOf(apiTokens.id, tokenIds), isNull(apiTokens.revokedAt))),
  ]);
  return new Map<string, Date | null>(found.flat().map(({ id, until }) => [id, until]));
}

/** A person and a document they have open. */
export interface Opened {
  documentId: string;
  userId: string;
}

interface AccessRow extends Record<string, unknown> {
  place: string;
  kind: DocumentKind;
  role: Role;
  clock: string;
}

const ACCESS = prepared<AccessRow>("access_of", sql`
  select asked.place, ${documents.kind}, ${memberships.role}, ${documents.clock}
  from unnest(${sql.placeholder("documentIds")}::uuid[], ${sql.placeholder("userIds")}::uuid[]) with ordinality as asked (document_id, user_id, place)
  join ${documents} on ${documents.id} = asked.document_id and ${documents.deletedAt} is null
  join ${memberships} on ${memberships.workspaceId} = ${documents.workspaceId} and ${memberships.userId} = asked.user_id`);

/** `accessTo` for many at once, in their order, as one statement; `clock` is that of the document's marks. */
export async function accessOf(db: Executor, opened: readonly Opened[]): Promise<({ kind: DocumentKind; role: Role; clock: number } | null)[]> {
  if (opened.length === 0) return [];
  const rows = await ACCESS(db, {
    documentIds: `{${opened.map((one) => one.documentId).join(",")}}`,
    userIds: `{${opened.map((one) => one.userId).join(",")}}`,
  });
  const found = new Map(rows.map(({ place, kind, role, clock }) => [Number(place), { kind, role, clock: Number(clock) }]));
  return opened.map((_, index) => found.get(index + 1) ?? null);
}
