/**
 * Who holds the session in a cookie: our own short way for what every request asks.
 *
 * better-auth makes, renews and ends sessions; asking it costs several milliseconds of processor time and three
 * statements, and a whole team comes back at once after a restart. What must stay true: the cookie counts only with
 * better-auth's signature (HMAC-SHA-256 of the token), and nothing is remembered between two questions, so that a
 * session that has ended opens nothing.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { parseCookies } from "better-auth/cookies";
import type { Database } from "../db/client.ts";
import type { Credential } from "../db/people.ts";
import { sessionsByToken } from "../db/sessions.ts";
import { gathered } from "./gathered.ts";

export interface SessionHolder {
  user: { id: string; name: string; email: string };
  credential: Credential;
  /** When the session ends unless it is used. */
  until: Date;
}

/** What the cookie of better-auth looks like. */
export interface SessionCookie {
  name: string;
  secret: string;
}

/** Answers whose session the `Cookie` header of a request shows; null when it shows none that is good. */
export function sessionReader(db: Database, cookie: SessionCookie): (cookies: string | undefined) => Promise<SessionHolder | null> {
  const ask = gathered((tokens: readonly string[]) => sessionsByToken(db, tokens));
  return async (cookies) => {
    const token = cookies === undefined ? null : tokenIn(cookies, cookie);
    const held = token === null ? null : await ask(token);
    return held && { user: held.user, credential: { kind: "session", id: held.id }, until: held.until };
  };
}

/** The session's token, if the cookie is there and signed with our secret. */
export function tokenIn(cookies: string, { name, secret }: SessionCookie): string | null {
  const [, token, signature] = /^([^.]+)\.(.+)$/.exec(parseCookies(cookies).get(name) ?? "") ?? [];
  if (token === undefined || signature === undefined) return null;
  const [given, right] = [Buffer.from(signature, "base64"), createHmac("sha256", secret).update(token).digest()];
  return given.length === right.length && timingSafeEqual(given, right) ? token : null;
}
