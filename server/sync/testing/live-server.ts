/**
 * The live channel on a real Postgres and a real port, with people who may use it, for integration tests.
 *
 * What the rest of the server will bring (sessions, marks) is plain here: a person's id is their ticket, a mark is an
 * id in a list. Rooms, log, sockets and the stock client are the real ones.
 */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { eq, sql } from "drizzle-orm";
import * as decoding from "lib0/decoding";
import { uuidv7 } from "uuidv7";
import WebSocket from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import type { Role } from "../../../app/core/access/can.ts";
import { documentFromDrafts } from "../../../app/core/document/blocks.ts";
import { FRAGMENT, MESSAGE_LIVE, type LiveFrame } from "../../../app/core/live/protocol.ts";
import { connect, type DatabaseConnection } from "../../../db/client.ts";
import { appendUpdates, loadLog } from "../../../db/document-log.ts";
import { migrate } from "../../../db/migrate.ts";
import { documents, memberships, users, workspaces } from "../../../db/schema/index.ts";
import { MissLimit } from "../../miss-limit.ts";
import { startTestPostgres } from "../../postgres/test-database.ts";
import { seedDocument, documentFromUpdates } from "../apply-server-edit.ts";
import { CHANNEL } from "../../../db/notify.ts";
import { accessOf, goodCredentials } from "../../../db/people.ts";
import type { Changes } from "../feed.ts";
import { attachSync, type Sync, type SyncDeps } from "../server.ts";

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

export interface LiveServer {
  connection: DatabaseConnection;
  workspaceId: string;
  url: string;
  sync: Sync;
  /** Marks removed, by document, each at a clock; `owner` alone sees it when set. */
  marks: { documentId: string; clock: number; id: string; owner?: string }[];
  person(role: Role | null): Promise<string>;
  document(kind: "source" | "working"): Promise<string>;
  ring(payload: object): Promise<void>;
  /** The text as the log alone gives it. */
  stored(documentId: string): Promise<string>;
  head(documentId: string): Promise<number>;
  /** Another node on the same database, with its own port; ends with `stop` too. */
  another(options?: NodeOptions): Promise<LiveNode>;
  /** Ends the socket server and starts another on a new port, over the same database. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface NodeOptions {
  redisUrl?: string;
  /** No bell of commands and no note of other nodes reaches it. */
  deaf?: boolean;
}

export type LiveNode = Pick<LiveServer, "url" | "sync">;

export async function startLiveServer(options: NodeOptions = {}): Promise<LiveServer> {
  const postgres = await startTestPostgres();
  const databaseUrl = await postgres.createDatabase();
  await migrate(databaseUrl, "db/migrations");
  const connection = connect(databaseUrl);
  const { db, raw } = connection;
  const workspaceId = uuidv7();
  await db.insert(workspaces).values({ id: workspaceId, name: "Committee" });
  const marks: LiveServer["marks"] = [];
  const started = await listen(dependencies(connection, marks, options));
  const others: { end: () => Promise<void> }[] = [];
  const server: LiveServer = {
    ...started,
    connection,
    workspaceId,
    marks,
    person: (role) => addPerson(connection, workspaceId, role),
    document: (kind) => addDocument(connection, workspaceId, kind),
    ring: async (payload) => {
      await raw.notify(CHANNEL, JSON.stringify(payload));
    },
    stored: async (documentId) => {
      const doc = documentFromUpdates((await loadLog(db, documentId)).updates);
      return doc.textBetween(0, doc.content.size, "\n");
    },
    head: async (documentId) => (await loadLog(db, documentId)).head,
    another: async (more = {}) => {
      const own = connect(databaseUrl);
      const node = await listen(dependencies(own, marks, more));
      others.push({ end: () => node.sync.close().finally(() => own.close()) });
      return node;
    },
    restart: async () => {
      await server.sync.close();
      Object.assign(server, await listen(dependencies(connection, marks, options)));
    },
    stop: async () => {
      for (const other of others) await other.end();
      await server.sync.close();
      await connection.close();
      await postgres.stop();
    },
  };
  return server;
}

async function listen(deps: SyncDeps): Promise<LiveNode> {
  const http = createServer((_, response) => response.writeHead(404).end());
  const sync = await attachSync(http, deps);
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const { port } = http.address() as AddressInfo;
  let ended = false;
  const close = async (): Promise<void> => {
    if (ended) return;
    ended = true;
    await sync.close();
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  };
  return { url: `ws://127.0.0.1:${port}/sync`, sync: { ...sync, close } };
}

