/** The live channel, wired to accounts and to the database: who opens a socket, what they may, what they are told. */
import type http from "node:http";
import type { IncomingMessage } from "node:http";
import { accessOf, goodCredentials, userById, type Opened } from "../../db/people.ts";
import type { DatabaseConnection } from "../../db/client.ts";
import type { Auth } from "../auth.ts";
import type { CommandDeps } from "../commands/scope.ts";
import { redeemTicket } from "../commands/tokens.ts";
import { gathered } from "../gathered.ts";
import type { Logger } from "../log.ts";
import { personOf, type MissLimit } from "../miss-limit.ts";
import { changesSince } from "../queries/marks.ts";
import { attachSync, type SignedIn } from "../sync/server.ts";
import { authenticate } from "./authenticate.ts";
import { fromSameOrigin } from "./origin.ts";

export interface SyncService {
  server: http.Server;
  deps: CommandDeps;
  raw: DatabaseConnection["raw"];
  auth: Auth;
  origin: string;
  /** Of this process, the same for its pages and its API. */
  misses: MissLimit;
  /** A Redis or Valkey that carries notes between nodes. */
  redisUrl?: string;
  /** How many times the usual rate each connection may send at. */
  rateFactor?: number | undefined;
  log: Logger;
}

export interface RunningSync {
  close(): Promise<void>;
  stats(): Record<string, number>;
}

export function startSync({ server, deps, raw, auth, origin, misses, redisUrl, rateFactor, log }: SyncService): Promise<RunningSync> {
  return attachSync(server, {
    db: deps.db,
    sql: raw,
    redisUrl: redisUrl ?? null,
    log,
    rateFactor,
    misses: { waitOf: (userId) => misses.waitOf(personOf(userId)), missed: (userId, documentId) => misses.missed(personOf(userId), documentId) },
    allowedOrigin: (req) => req.headers.origin === undefined || fromSameOrigin(req, origin),
    authenticate: (req) => signedIn(deps, auth, req),
    accessTo: gathered((opened: readonly Opened[]) => accessOf(deps.db, opened)),
    accessOf: (opened) => accessOf(deps.db, opened),
    goodCredentials: (credentials) => goodCredentials(deps.db, credentials),
    changesSince: (documentId, since, userId) => changesSince(deps.db, documentId, since, userId),
  });
}

/** By ticket (`?token=`, used up by this), or as any request. */
async function signedIn(deps: CommandDeps, auth: Auth, req: IncomingMessage): Promise<SignedIn | null> {
  const address = new URL(req.url ?? "/", "http://localhost");
  const ticket = address.searchParams.get("token");
  if (ticket !== null) return byTicket(deps, ticket, address.pathname.split("/").pop() ?? "");
  const sender = await authenticate({ db: deps.db, auth }, req);
  return sender && { userId: sender.viewer.id, name: sender.viewer.name, credential: sender.credential, goodUntil: sender.until?.getTime() ?? null };
}

/** What the ticket was asked for with may have ended since. */
async function byTicket({ db }: CommandDeps, ticket: string, documentId: string): Promise<SignedIn | null> {
  const redeemed = await redeemTicket({ db }, ticket, documentId);
  if (!redeemed) return null;
  const { userId, credential } = redeemed;
  const [user, good] = await Promise.all([userById(db, userId), goodCredentials(db, [credential])]);
  const until = good.get(credential.id);
  return user && until !== undefined ? { userId, name: user.name, credential, goodUntil: until?.getTime() ?? null } : null;
}
