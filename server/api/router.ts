/**
 * The REST API as an Express router: who asks, same-origin check, parsing by the endpoint's schemas, problems as answers.
 *
 * Every refusal is application/problem+json. What is not an expected Problem is logged without its text and answered 500.
 */
import express, { type NextFunction, type Request, type Response, type Router } from "express";
import type { Viewer } from "../../app/context.ts";
import { Problem } from "../../app/core/problem.ts";
import { isDatabaseAway } from "../../db/database-away.ts";
import type { Credential } from "../../db/people.ts";
import type { Logger } from "../log.ts";
import { Asking, personOf, retryAfterOf, type MissLimit } from "../miss-limit.ts";
import { annotationEndpoints } from "./annotations.ts";
import { documentEndpoints } from "./documents.ts";
import type { ApiDeps, Endpoint } from "./endpoint.ts";
import { exportEndpoints } from "./exports.ts";
import { linkEndpoints } from "./links.ts";
import { openApi } from "./openapi.ts";
import { parse } from "./parse.ts";
import { workspaceEndpoints } from "./workspaces.ts";

const ENDPOINTS: Endpoint[] = [
  ...workspaceEndpoints,
  ...documentEndpoints,
  ...annotationEndpoints,
  ...linkEndpoints,
  ...exportEndpoints,
];

export interface RouterDeps extends ApiDeps {
  misses: MissLimit;
  log: Logger;
  /** By session cookie or bearer token; cookies want the same-origin check. */
  authenticate(req: Request): Promise<{ viewer: Viewer; credential: Credential } | null>;
  sameOrigin(req: Request): boolean;
}

const UNSAFE = new Set(["POST", "PUT", "PATCH", "DELETE"]);

export function apiRouter(deps: RouterDeps): Router {
  const router = express.Router();
  router.use((_req, res, next) => {
    res.set("Cache-Control", "no-store");
    next();
  });
  router.use(express.json({ limit: "3mb" }));
  router.get("/openapi.json", (_req, res) => res.json(openApi(ENDPOINTS, deps.origin, deps.version)));
  for (const endpoint of ENDPOINTS) {
    router[endpoint.method](endpoint.path, (req, res, next) => {
      serve(endpoint, deps, req, res).catch(next);
    });
  }
  router.use((_req, _res, next) => next(new Problem(404, "not-found", "There is no such address in the API")));
  router.use((error: unknown, req: Request, res: Response, _next: NextFunction) => refuse(deps.log, error, req, res));
  return router;
}

async function serve(endpoint: Endpoint, deps: RouterDeps, req: Request, res: Response): Promise<void> {
  const who = await deps.authenticate(req);
  if (!who) throw new Problem(401, "not-signed-in", "You are not signed in", "Sign in, or send a personal API token as Bearer.");
  if (who.credential.kind === "session" && UNSAFE.has(req.method) && !deps.sameOrigin(req)) {
    throw new Problem(403, "cross-origin", "The request came from another site", "Send it with a same-origin Origin header, or use an API token.");
  }
  const isUpload = endpoint.upload !== undefined && Boolean(req.is("multipart/form-data"));
  const query = endpoint.query ? parse(endpoint.query, req.query, "query.") : undefined;
  const body = endpoint.body && !isUpload ? parse(endpoint.body, req.body ?? {}, "") : undefined;
  const params = req.params as Record<string, string>;
  const handle = () => endpoint.handle({ ...who, params, query: query as never, body: body as never, req, res, deps });
  const reply = await (asksById(endpoint) ? new Asking(deps.misses, personOf(who.viewer.id), Object.values(params).join(" ") || null).ask(handle) : handle());
  if (!reply) return;
  res.status(reply.status).set(reply.headers ?? {});
  if (reply.body === undefined) res.end();
  else res.json(reply.body);
}

/** Ids are in the path, or in the body. */
function asksById(endpoint: Endpoint): boolean {
  return endpoint.path.includes(":") || endpoint.body !== undefined;
}

/** What Express's own parsers throw, as problems. */
function asProblem(error: unknown): Problem | null {
  if (error instanceof Problem) return error;
  if (isDatabaseAway(error)) return new Problem(503, "unavailable", "The database can't be reached", "Try again in a moment.");
  const { type, status } = (error ?? {}) as { type?: string; status?: number };
  if (type === "entity.too.large") return new Problem(413, "too-big", "The request is too big", "JSON may have at most 3 MB.");
  if (type === "entity.parse.failed") return new Problem(400, "malformed", "The request can't be read", "It is not JSON.");
  if (type === "encoding.unsupported" || type === "charset.unsupported") return new Problem(415, "unsupported", "This encoding is not understood");
  // An address that is not well encoded, a body that breaks off.
  if (status !== undefined && status >= 400 && status < 500) return new Problem(status, "malformed", "The request can't be read");
  return null;
}

function refuse(log: Logger, error: unknown, req: Request, res: Response): void {
  const problem = asProblem(error);
  // An absent database is not our fault, but somebody has to hear of it.
  if (!problem || problem.status >= 500) log.error({ err: error, method: req.method, path: req.baseUrl + req.path.replace(/[^/]{60,}/g, "…") }, "request failed");
  if (res.headersSent) {
    res.destroy();
    return;
  }
  const answer = problem ?? new Problem(500, "internal", "Something went wrong on our side", "Nothing was changed. Try again; if it happens again, tell us when.");
  if (!req.complete) leaveUnread(req, res);
  const retryAfter = answer.status === 503 ? "2" : retryAfterOf(answer);
  if (retryAfter !== null) res.set("Retry-After", retryAfter);
  res.status(answer.status).type("application/problem+json").send(JSON.stringify(answer));
}

/** The rest of a refused upload is thrown away for a while, so that the sender gets to read the answer, then cut off. */
function leaveUnread(req: Request, res: Response): void {
  res.set("Connection", "close");
  req.resume();
  const timer = setTimeout(() => req.destroy(), 10_000);
  req.once("close", () => clearTimeout(timer));
}
