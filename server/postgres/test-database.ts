/**
 * One real Postgres for a run of integration tests: in a temporary folder, without flushing to disk, gone with the
 * run. Suites that must not see each other's rows take a database each; making one costs some tens of
 * milliseconds. Tests of what survives a crash use startEmbeddedPostgres itself, with its durable settings.
 */

import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDatabase } from './database.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { farFolder } from './placement.ts';

/** A server for tests. */
export interface TestPostgres {
  /** An empty database of the server. */
  url: string;
  /** Makes a database (small letters, digits, _) unless it exists, and answers its address. */
  createDatabase(name?: string): Promise<string>;
  /** Stops the server and removes its folder. */
  stop(): Promise<void>;
}

/** Starts a throw-away server. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const dataDir = await realpath(await mkdtemp(join(tmpdir(), 'rapporteur-test-')));
  // As root, Postgres runs as another account, which has to get in.
  await chmod(dataDir, 0o755);
  const removeAll = async () => {
    for (const folder of [dataDir, farFolder(dataDir)]) await rm(folder, { recursive: true, force: true });
  };
  try {
    const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
    const server = await startEmbeddedPostgres({ dataDir, settings });
    const createDatabase = async (name = `test_${randomUUID().replaceAll('-', '')}`) => {
      if (!/^[a-z_][a-z0-9_]*$/.test(name)) throw new Error(`not a plain name for a database: ${name}`);
      await ensureDatabase(server.url, name);
      return Object.assign(new URL(server.url), { pathname: `/${name}` }).href;
    };
    return { url: server.url, createDatabase, stop: () => server.stop().finally(removeAll) };
  } catch (error) {
    await removeAll();
    throw error;
  }
}
