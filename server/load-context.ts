/** The load context of Remix: who asks, the bound read and write side, signing in and out. Made once for each request. */
import type { AppLoadContext } from "@remix-run/node";
import type { Request, Response } from "express";
import { fromNodeHeaders } from "better-auth/node";
import { APIError } from "better-auth/api";
import type { AppContext } from "../app/context.ts";
import { Problem } from "../app/core/problem.ts";
import { CLIENT_ADDRESS_HEADER, type Auth } from "./auth.ts";
import type { CommandDeps } from "./commands/scope.ts";
import { bind } from "./context-of.ts";
import type { Logger } from "./log.ts";
import { askerOf, Asking, namedIn, retryAfterOf, type MissLimit } from "./miss-limit.ts";

export interface ContextDeps extends CommandDeps {
  auth: Auth;
  demo: AppContext["demo"];
  uploadLimit: number;
  publicOrigin: string | null;
  misses: MissLimit;
  log: Logger;
}

export function loadContext(deps: ContextDeps): (req: Request, res: Response) => Promise<AppLoadContext> {
  return async (req, res) => {
    const headers = fromNodeHeaders(req.headers);
    const viewer = (await deps.auth.sessionOf(req.headers))?.user ?? null;
    const asking = new Asking(deps.misses, askerOf(viewer?.id ?? null, headers.get(CLIENT_ADDRESS_HEADER) ?? "unknown"), namedIn(req.path));
    const context: AppContext = {
      ...bind(deps, viewer, (work) => asking.ask(work).catch((error: unknown) => tellWhen(res, error))),
      firstPaint: req.path.endsWith(".data") ? null : new Map(),
      nonce: String(res.locals.nonce),
      demo: deps.demo,
      uploadLimit: deps.uploadLimit,
      publicOrigin: deps.publicOrigin,
      reportError: (error) => deps.log.error({ err: error, method: req.method }, "a page failed"),
      signIn: (email, password) => signIn(deps.auth, headers, email, password),
      signOut: async () => (await deps.auth.api.signOut({ headers, returnHeaders: true })).headers,
    };
    return { ...context };
  };
}

/** Pages drop the headers of what a loader throws: so when to come back is said here. */
function tellWhen(res: Response, error: unknown): never {
  const retryAfter = retryAfterOf(error);
  if (retryAfter !== null && !res.headersSent) res.set("Retry-After", retryAfter);
  throw error;
}

/** Headers with the new session's cookie; null when e-mail or password are wrong; a Problem 429 after too many tries. */
async function signIn(auth: Auth, headers: Headers, email: string, password: string): Promise<Headers | null> {
  try {
    const answer = await auth.api.signInEmail({ body: { email, password }, headers, returnHeaders: true });
    return answer.headers;
  } catch (error) {
    if (!(error instanceof APIError)) throw error;
    if (error.statusCode === 429) throw new Problem(429, "too-many-tries", "Too many tries", "Wait a quarter of an hour, then try again.");
    return null;
  }
}