/** A Postgres that answers everything, and on which nothing is ever heard. */
export function deafened(raw: DatabaseConnection["raw"]): DatabaseConnection["raw"] {
  const hearNothing: typeof raw.listen = (channel) => raw.listen(`${channel}_nobody_rings`, () => undefined);
  return new Proxy(raw, { get: (target, name) => (name === "listen" ? hearNothing : Reflect.get(target, name) as unknown) });
}

function dependencies({ db, raw }: DatabaseConnection, marks: LiveServer["marks"], { redisUrl, deaf }: NodeOptions): SyncDeps {
  const tokenOf = (request: IncomingMessage): string | null => new URL(request.url ?? "", "http://localhost").searchParams.get("token");
  return {
    db,
    sql: deaf ? deafened(raw) : raw,
    redisUrl: redisUrl ?? null,
    log: silent,
    misses: new MissLimit(),
    allowedOrigin: ({ headers }) => headers.origin === undefined || headers.origin === "http://ours.test",
    authenticate: async (request) => {
      const token = tokenOf(request);
      const [user] = token ? await db.select().from(users).where(eq(users.id, token)) : [];
      return user ? { userId: user.id, name: user.name } : null;
    },
    accessTo: async (opened) => (await accessOf(db, [opened]))[0] ?? null,
    accessOf: (opened) => accessOf(db, opened),
    goodCredentials: (credentials) => goodCredentials(db, credentials),
    changesSince: async (documentId, since, userId): Promise<Changes> => {
      const seen = marks.filter((mark) => mark.documentId === documentId && mark.clock > since && (mark.owner ?? userId) === userId);
      const [row] = await db.select({ clock: documents.clock }).from(documents).where(eq(documents.id, documentId));
      const removes = { annotations: seen.map((mark) => mark.id), links: [] };
      return { clock: row?.clock ?? 0, puts: { annotations: [], links: [] }, removes };
    },
  };
}

async function addPerson({ db }: DatabaseConnection, workspaceId: string, role: Role | null): Promise<string> {
  const id = uuidv7();
  await db.insert(users).values({ id, name: `Person ${id}`, email: `${id}@example.org` });
  if (role) await db.insert(memberships).values({ workspaceId, userId: id, role });
  return id;
}

async function addDocument({ db }: DatabaseConnection, workspaceId: string, kind: "source" | "working"): Promise<string> {
  const id = uuidv7();
  await db.insert(documents).values({ id, workspaceId, kind, title: "A report" });
  const doc = documentFromDrafts([{ kind: "paragraph", inline: [{ text: "The Committee" }] }], uuidv7);
  await appendUpdates(db, id, [{ data: seedDocument(doc), userId: null }]);
  return id;
}

/** Marks moved: the clock of a document as commands will move it. */
export async function tick({ connection }: LiveServer, documentId: string): Promise<number> {
  const [row] = await connection.db
    .update(documents)
    .set({ clock: sql`${documents.clock} + 1` })
    .where(eq(documents.id, documentId))
    .returning({ clock: documents.clock });
  return row?.clock ?? 0;
}

/** Somebody with the stock client. */
export interface Participant {
  doc: Y.Doc;
  provider: WebsocketProvider;
  frames: LiveFrame[];
  /** Codes of the closings seen. */
  closings: number[];
  /** The first paragraph's text. */
  text(): Y.XmlText;
  read(): string;
  leave(): void;
}

export function join(server: Pick<LiveServer, "url">, documentId: string, params: Record<string, string>, doc = new Y.Doc(), headers: Record<string, string> = {}): Participant {
  class Socket extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols, { headers });
    }
  }
  const provider = new WebsocketProvider(server.url, documentId, doc, {
    params,
    disableBc: true,
    connect: false,
    WebSocketPolyfill: Socket as unknown as typeof globalThis.WebSocket,
  });
  const frames: LiveFrame[] = [];
  const closings: number[] = [];
  provider.messageHandlers[MESSAGE_LIVE] = (_, decoder) => void frames.push(JSON.parse(decoding.readVarString(decoder)) as LiveFrame);
  provider.on("connection-close", (event) => {
    if (event) closings.push(event.code);
  });
  provider.connect();
  const text = (): Y.XmlText => (doc.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement).get(0) as Y.XmlText;
  const read = (): string => (doc.getXmlFragment(FRAGMENT).length > 0 ? text().toString() : "");
  const leave = (): void => {
    provider.destroy();
    doc.destroy();
  };
  return { doc, provider, frames, closings, text, read, leave };
}
