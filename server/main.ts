/**
 * Starts the house: reads the environment, listens, brings up Postgres, opens the services, and goes down in order.
 * Nothing else in server/ starts or listens by being imported.
 */
import { existsSync, readFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import process from "node:process";
import { readEnv, type Env } from "./env.ts";
import { createLog } from "./log.ts";
import { startEmbeddedPostgres } from "./postgres/embedded-postgres.ts";
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

/**
 * Idle connections stay open for longer than proxies and clients keep theirs, which is a minute as a rule: closed first
 * from here, one would now and then meet the next request on its way, and that would be lost.
 */
const KEEP_ALIVE_MS = 65_000;

/** Whoever has not sent the head of a request by then is cut off; Node looks at intervals only, so within 15 s in all. */
const HEADERS = { headersTimeout: 10_000, connectionsCheckingInterval: 5_000 };

/** Until everything is up, whoever asks is told to come back. */
const notReady: http.RequestListener = (_req, res) => {
  res.writeHead(503, { "Retry-After": "2", "Content-Type": "text/plain" }).end("Rapporteur is starting.\n");
};

/** A module that is wanted later. What goes wrong with it is told when it is waited for. */
function early<T>(module: Promise<T>): Promise<T> {
  module.catch(() => undefined);
  return module;
}

async function main(): Promise<void> {
  const env = readEnv(process.env);
  const log = createLog(env.LOG_LEVEL);
  const dataDir = path.resolve(env.RAPPORTEUR_DATA_DIR);
  const servesWeb = env.SERVICES.includes("web");
  if (!dev && servesWeb && !existsSync(path.join(root, "build/server/index.js"))) {
    throw new Error("There is no build yet. Run npm start, which makes one, or npm run build.");
  }
  const server = http.createServer({ requestTimeout: 300_000, ...HEADERS, keepAliveTimeout: KEEP_ALIVE_MS });
  server.on("request", notReady);
  const port = await listen(server, env);
  // Postgres takes its time to start: meanwhile the rest of the program is read.
  const database = env.DATABASE_URL ? null : early(startEmbeddedPostgres({ dataDir, log: (line) => log.debug(line) }));
  const house = early(import("./services/house.ts"));
  const web = servesWeb ? early(webBuild(root, dev, server)) : null;
  const embedded = await database;
  log.debug({ ms: Math.round(performance.now()) }, "database up");
  const origin = env.PUBLIC_ORIGIN ?? `http://${env.HOST.includes(":") ? `[${env.HOST}]` : env.HOST}:${port}`;
  const { openHouse } = await house;
  const open = await openHouse({
    root, dev, env, log, server, origin, dataDir, web, say, version: version(),
    databaseUrl: env.DATABASE_URL ?? embedded?.url ?? "",
  }).catch(async (error: unknown) => {
    await embedded?.stop();
    throw error;
  });
  server.off("request", notReady);
  log.debug({ ms: Math.round(performance.now()) }, "services up");
  onShutdown({ server, log, steps: [open.close, async () => embedded?.stop()] });
  say(`Rapporteur is ready: ${origin}`);
  if (open.demo) say(`Demo accounts (password ${open.demo.password}): ${open.demo.accounts.map((account) => account.email).join(", ")}`);
}

main().catch((error: unknown) => {
  process.stderr.write(`Rapporteur could not start. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
