/** The live channel, wired to accounts and to the database: who opens a socket, what they may, what they are told. */
import type http from "node:http";
import type { IncomingMessage } from "node:http";
import { fromNodeHeaders } from "better-auth/node";
import { accessTo, holderOfToken, userById } from "../../db/people.ts";
import type { DatabaseConnection } from "../../db/client.ts";
import { sessionUser, type Auth } from "../auth.ts";
import { isId, type CommandDeps } from "../commands/scope.ts";
import { redeemTicket, TOKEN_PREFIX } from "../commands/tokens.ts";
import type { Logger } from "../log.ts";
import { changesSince } from "../queries/marks.ts";
import { hashSecret } from "../secrets.ts";
import { attachSync, type SignedIn } from "../sync/server.ts";
import { fromSameOrigin } from "./origin.ts";

export interface SyncService {
  server: http.Server;
  deps: CommandDeps;
  raw: DatabaseConnection["raw"];
  auth: Auth;
  origin: string;
  /** How many times the usual rate each connection may send at. */
  rateFactor?: number | undefined;
  log: Logger;
}

export interface RunningSync {
  close(): Promise<void>;
  stats(): Record<string, number>;
}

export function startSync({ server, deps, raw, auth, origin, rateFactor, log }: SyncService): Promise<RunningSync> {
  return attachSync(server, {
    db: deps.db,
    sql: raw,
    log,
    rateFactor,
    allowedOrigin: (req) => req.headers.origin === undefined || fromSameOrigin(req, origin),
    authenticate: (req) => authenticate(deps, auth, req),
    access: async (documentId, userId) => (isId(documentId) ? accessTo(deps.db, documentId, userId) : null),
    changesSince: (documentId, since, userId) => changesSince(deps.db, documentId, since, userId),
  });
}

/** By ticket (`?token=`, used up by this), bearer token, or session cookie. */
async function authenticate(deps: CommandDeps, auth: Auth, req: IncomingMessage): Promise<SignedIn | null> {
  const address = new URL(req.url ?? "/", "http://localhost");
  const ticket = address.searchParams.get("token");
  if (ticket !== null) {
    const redeemed = await redeemTicket(deps, ticket, address.pathname.split("/").pop() ?? "");
    const user = redeemed && (await userById(deps.db, redeemed.userId));
    return user && { userId: user.id, name: user.name };
  }
  const bearer = /^Bearer (.+)$/i.exec(req.headers.authorization ?? "")?.[1];
  const find = async () =>
    bearer?.startsWith(TOKEN_PREFIX) ? holderOfToken(deps.db, hashSecret(bearer)) : sessionUser(auth, fromNodeHeaders(req.headers));
  const user = await find();
  return user && { userId: user.id, name: user.name, stillSignedIn: async () => (await find())?.id === user.id };
}
