/** Several processes of the program on one Postgres, for stories about more than one node. */
import { createServer, request, type IncomingMessage, type Server } from "node:http";
import { connect as openSocket, type AddressInfo } from "node:net";
import path from "node:path";
import { connect } from "../db/client.ts";
import { migrate } from "../db/migrate.ts";
import { addPerson } from "../server/commands/invitations.ts";
import { findFreePort } from "../server/postgres/free-port.ts";
import { startTestPostgres } from "../server/postgres/test-database.ts";
import { hashPassword } from "../server/secrets.ts";
import { PASSWORD, PEOPLE, type Name } from "./actors.ts";
import { startProgram, type Program } from "./program.ts";

const root = path.resolve(import.meta.dirname, "..");

/** The same on every node, as an operator would set it. */
const SESSION_SECRET = "a secret of the end-to-end tests only";

export interface Cluster {
  /** Starts one more process on the database, and answers its own address. */
  start(variables?: Record<string, string>): Promise<string>;
  /** Ends everything. */
  stop(): Promise<void>;
}

/** A Postgres with accounts of these people, and no node yet. */
export async function openCluster(names: readonly Name[]): Promise<Cluster> {
  const postgres = await startTestPostgres();
  const databaseUrl = await postgres.createDatabase();
  await migrate(databaseUrl, path.join(root, "db/migrations"));
  const connection = connect(databaseUrl, 1);
  const password = await hashPassword(PASSWORD);
  for (const name of names) {
    const { email, shown } = PEOPLE[name];
    await connection.db.transaction((tx) => addPerson(tx, { name: shown, email, password }));
  }
  await connection.close();
  const programs: Program[] = [];
  return {
    start: async (variables = {}) => {
      const port = await findFreePort();
      programs.push(await startProgram({ DATABASE_URL: databaseUrl, SESSION_SECRET, PORT: String(port), ...variables }));
      return `http://127.0.0.1:${port}`;
    },
    stop: async () => {
      await Promise.all(programs.map((program) => program.stop()));
      await postgres.stop();
    },
  };
}

export interface Proxy {
  origin: string;
  /** Sends what comes for the live channel to `sync`, all else to `web`; both are addresses of programs. */
  route(to: { web: string; sync: string }): void;
  close(): void;
}

/** A reverse proxy as operators put in front: one address, requests and upgrades passed on. */
export async function openProxy(): Promise<Proxy> {
  let [web, sync] = ["", ""];
  const server = createServer((req, res) => {
    const passed = request(web, { path: req.url, method: req.method, headers: passedHeaders(req) }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(res);
    });
    passed.on("error", () => res.destroy());
    req.pipe(passed);
  });
  server.on("upgrade", (req: IncomingMessage, socket, head) => {
    const { hostname, port } = new URL(req.url?.startsWith("/sync/") ? sync : web);
    const passed = openSocket(Number(port), hostname, () => {
      const lines = Object.entries(passedHeaders(req)).map(([name, value]) => `${name}: ${String(value)}`);
      passed.write(`${req.method} ${req.url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
      passed.write(head);
      socket.pipe(passed).pipe(socket);
    });
    for (const [one, other] of [[socket, passed], [passed, socket]] as const) one.on("error", () => other.destroy()).on("close", () => other.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: originOf(server),
    route: (to) => ([web, sync] = [to.web, to.sync]),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const originOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

function passedHeaders(req: IncomingMessage): Record<string, string | string[] | undefined> {
  return { ...req.headers, "x-forwarded-for": req.socket.remoteAddress, "x-forwarded-proto": "http" };
}
