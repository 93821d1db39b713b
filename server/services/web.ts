/** The web service: Express in front of better-auth, the REST API, static files and Remix. Order matters; it reads top to bottom. */
import path from "node:path";
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import { toNodeHandler } from "better-auth/node";
import compression from "compression";
import express, { type Express, type NextFunction, type Request, type Response } from "express";
import { pinoHttp } from "pino-http";
import type { ApiDeps } from "../api/endpoint.ts";
import { apiRouter } from "../api/router.ts";
import { loadContext, type ContextDeps } from "../load-context.ts";
import type { Logger } from "../log.ts";
import { authenticate } from "./authenticate.ts";
import { onFailure } from "./failure.ts";
import { healthRoutes, type HealthDeps } from "./health.ts";
import { fromSameOrigin } from "./origin.ts";
import { nonceAndAddress, securityHeaders } from "./security.ts";

export interface WebDeps extends ContextDeps, ApiDeps, HealthDeps {
  log: Logger;
  /** The project's root, with build/ and public/. */
  root: string;
  mode: "development" | "production";
  /** Addresses, ranges or Express's names of them, whose X-Forwarded-For is believed. */
  trustedProxies: string[];
  build: () => Promise<ServerBuild>;
  /** In development: Vite's middlewares, which serve the assets. */
  assets?: express.RequestHandler;
}

/** The only addresses of better-auth that are open; accounts are made by invitation alone. */
const AUTH_PATHS = new Set(["/sign-in/email", "/sign-out", "/get-session"]);

export function createWeb(deps: WebDeps): Express {
  const app = express();
  app.disable("x-powered-by");
  app.set("query parser", "simple");
  app.set("trust proxy", deps.trustedProxies);
  app.use(nonceAndAddress);
  app.use(requestLog(deps.log));
  app.use(securityHeaders({ https: deps.origin.startsWith("https:"), dev: deps.mode === "development" }));
  app.use(healthRoutes(deps));
  // Fast rather than small: pages are made for one reader and sent once; assets are kept by the browser.
  app.use(compression({ level: 1 }));
  app.use(deps.assets ?? staticFiles(deps.root));
  app.use("/api/auth", (req, res, next) => (AUTH_PATHS.has(req.path) ? next() : res.status(404).json({ status: 404, title: "Not found" })));
  app.all("/api/auth/*", settled(toNodeHandler(deps.auth)));
  app.use("/api/v1", apiRouter({ ...deps, authenticate: (req) => authenticate(deps, req), sameOrigin: (req) => fromSameOrigin(req, deps.origin) }));
  app.use("/api", (_req, res) => res.status(404).type("application/problem+json").send(JSON.stringify({ type: "not-found", title: "Not found", status: 404 })));
  app.all("*", noStore, settled(createRequestHandler({ build: deps.build, mode: deps.mode, getLoadContext: loadContext(deps) })));
  app.use(onFailure(deps.log));
  return app;
}

/** Method, path without query, status and time; never bodies, cookies or tokens. */
function requestLog(log: Logger): express.RequestHandler {
  return pinoHttp({
    logger: log,
    customLogLevel: (_req, res, error) => (error || res.statusCode >= 500 ? "error" : "debug"),
    serializers: {
      req: (req: { method: string; url: string }) => ({ method: req.method, path: req.url.split("?")[0]?.replace(/\/(invite|invitations)\/.*/, "/$1/…") }),
      res: (res: { statusCode: number }) => ({ status: res.statusCode }),
    },
  });
}

function staticFiles(root: string): express.RequestHandler {
  const files = express.Router();
  const client = path.join(root, "build/client");
  files.use("/assets", express.static(path.join(client, "assets"), { immutable: true, maxAge: "1y", index: false }));
  files.use(express.static(client, { maxAge: "1h", index: false }));
  return files;
}

/** An async handler whose failure goes to Express. */
function settled(handle: (req: Request, res: Response, next: NextFunction) => Promise<unknown>): express.RequestHandler {
  return (req, res, next) => {
    handle(req, res, next).catch(next);
  };
}

/** Pages hold what only their reader may see. */
const noStore: express.RequestHandler = (_req, res, next) => {
  res.set("Cache-Control", "no-store");
  next();
};
