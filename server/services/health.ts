/** /healthz, /readyz and /metrics: for the machines that watch over this one. */
import { timingSafeEqual } from "node:crypto";
import express, { type Request, type Router } from "express";
import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { DatabaseConnection } from "../../db/client.ts";

export interface HealthDeps {
  raw: DatabaseConnection["raw"];
  metricsToken?: string;
  /** Open sockets and loaded rooms, when this process serves the live channel. */
  syncStats: () => Record<string, number>;
}

export function healthRoutes(deps: HealthDeps): Router {
  const router = express.Router();
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: "rapporteur_sync",
    help: "Rooms and connections of the live channel",
    labelNames: ["what"],
    registers: [registry],
    collect() {
      for (const [what, value] of Object.entries(deps.syncStats())) this.set({ what }, value);
    },
  });

  router.get("/healthz", (_req, res) => res.json({ status: "ok" }));
  router.get("/readyz", (_req, res) => {
    deps.raw`select 1`.then(
      () => res.json({ status: "ready" }),
      () => res.status(503).set("Retry-After", "2").json({ status: "the database does not answer" }),
    );
  });
  router.get("/metrics", (req, res, next) => {
    if (!mayReadMetrics(req, deps.metricsToken)) return void res.status(404).end();
    registry.metrics().then((text) => res.type(registry.contentType).send(text), next);
  });
  return router;
}

/** From this machine itself, not through a proxy on it; or with the token. */
function mayReadMetrics(req: Request, token: string | undefined): boolean {
  const given = /^Bearer (.+)$/.exec(req.get("authorization") ?? "")?.[1];
  if (token && given) {
    const [a, b] = [Buffer.from(given), Buffer.from(token)];
    return a.length === b.length && timingSafeEqual(a, b);
  }
  const local = ["127.0.0.1", "::1", "::ffff:127.0.0.1"].includes(req.socket.remoteAddress ?? "");
  return local && req.get("x-forwarded-for") === undefined && req.get("forwarded") === undefined;
}
