/** Personal API tokens and one-use socket tickets. Secrets are answered once; only hashes are kept. */
import { and, eq, gt, isNull, lt } from "drizzle-orm";
import { invalid, notFound } from "../../app/core/problem.ts";
import { ring } from "../../db/notify.ts";
import { accessTo, type Credential } from "../../db/people.ts";
import { apiTokens, syncTickets } from "../../db/schema/index.ts";
import { hashSecret, newSecret } from "../secrets.ts";
import { isId, type CommandDeps } from "./scope.ts";

export const TOKEN_PREFIX = "rap_";
const TICKET_MS = 60_000;

export async function createToken(deps: Pick<CommandDeps, "db">, userId: string, name: string): Promise<{ token: string }> {
  const trimmed = name.trim();
  if (trimmed === "" || trimmed.length > 100) throw invalid([{ path: "name", message: "Give it a name of 1 to 100 characters." }]);
  const token = TOKEN_PREFIX + newSecret();
  await deps.db.insert(apiTokens).values({ userId, name: trimmed, secretHash: hashSecret(token) });
  return { token };
}

export async function revokeToken(deps: Pick<CommandDeps, "db">, userId: string, tokenId: string): Promise<void> {
  if (!isId(tokenId)) throw notFound();
  await deps.db.transaction(async (tx) => {
    const gone = await tx
      .update(apiTokens)
      .set({ revokedAt: new Date() })
      .where(and(eq(apiTokens.id, tokenId), eq(apiTokens.userId, userId), isNull(apiTokens.revokedAt)))
      .returning({ id: apiTokens.id });
    if (gone.length === 0) throw notFound();
    await ring(tx, { user: userId });
  });
}

/** A ticket names what it was asked for with; the hash is of all of it, so that nobody can write another name in. */
const ticketFor = ({ kind, id }: Credential): string => `${newSecret()}.${kind}.${id}`;

function credentialIn(ticket: string): Credential | null {
  const [, kind, id] = /^[^.]+\.(session|token)\.([^.]+)$/.exec(ticket) ?? [];
  return id !== undefined && isId(id) ? { kind: kind as Credential["kind"], id } : null;
}

/** A ticket that opens one socket on one document within a minute. The socket ends with `credential`, as if opened with it. */
export async function createTicket(deps: Pick<CommandDeps, "db">, userId: string, documentId: string, credential: Credential): Promise<{ ticket: string }> {
  if (!isId(documentId) || !(await accessTo(deps.db, documentId, userId))) throw notFound();
  const ticket = ticketFor(credential);
  await deps.db.delete(syncTickets).where(lt(syncTickets.expiresAt, new Date()));
  await deps.db.insert(syncTickets).values({ secretHash: hashSecret(ticket), userId, documentId, expiresAt: new Date(Date.now() + TICKET_MS) });
  return { ticket };
}

/** Uses a ticket up; answers who it was for, and what it was asked for with; or null. */
export async function redeemTicket(
  deps: Pick<CommandDeps, "db">,
  ticket: string,
  documentId: string,
): Promise<{ userId: string; credential: Credential } | null> {
  const credential = credentialIn(ticket);
  if (!isId(documentId) || !credential) return null;
  const [row] = await deps.db
    .delete(syncTickets)
    .where(and(eq(syncTickets.secretHash, hashSecret(ticket)), eq(syncTickets.documentId, documentId), gt(syncTickets.expiresAt, new Date())))
    .returning({ userId: syncTickets.userId });
  return row ? { userId: row.userId, credential } : null;
}
