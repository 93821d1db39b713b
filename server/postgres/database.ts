/**
 * The few statements the supervisor itself sends to the server: does it answer with our password, and is the
 * app's database there. Each opens one connection and closes it again.
 */

import postgres from 'postgres';
import { ROLE } from './cluster.ts';

/** Address of a database of the embedded server; the app's own unless another is named. */
export function databaseUrl(port: number, password: string, database: string = ROLE): string {
  return `postgres://${ROLE}:${password}@127.0.0.1:${port}/${database}`;
}

/** Creates the database `name` unless it exists. `url` is any database of the same server. */
export async function ensureDatabase(url: string, name: string): Promise<void> {
  await withConnection(url, async (sql) => {
    const found = await sql`select 1 from pg_database where datname = ${name}`;
    if (found.length === 0) await sql`create database ${sql(name)}`;
  });
}

/** Whether the database at `url` takes our password and answers now. */
export async function answers(url: string): Promise<boolean> {
  try {
    await withConnection(url, (sql) => sql`select 1`);
    return true;
  } catch {
    return false;
  }
}

async function withConnection(url: string, use: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  // With fetch_types a connection that breaks early rejects a query of the client's own, which nobody can catch.
  const sql = postgres(url, { max: 1, connect_timeout: 5, fetch_types: false, onnotice: () => undefined });
  try {
    await use(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}
