/**
 * Starts the house: reads the environment, brings up Postgres, migrates, seeds the demo, listens, and goes down in order.
 * Nothing else in server/ starts or listens by being imported.
 */
import { existsSync, readFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import process from "node:process";
import express from "express";
import { connect, type DatabaseConnection } from "../db/client.ts";
import { migrate } from "../db/migrate.ts";
import { createAuth } from "./auth.ts";
import type { CommandDeps } from "./commands/scope.ts";
import { demoSignIn, seedDemo } from "./demo/seed.ts";
import { readEnv, type Env } from "./env.ts";
import { createLog, type Logger } from "./log.ts";
import { startEmbeddedPostgres } from "./postgres/embedded-postgres.ts";
import { DocumentTexts } from "./queries/document-texts.ts";
import { sessionSecret } from "./secrets.ts";
import { healthRoutes } from "./services/health.ts";
import { startSync, type RunningSync } from "./services/sync.ts";
import { createWeb } from "./services/web.ts";
import { webBuild } from "./services/web-build.ts";
import { onShutdown } from "./shutdown.ts";

const root = path.resolve(import.meta.dirname, "..");
const dev = process.argv.includes("--dev");

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function version(): string {
  const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as { version: string };
  return manifest.version;
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

/** The database: the one in DATABASE_URL, or the embedded one in the data folder. */
async function openDatabase(env: Env, dataDir: string, log: Logger): Promise<{ connection: DatabaseConnection; stop: () => Promise<void> }> {
  const embedded = env.DATABASE_URL ? null : await startEmbeddedPostgres({ dataDir, log: (line) => log.debug(line) });
  const url = env.DATABASE_URL ?? embedded?.url ?? "";
  log.debug({ ms: Math.round(performance.now()) }, "database up");
  try {
    await migrate(url, path.join(root, "db/migrations"));
  } catch (error) {
    await embedded?.stop();
    const { code, message } = ((error as Error).cause ?? error) as { code?: string; message?: string };
    throw new Error(`The database can't be used: ${code ?? message ?? "unknown reason"}.`, { cause: error });
  }
  log.debug({ ms: Math.round(performance.now()) }, "migrated");
  const connection = connect(url);
  return {
    connection,
    stop: async () => {
      await connection.close();
      await embedded?.stop();
    },
  };
}

/** Listens, or throws one clear line. */
function listen(server: http.Server, env: Env): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = `Port ${env.PORT} on ${env.HOST} is in use. Stop what uses it, or set PORT to another one.`;
      reject(new Error(error.code === "EADDRINUSE" ? taken : `Cannot listen on ${env.HOST}:${env.PORT}: ${error.code ?? error.message}.`));
    });
    server.listen(env.PORT, env.HOST, () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : env.PORT);
    });
  });
}

interface House {
  env: Env;
  log: Logger;
  deps: CommandDeps;
  connection: DatabaseConnection;
  origin: string;
  secret: string;
  demo: ReturnType<typeof demoSignIn> | null;
  server: http.Server;
}

/**
 * Idle connections stay open for longer than proxies and clients keep theirs, which is a minute as a rule: closed first
 * from here, one would now and then meet the next request on its way, and that would be lost.
 */
const KEEP_ALIVE_MS = 65_000;

/** Until everything is up, whoever asks is told to come back. */
const notReady: http.RequestListener = (_req, res) => {
  res.writeHead(503, { "Retry-After": "2", "Content-Type": "text/plain" }).end("Rapporteur is starting.\n");
};

/** Mounts the services that SERVICES names on the listening server. */
async function mount(house: House): Promise<RunningSync | null> {
  const { env, log, deps, connection, origin, server } = house;
  const auth = createAuth({ db: deps.db, origin, secret: house.secret });
  const sync = env.SERVICES.includes("sync") ? await startSync({ server, deps, raw: connection.raw, auth, origin, log }) : null;
  if (env.SERVICES.includes("web")) {
    const { build, assets } = await webBuild(root, dev, server);
    const web = createWeb({
      ...deps, auth, log, origin, root, build, assets, demo: house.demo, version: version(), raw: connection.raw,
      uploadLimit: env.UPLOAD_LIMIT_MB * 1_048_576, metricsToken: env.METRICS_TOKEN,
      mode: dev ? "development" : "production", syncStats: () => sync?.stats() ?? {},
    });
    server.on("request", web);
  } else {
    server.on("request", express().use(healthRoutes({ raw: connection.raw, metricsToken: env.METRICS_TOKEN, syncStats: () => sync?.stats() ?? {} })));
  }
  server.off("request", notReady);
  return sync;
}

async function main(): Promise<void> {
  const env = readEnv(process.env);
  const log = createLog(env.LOG_LEVEL);
  const dataDir = path.resolve(env.RAPPORTEUR_DATA_DIR);
  if (!dev && env.SERVICES.includes("web") && !existsSync(path.join(root, "build/server/index.js"))) {
    throw new Error("There is no build yet. Run npm start, which makes one, or npm run build.");
  }
  const server = http.createServer({ requestTimeout: 300_000, headersTimeout: 15_000, keepAliveTimeout: KEEP_ALIVE_MS });
  server.on("request", notReady);
  const port = await listen(server, env);
  const { connection, stop } = await openDatabase(env, dataDir, log).catch((error: unknown) => {
    server.close();
    throw error;
  });
  const deps: CommandDeps = { db: connection.db, texts: new DocumentTexts() };
  const wantsDemo = env.RAPPORTEUR_DEMO !== "0" && !env.DATABASE_URL && isLoopback(env.HOST);
  const seeded = wantsDemo && (await seedDemo(deps, root, say));
  log.debug({ ms: Math.round(performance.now()) }, "demo there");
  const origin = env.PUBLIC_ORIGIN ?? `http://${env.HOST.includes(":") ? `[${env.HOST}]` : env.HOST}:${port}`;
  const secret = env.SESSION_SECRET ?? (await sessionSecret(dataDir));
  const demo = seeded ? demoSignIn() : null;
  const sync = await mount({ env, log, deps, connection, origin, secret, demo, server });
  log.debug({ ms: Math.round(performance.now()) }, "services up");
  onShutdown({ server, log, steps: [async () => sync?.close(), stop] });
  say(`Rapporteur is ready: ${origin}`);
  if (demo) say(`Demo accounts (password ${demo.password}): ${demo.accounts.map((account) => account.email).join(", ")}`);
}

main().catch((error: unknown) => {
  process.stderr.write(`Rapporteur could not start. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
