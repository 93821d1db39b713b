/**
 * Connections to Postgres: one pool behind drizzle, and a separate client for LISTEN.
 * Errors of drizzle hold SQL and parameters in their message: log `cause.code` only.
 */
import { sql, type AnyColumn, type SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import * as schema from "./schema/index.ts";

export type Database = PostgresJsDatabase<typeof schema>;
/** A transaction, or the pool itself: what queries run on. */
export type Executor = Database | Parameters<Parameters<Database["transaction"]>[0]>[0];
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

/** `column` is one of these ids. One array parameter: a list of thousands of single ones is slow to build and limited to 65,534. */
export function isOneOf(column: AnyColumn, ids: readonly string[]): SQL {
  return sql`${column} = any(${`{${ids.join(",")}}`}::uuid[])`;
}

/**
 * A statement whose text never changes: built once, parsed and planned once on each connection. Its values go in by
 * `sql.placeholder`; rows come back as the driver reads them.
 */
export function prepared<Row extends Record<string, unknown>>(name: string, statement: SQL) {
  const query = new PgDialect().sqlToQuery(statement);
  return async (db: Executor, values: Record<string, unknown>): Promise<Row[]> =>
    db._.session.prepareQuery<{ execute: Row[]; all: unknown; values: unknown }>(query, undefined, name, false).execute(values);
}

export interface DatabaseConnection {
  db: Database;
  /** For LISTEN and for health checks; not the one drizzle has changed. */
  raw: postgres.Sql;
  close(): Promise<void>;
}

/**
 * A database that is back is found soon, however long it was away: by itself the driver waits up to 20 s before it tries
 * again, and 30 s for a server that takes the connection and says nothing. In seconds.
 */
const RECONNECT = { backoff: (tries: number) => Math.min(0.025 * 2 ** tries, 1), connect_timeout: 10 };

/** Opens a pool of `max` connections. Nothing is connected before the first query. */
export function connect(url: string, max = 10): DatabaseConnection {
  // Asking the server for its array types at each connection costs a round trip and rejects unheard when that one breaks.
  const options = { onnotice: () => undefined, fetch_types: false, ...RECONNECT };
  const pool = postgres(url, { max, ...options });
  const raw = postgres(url, { max: 2, ...options });
  return {
    db: drizzle(pool, { schema }),
    raw,
    close: async () => {
      await Promise.all([pool.end({ timeout: 5 }), raw.end({ timeout: 5 })]);
    },
  };
}
