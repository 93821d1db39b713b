/**
 * All that stands on the database: migrations, demo, sync and web. In a module of its own, which the program reads while
 * Postgres starts: it is most of the code.
 */
import type http from "node:http";
import path from "node:path";
import express from "express";
import { connect, type DatabaseConnection } from "../../db/client.ts";
import { migrate } from "../../db/migrate.ts";
import { createAuth } from "../auth.ts";
import type { CommandDeps } from "../commands/scope.ts";
import { demoSignIn, seedDemo } from "../demo/seed.ts";
import type { Env } from "../env.ts";
import type { Logger } from "../log.ts";
import { isLoopback } from "../loopback.ts";
import { MissLimit } from "../miss-limit.ts";
import { DocumentTexts } from "../queries/document-texts.ts";
import { sessionSecret } from "../secrets.ts";
import { healthRoutes } from "./health.ts";
import { startSync, type RunningSync } from "./sync.ts";
import type { WebBuild } from "./web-build.ts";
import { createWeb } from "./web.ts";

export interface HouseOptions {
  root: string;
  version: string;
  dev: boolean;
  env: Env;
  log: Logger;
  /** Listening; what it serves is put on it. */
  server: http.Server;
  /** Where people reach it. */
  origin: string;
  dataDir: string;
  databaseUrl: string;
  /** Needed where `web` is served. */
  web: Promise<WebBuild> | null;
  /** For one line to people at the terminal. */
  say: (line: string) => void;
}

export interface House {
  demo: ReturnType<typeof demoSignIn> | null;
  /** Sockets told to come back, what is queued written, connections closed; the database itself goes on. */
  close: () => Promise<void>;
}

/** Brings the database up to date and puts the services on the server. Throws one clear line when the database can't be used. */
export async function openHouse(options: HouseOptions): Promise<House> {
  const { root, env, log, server, databaseUrl } = options;
  await migrated(databaseUrl, path.join(root, "db/migrations"));
  log.debug({ ms: Math.round(performance.now()) }, "migrated");
  const connection = connect(databaseUrl);
  const deps: CommandDeps = { db: connection.db, texts: new DocumentTexts() };
  // Everybody knows the password of its accounts.
  const isPrivate = isLoopback(env.HOST) && isLoopback(new URL(options.origin).hostname);
  const wantsDemo = isPrivate && env.RAPPORTEUR_DEMO !== "0" && !env.DATABASE_URL;
  const demo = wantsDemo && (await seedDemo(deps, root, options.say)) ? demoSignIn() : null;
  log.debug({ ms: Math.round(performance.now()) }, "demo there");
  const secret = env.SESSION_SECRET ?? (await sessionSecret(options.dataDir));
  const auth = createAuth({ db: deps.db, origin: options.origin, secret, demoAccounts: isPrivate, log });
  const misses = new MissLimit();
  const live = {
    server, deps, misses, raw: connection.raw, auth, origin: options.origin, redisUrl: env.REDIS_URL, rateFactor: env.SYNC_RATE_FACTOR, log,
  };
  const sync = env.SERVICES.includes("sync") ? await startSync(live) : null;
  await serve(options, { connection, deps, auth, misses, sync, demo });
  return {
    demo,
    close: async () => {
      await sync?.close();
      await connection.close();
    },
  };
}

async function migrated(url: string, folder: string): Promise<void> {
  try {
    await migrate(url, folder);
  } catch (error) {
    const { code, message } = ((error as Error).cause ?? error) as { code?: string; message?: string };
    throw new Error(`The database can't be used: ${code ?? message ?? "unknown reason"}.`, { cause: error });
  }
}

interface Services {
  connection: DatabaseConnection;
  deps: CommandDeps;
  auth: ReturnType<typeof createAuth>;
  misses: MissLimit;
  sync: RunningSync | null;
  demo: House["demo"];
}

/** Answers requests: pages and API where `web` is served, else what machines ask. */
async function serve({ root, version, dev, env, log, server, origin, web }: HouseOptions, { connection, deps, auth, misses, sync, demo }: Services): Promise<void> {
  const { raw } = connection;
  const health = { raw, metricsToken: env.METRICS_TOKEN, syncStats: () => sync?.stats() ?? {} };
  if (!web) {
    server.on("request", express().use(healthRoutes(health)));
    return;
  }
  const app = createWeb({
    ...deps, ...health, ...(await web), auth, misses, log, origin, root, demo, version, publicOrigin: env.PUBLIC_ORIGIN ?? null,
    trustedProxies: env.TRUSTED_PROXIES,
    uploadLimit: env.UPLOAD_LIMIT_MB * 1_048_576, mode: dev ? "development" : "production",
  });
  server.on("request", app);
}
