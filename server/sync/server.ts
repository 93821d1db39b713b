/**
 * The live channel on an HTTP server: upgrades on /sync/:documentId, rooms, feed, and their end.
 *
 * Called once by the composition of the server. What must stay true: the upgrade is accepted first and closed with a
 * code afterwards (stock clients retry for ever on anything else), but not one byte of a client is parsed before it
 * is known who sends it and that they may read the document; unknown and forbidden documents get the same answer.
 */
import { randomUUID } from "node:crypto";
import type { IncomingMessage, Server } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type postgres from "postgres";
import { WebSocketServer, type WebSocket } from "ws";
import { z } from "zod";
import { SCHEMA_VERSION } from "../../app/core/document/schema.ts";
import { CLOSE } from "../../app/core/live/protocol.ts";
import type { Database } from "../../db/client.ts";
import { documentHeads } from "../../db/document-log.ts";
import type { Credential, Opened } from "../../db/people.ts";
import { listen } from "./bell.ts";
import type { Compaction } from "./compaction.ts";
import { Connection, type ConnectionHost } from "./connection.ts";
import { Doorbell } from "./doorbell.ts";
import { Feed, type Access, type FeedParts } from "./feed.ts";
import { Heartbeat } from "./heartbeat.ts";
import { answerBell, expirePresence, noteOf, openDoorbell } from "./nodes.ts";
import { Room } from "./room.ts";
import { Rooms } from "./rooms.ts";
import { startCompaction, TextStore, type TextStoreParts } from "./text-store.ts";
import { Tidying } from "./tidying.ts";
import { failureOf, realClock, type SyncLog } from "./surroundings.ts";
import { MAX_FRAME } from "./wire.ts";

/** Somebody who has shown who they are. */
export interface SignedIn {
  userId: string;
  name: string;
  /** What they have shown, asked for again and again while connected; absent when it can't end. */
  credential?: Credential;
  /** When it ends, as of `Date.now`; null for not. */
  goodUntil?: number | null;
}

/** The measure of misses of each person: see server/miss-limit.ts, which is handed in. */
interface Misses {
  /** Milliseconds this person has to wait before they may ask again; 0 for none. */
  waitOf(userId: string): number;
  /** Counts one, of a document or of an address that names none; false when it must not be told as one. */
  missed(userId: string, documentId: string | null): boolean;
}

export interface SyncDeps extends Pick<FeedParts, "accessOf" | "changesSince" | "goodCredentials"> {
  db: Database;
  /** Kept for LISTEN, and for notes to other nodes. */
  sql: postgres.Sql;
  /** Carries the notes between nodes when it is there; null for Postgres alone. */
  redisUrl: string | null;
  authenticate(request: IncomingMessage): Promise<SignedIn | null>;
  /** Null when they may not read it, or it is gone. Asked for each connection that comes. */
  accessTo(opened: Opened): Promise<Access | null>;
  /** Is its Origin one of ours, or absent? */
  allowedOrigin(request: IncomingMessage): boolean;
  /** Counts what people ask for in vain; whoever has done so too often is closed with 1013 before anything is looked up. */
  misses: Misses;
  /** How many times the usual rate each connection may send at; 1 when absent. */
  rateFactor?: number | undefined;
  log: SyncLog;
}

export interface Sync {
  readonly rooms: Rooms;
  stats(): { connections: number; rooms: number; commits: number; refused: number; failed: number; nodes: number };
  /** Stores what has arrived, closes all sockets with 1012, listens no more. */
  close(): Promise<void>;
}

const PATH = "/sync/";
/** In milliseconds. */
const EVERY = { recheck: 10_000, poll: 2_000, expiry: 1_000 };

interface Channel {
  deps: SyncDeps;
  rooms: Rooms;
  feed: Feed;
  compaction: Compaction;
  endCompaction(): Promise<void>;
  doorbell: Doorbell;
  tidying: Tidying;
  /** Of all connections. */
  host: ConnectionHost;
}

/** Takes over upgrades on /sync/ and leaves all others alone. Resolves when it hears the bell. */
export async function attachSync(server: Server, deps: SyncDeps): Promise<Sync> {
  const channel = makeChannel(deps);
  const { rooms, feed, doorbell } = channel;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME, perMessageDeflate: false, clientTracking: true });
  sockets.on("error", (error) => deps.log.error({ failure: failureOf(error) }, "the socket server reports an error"));
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    if (!request.url?.startsWith(PATH)) {
      // In development Vite listens for upgrades too; when we are alone nobody else will answer.
      if (server.listenerCount("upgrade") === 1) socket.destroy();
      return;
    }
    socket.on("error", endSocket);
    // Node says Duplex because an agent of its own might make others; a server has none.
    const stream = socket as Socket;
    sockets.handleUpgrade(request, socket, head, (webSocket) => void receive(channel, { socket: webSocket, stream, request }));
  };
  const unlisten = await listen(deps.sql, (bell) => feed.ring(bell), feed.recheck);
  await openDoorbell(doorbell, deps.sql, deps.redisUrl, deps.log);
  server.on("upgrade", onUpgrade);
  const endRounds = startRounds(channel);
  return {
    rooms,
    stats: () => ({ connections: feed.size, ...rooms.stats(), ...channel.compaction.counts, nodes: 1 + doorbell.peerCount }),
    close: async () => {
      server.off("upgrade", onUpgrade);
      endRounds();
      await Promise.all([unlisten(), rooms.closeAll()]);
      await Promise.all([doorbell.close(), channel.endCompaction()]);
      await closeSockets(sockets);
      channel.tidying.end();
    },
  };
}

