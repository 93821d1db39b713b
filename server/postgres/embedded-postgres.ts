/**
 * The Postgres that comes with the app: real, started on demand on a data folder, gone with the app. Whoever comes
 * first on a folder owns the server; others on the same folder use it as well ("adopt" it). The server belongs to
 * its owner: when the owner stops or is killed, it goes away, under those who adopted it too; their next start, or
 * another app's, brings it back. When it dies and its owner lives, the owner starts it again. Nothing here runs when
 * DATABASE_URL is set. Failures are EmbeddedPostgresError, one line each.
 */

import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { locateBinaries, type Binaries } from './binaries.ts';
import { ensureCluster, readPassword, ROLE } from './cluster.ts';
import { answers, databaseUrl, ensureDatabase } from './database.ts';
import { EmbeddedPostgresError, fileFailure } from './embedded-postgres-error.ts';
import { keepRunning } from './keep-running.ts';
import { askForPort, claimAddress, claimOwnership, type Claim } from './ownership.ts';
import { findServer } from './pid-file.ts';
import { findClusterFolder, placeCluster } from './placement.ts';
import { stopServer } from './server-process.ts';
import { waitUntil } from './wait-until.ts';

/** A running server. */
export interface EmbeddedPostgres {
  /** postgres://rapporteur:PASSWORD@127.0.0.1:PORT/rapporteur */
  url: string;
  /** Another app on the same data folder started it, and will stop it. */
  adopted: boolean;
  /** Stops the server if it is ours; resolves when it is gone. */
  stop(): Promise<void>;
}

/** Where and how to run it. */
export interface EmbeddedPostgresOptions {
  /** The app's data folder; made when it is missing. The cluster lives in its `postgres/`. */
  dataDir: string;
  /** Gets what Postgres logs, and the supervisor's own remarks. */
  log?: (message: string) => void;
  /** Settings of the server, such as `fsync: 'off'` for tests. */
  settings?: Record<string, string>;
}

/** How long to wait for the owner's server, when another app owns the folder. */
const ADOPT_WITHIN = 60_000;

/** Starts the server of a data folder, or joins the one that runs there. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const installed = await locateBinaries();
  const dataDir = await prepareDataDir(options.dataDir);
  let started: EmbeddedPostgres | undefined;
  try {
    const address = await claimAddress(dataDir);
    const startOrAdopt = async () => {
      const claim = await claimOwnership(address);
      started = claim === null ? await adopt(dataDir, address) : await startOwned(dataDir, installed, options, claim);
      return started !== undefined;
    };
    await waitUntil(startOrAdopt, ADOPT_WITHIN);
  } catch (error) {
    throw fileFailure(`start on ${dataDir}`, error);
  }
  if (started !== undefined) return started;
  throw new EmbeddedPostgresError(`of ${dataDir} belongs to another running app, and does not answer`);
}

async function prepareDataDir(dataDir: string): Promise<string> {
  try {
    await mkdir(dataDir, { recursive: true });
    return await realpath(dataDir);
  } catch (error) {
    throw fileFailure(`use the data folder ${dataDir}`, error);
  }
}

async function startOwned(
  dataDir: string,
  installed: Binaries,
  { log = () => undefined, settings = {} }: EmbeddedPostgresOptions,
  claim: Claim,
): Promise<EmbeddedPostgres> {
  try {
    const placement = await placeCluster(dataDir, installed, log);
    await ensureCluster(placement, { durable: settings.fsync !== 'off' });
    await endOrphan(placement.dataDirectory, log);
    const password = await readPassword(placement.dataDirectory);
    const server = await keepRunning({ placement, settings, log });
    await ensureDatabase(databaseUrl(server.port, password, 'postgres'), ROLE).catch(async (error: unknown) => {
      await server.stop();
      throw error;
    });
    claim.publish(server.port);
    const stop = () => {
      claim.publish(undefined);
      return server.stop().finally(() => claim.release());
    };
    return { url: databaseUrl(server.port, password), adopted: false, stop };
  } catch (error) {
    claim.release();
    throw error;
  }
}

/** A server whose owner is gone is on its way out, or was cut off from its watchdog; ours comes after it. */
async function endOrphan(dataDirectory: string, log: (message: string) => void): Promise<void> {
  if ((await findServer(dataDirectory)) === null) return;
  log('a server left behind by an app that is gone still runs: ending it');
  await stopServer(dataDirectory);
}

/** The owner's server; undefined while it is not there yet, or is going away. */
async function adopt(dataDir: string, address: string): Promise<EmbeddedPostgres | undefined> {
  const port = await askForPort(address);
  const folder = await findClusterFolder(dataDir);
  if (port === undefined || folder === undefined) return undefined;
  const url = databaseUrl(port, await readPassword(join(folder, 'data')));
  return (await answers(url)) ? { url, adopted: true, stop: () => Promise.resolve() } : undefined;
}
