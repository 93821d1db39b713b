/** Who sends a request: by personal API token, or by session cookie. Used by the API, and by the live channel at the upgrade. */
import type { IncomingMessage } from "node:http";
import type { Viewer } from "../../app/context.ts";
import type { Database } from "../../db/client.ts";
import { userById, useToken, type Credential } from "../../db/people.ts";
import type { Auth } from "../auth.ts";
import { TOKEN_PREFIX } from "../commands/tokens.ts";
import { hashSecret } from "../secrets.ts";

export interface Sender {
  viewer: Viewer;
  /** What they have shown; both kinds can end while something opened with it lives. */
  credential: Credential;
  /** When it ends by itself; null for not. */
  until: Date | null;
}

/** A bearer token wins over a cookie. Null for nobody we know. */
export async function authenticate(deps: { db: Database; auth: Auth }, req: IncomingMessage): Promise<Sender | null> {
  const bearer = /^Bearer (.+)$/i.exec(req.headers.authorization ?? "")?.[1];
  if (bearer === undefined) {
    const found = await deps.auth.sessionOf(req.headers);
    return found && { viewer: found.user, credential: found.credential, until: found.until };
  }
  const token = bearer.startsWith(TOKEN_PREFIX) ? await useToken(deps.db, hashSecret(bearer)) : null;
  const viewer = token && (await userById(deps.db, token.userId));
  return token && viewer ? { viewer, credential: { kind: "token", id: token.id }, until: null } : null;
}