function makeChannel(deps: SyncDeps): Channel {
  const { db, log } = deps;
  const { compaction, end: endCompaction } = startCompaction(db, log);
  const storeParts: TextStoreParts = { compaction, onAppended: (documentId, head) => doorbell.moved(documentId, head) };
  const makeRoom: ConstructorParameters<typeof Rooms>[0] = (documentId, owner) =>
    new Room({ store: new TextStore(db, documentId, storeParts), clock: realClock, log, owner });
  const tidying = new Tidying(realClock);
  const rooms: Rooms = new Rooms(makeRoom, {
    opened: (documentId) => {
      tidying.onOpened();
      doorbell.opened(documentId);
    },
    emptied: () => tidying.onEmptied(),
    said: (documentId, said) => doorbell.said(noteOf(documentId, said)),
  });
  const doorbell: Doorbell = new Doorbell({ node: randomUUID(), clock: realClock, log, listener: answerBell(rooms, realClock) });
  const { accessOf, changesSince, goodCredentials } = deps;
  const feed = new Feed({ accessOf, changesSince, goodCredentials, heads: (ids) => documentHeads(db, ids), rooms, log });
  const host: ConnectionHost = {
    clock: realClock, log, heartbeat: new Heartbeat(realClock), rateFactor: deps.rateFactor ?? 1,
    caughtUp: (connection) => feed.resume(connection),
    closed: (connection) => feed.remove(connection),
  };
  return { deps, rooms, feed, doorbell, host, compaction, endCompaction, tidying };
}

/** Everything that is done again and again; the answer ends it. */
function startRounds({ rooms, feed, doorbell }: Channel): () => void {
  const timers = [
    setInterval(feed.recheck, EVERY.recheck),
    setInterval(() => {
      if (doorbell.isSilent) feed.poll();
    }, EVERY.poll),
    setInterval(() => feed.endExpired(Date.now()), EVERY.expiry),
    setInterval(() => expirePresence(rooms, realClock), EVERY.recheck),
  ];
  return () => timers.forEach(clearInterval);
}

/** An accepted upgrade. */
interface Upgraded {
  socket: WebSocket;
  stream: Socket;
  request: IncomingMessage;
}

/** From an accepted upgrade to a connection in its room, or to its end with a code. */
async function receive(channel: Channel, upgraded: Upgraded): Promise<void> {
  const { log } = channel.deps;
  const { socket } = upgraded;
  // ws closes the socket itself after an error (too long a frame, bad UTF-8).
  socket.on("error", (error) => log.warn({ failure: failureOf(error) }, "a socket reports an error"));
  socket.pause();
  try {
    const code = await admit(channel, upgraded);
    if (code !== null) dismiss(socket, code);
  } catch (error) {
    log.error({ failure: failureOf(error) }, "a connection could not be let in");
    dismiss(socket, CLOSE.overloaded);
  }
}

function dismiss(socket: WebSocket, code: number): void {
  socket.close(code);
  socket.resume();
}

/** Answers null when it is in, else the code to close with. */
async function admit({ deps, rooms, feed, host }: Channel, { socket, stream, request }: Upgraded): Promise<number | null> {
  const { mark } = feed;
  if (!deps.allowedOrigin(request)) return CLOSE.notAllowed;
  const who = await deps.authenticate(request);
  if (who === null) return CLOSE.notSignedIn;
  if (deps.misses.waitOf(who.userId) > 0) return CLOSE.overloaded;
  const asked = readAddress(request);
  const access = asked && (await deps.accessTo({ documentId: asked.documentId, userId: who.userId }));
  if (!asked || !access) return deps.misses.missed(who.userId, asked?.documentId ?? null) ? CLOSE.notFound : CLOSE.overloaded;
  if (asked.schema !== null && asked.schema !== SCHEMA_VERSION) return CLOSE.schemaTooOld;
  if (socket.readyState !== socket.OPEN) return null;
  const { userId, name, credential } = who;
  const { role, kind } = access;
  const connection = new Connection({ socket, stream }, { userId, name, credential, role, kind, documentId: asked.documentId }, asked.live, host);
  connection.goodUntil = who.goodUntil ?? null;
  feed.add(connection, mark);
  connection.enter(await rooms.enter(asked.documentId, connection));
  feed.welcome(connection, asked.clock, { head: access.clock, mark });
  return null;
}

/** A listener that lives as long as the socket, and so must hold nothing of its request. */
function endSocket(this: Duplex): void {
  this.destroy();
}

interface Address {
  documentId: string;
  live: boolean;
  /** The clock of the marks the client has. */
  clock: number | null;
  schema: number | null;
}

function readAddress(request: IncomingMessage): Address | null {
  const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
  const documentId = z.uuid().safeParse(pathname.slice(PATH.length));
  if (!documentId.success) return null;
  const count = (name: string): number | null => {
    const text = searchParams.get(name) ?? "";
    return /^\d{1,15}$/.test(text) ? Number(text) : null;
  };
  return { documentId: documentId.data.toLowerCase(), live: searchParams.get("live") === "1", clock: count("clock"), schema: count("schema") };
}

/** Clients that don't answer our closing are not waited for. */
async function closeSockets(sockets: WebSocketServer): Promise<void> {
  for (const socket of sockets.clients) socket.close(CLOSE.restarting);
  const closed = new Promise<void>((resolve) => {
    sockets.close(() => resolve());
  });
  const timer = setTimeout(() => sockets.clients.forEach((socket) => socket.terminate()), 1_000);
  await closed;
  clearTimeout(timer);
}
