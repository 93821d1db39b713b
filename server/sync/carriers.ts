/**
 * What carries notes from node to node: Postgres' LISTEN/NOTIFY always, Redis (or Valkey) where there is one.
 *
 * Opened by server.ts, used by doorbell.ts, which chooses between them. What must stay true: a carrier that is away
 * fails quietly, one line in the log each time it goes and comes, and comes back by itself; what was sent meanwhile is
 * lost, and whoever needs it asks Postgres; the content of a note is never logged.
 */
import type { Redis } from "ioredis";
import type postgres from "postgres";
import { NODES } from "../../db/notify.ts";
import { failureOf, type SyncLog } from "./surroundings.ts";

export interface Carrier {
  /** Can it send, as far as it knows? */
  readonly isUp: boolean;
  /** Hands a note to all nodes, this one included. Rejects when it could not. */
  send(note: string): Promise<void>;
  close(): Promise<void>;
}

/** LISTEN/NOTIFY on the pool of the node. Rejects when the database does not answer. */
export async function postgresCarrier(sql: postgres.Sql, hear: (note: string) => void): Promise<Carrier> {
  const request = await sql.listen(NODES, hear);
  return {
    isUp: true,
    send: async (note) => {
      await sql.notify(NODES, note);
    },
    close: () => request.unlisten(),
  };
}

/** How long a command to Redis may take; one that hangs (a stopped process) must not hold up the notes behind it. */
const REDIS_PATIENCE_MS = 1_000;
/** Between two tries to reach it. */
const RETRY_MS = { first: 100, longest: 2_000 };

/** Publish and subscribe on Redis. Never rejects: a Redis that is not there yet is tried again. */
export async function redisCarrier(url: string, hear: (note: string) => void, log: SyncLog): Promise<Carrier> {
  // Read only where it is wanted: a node without Redis starts without its client.
  const { Redis } = await import("ioredis");
  const options = {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: REDIS_PATIENCE_MS,
    connectTimeout: 5 * REDIS_PATIENCE_MS,
    retryStrategy: (tries: number) => Math.min(RETRY_MS.first * 2 ** tries, RETRY_MS.longest),
  };
  const [speaker, listener] = [new Redis(url, options), new Redis(url, { ...options, autoResubscribe: false })];
  listener.on("message", (_channel: string, note: string) => hear(note));
  listener.on("ready", () => {
    // Fails only when the connection does, and is then asked again with the next one.
    listener.subscribe(NODES).catch(() => undefined);
  });
  tellOfHealth(speaker, log);
  listener.on("error", () => undefined);
  return {
    get isUp() {
      return speaker.status === "ready" && listener.status === "ready";
    },
    send: async (note) => {
      await speaker.publish(NODES, note);
    },
    close: async () => {
      speaker.disconnect();
      listener.disconnect();
    },
  };
}

/** One line when it goes, with the reason, and one when it is there; the client tries again by itself. */
function tellOfHealth(redis: Redis, log: SyncLog): void {
  let said: "there" | "away" | null = null;
  redis.on("ready", () => {
    said = "there";
    log.info({}, "redis carries the notes between nodes");
  });
  redis.on("error", (error: unknown) => {
    if (said === "away") return;
    said = "away";
    log.warn({ failure: failureOf(error) }, "redis is away; postgres carries the notes between nodes");
  });
}
