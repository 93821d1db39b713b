/**
 * Makes the cluster on first start. It is built under another name and renamed when it is complete, password file
 * included, so that what is called `data` is always a whole cluster, whatever moment the machine went down at.
 * Half-made ones are removed at the next start. Called only by the owner of the data folder.
 */

import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, open, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedPostgresError, fileFailure, lastUsefulLine } from './embedded-postgres-error.ts';
import type { Placement } from './placement.ts';
import { spawnOptions } from './run-as.ts';

/** The only role of the cluster, and the name of its database. */
export const ROLE = 'rapporteur';

const PASSWORD_FILE = 'rapporteur.password';
const UNFINISHED = 'data.init';

/** Reads the password that was generated with the cluster. */
export async function readPassword(dataDirectory: string): Promise<string> {
  try {
    return (await readFile(join(dataDirectory, PASSWORD_FILE), 'utf8')).trim();
  } catch (error) {
    throw fileFailure(`read its password in ${join(dataDirectory, PASSWORD_FILE)}`, error);
  }
}

/** Makes the cluster unless there is one. `durable: false` skips the flush to disk (throw-away clusters only). */
export async function ensureCluster(placement: Placement, options: { durable: boolean }): Promise<void> {
  await removeUnfinished(placement.folder);
  const isMade = await stat(placement.dataDirectory).then(
    () => true,
    () => false,
  );
  if (isMade) return;
  const name = `${UNFINISHED}.${randomBytes(4).toString('hex')}`;
  const passwordFile = join(placement.folder, `${name}.password`);
  try {
    await writeFile(passwordFile, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
    if (placement.runAs !== null) await chown(passwordFile, placement.runAs.uid, placement.runAs.gid);
    await runInitdb(placement, name, passwordFile, options.durable);
    await rename(passwordFile, join(placement.folder, name, PASSWORD_FILE));
    await rename(join(placement.folder, name), placement.dataDirectory);
    if (options.durable) await flushFolder(placement.folder);
  } catch (error) {
    await removeUnfinished(placement.folder);
    throw fileFailure(`create its data in ${placement.folder}`, error);
  }
}

async function runInitdb(placement: Placement, name: string, passwordFile: string, durable: boolean): Promise<void> {
  const options = [
    ...['-D', join(placement.folder, name), '-U', ROLE, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
    ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ...(durable ? [] : ['--no-sync']),
  ];
  try {
    await promisify(execFile)(placement.binaries.initdb, options, spawnOptions(placement.runAs));
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as { stdout?: string; stderr?: string; message: string };
    const line = lastUsefulLine(`${stdout}\n${stderr}`.split('\n')) || message;
    throw new EmbeddedPostgresError(`cannot create its data in ${placement.folder}: ${line}`, { cause: error });
  }
}

/** Best effort: an initdb that outlived its app may still be writing there, and goes at the start after next. */
async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith(UNFINISHED)) await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
