/**
 * Where the cluster of a data folder lives, who runs it, and with which programs. Normally `postgres/` in the data
 * folder, run by us. As root it is run by another account; when that account cannot get to the data folder (a
 * checkout under /root), the cluster lives under /var/lib/rapporteur instead, and when it cannot get to the
 * installed programs, it runs a copy of them kept there. A cluster that exists stays where it is.
 */

import { createHash } from 'node:crypto';
import { chmod, chown, lchown, mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { copyBinaries, createLibraryLinks, whyNotRunnable, type Binaries } from './binaries.ts';
import { EmbeddedPostgresError, errorCode, fileFailure } from './embedded-postgres-error.ts';
import { canEnter, chooseRunAs, type RunAs } from './run-as.ts';

/** Everything needed to run one cluster. */
export interface Placement {
  /** The folder that holds `data`. */
  folder: string;
  dataDirectory: string;
  binaries: Binaries;
  runAs: RunAs | null;
}

/** Used only as root, and only when the other account cannot reach what it needs. */
const SHARED_FOLDER = '/var/lib/rapporteur';

/** The folder used for `dataDir` when the account of Postgres cannot reach it. */
export function farFolder(dataDir: string): string {
  return join(SHARED_FOLDER, createHash('sha256').update(dataDir).digest('hex').slice(0, 16));
}

/** The folder that holds the finished cluster of `dataDir` (a real path), or undefined when there is none yet. */
export async function findClusterFolder(dataDir: string): Promise<string | undefined> {
  const isRoot = process.getuid?.() === 0;
  for (const folder of [join(dataDir, 'postgres'), ...(isRoot ? [farFolder(dataDir)] : [])]) {
    if (await exists(join(folder, 'data', 'PG_VERSION'))) return folder;
  }
  return undefined;
}

/** Decides the place, and makes it ready for the account that will use it. */
export async function placeCluster(dataDir: string, installed: Binaries, log: (message: string) => void): Promise<Placement> {
  const existing = await findClusterFolder(dataDir);
  const runAs = await chooseRunAs(existing && join(existing, 'data'));
  const folder = existing ?? (await chooseFolder(dataDir, runAs));
  await prepareFolder(folder, runAs);
  if (runAs !== null && !(await canEnter(folder, runAs))) {
    throw new EmbeddedPostgresError(
      `has its data in ${folder}, where its account (${runAs.name}) cannot get any more: let others pass through the parent folders (chmod o+x)`,
    );
  }
  if (folder === farFolder(dataDir)) log(`database kept in ${folder}: the account ${runAs?.name} cannot reach ${dataDir}`);
  const binaries = await findRunnableBinaries(installed, folder, runAs, log);
  return { folder, dataDirectory: join(folder, 'data'), binaries, runAs };
}

async function chooseFolder(dataDir: string, runAs: RunAs | null): Promise<string> {
  if (runAs === null || (await canEnter(dataDir, runAs))) return join(dataDir, 'postgres');
  return farFolder(dataDir);
}

async function prepareFolder(folder: string, runAs: RunAs | null): Promise<void> {
  try {
    if (folder.startsWith(`${SHARED_FOLDER}/`)) await makeSharedFolder();
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (runAs !== null) await chown(folder, runAs.uid, runAs.gid);
    const data = join(folder, 'data');
    if (!(await exists(data))) return;
    if (runAs !== null && (await stat(data)).uid === 0) await chownTree(data, runAs);
    await chmod(data, 0o700);
  } catch (error) {
    throw fileFailure(`use the folder ${folder}`, error);
  }
}

async function makeSharedFolder(): Promise<void> {
  try {
    await mkdir(SHARED_FOLDER, { recursive: true });
    await chmod(SHARED_FOLDER, 0o755);
  } catch (error) {
    throw fileFailure(`use the folder ${SHARED_FOLDER}`, error);
  }
}

/** For a cluster that root has copied back from a backup. */
async function chownTree(path: string, { uid, gid }: RunAs): Promise<void> {
  await lchown(path, uid, gid);
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const child = join(path, entry.name);
    await (entry.isDirectory() ? chownTree(child, { uid, gid, name: '' }) : lchown(child, uid, gid));
  }
}

async function findRunnableBinaries(
  installed: Binaries,
  folder: string,
  runAs: RunAs | null,
  log: (message: string) => void,
): Promise<Binaries> {
  try {
    const created = await createLibraryLinks(installed.root);
    if (created > 0) log(`created ${created} library links in ${installed.root}`);
  } catch (error) {
    // An installation we may not write to: the copy below gets its links.
    log(fileFailure(`create library links in ${installed.root}`, error).message);
  }
  if ((await whyNotRunnable(installed, runAs)) === undefined) return installed;
  if (runAs !== null) await makeSharedFolder();
  const copy = await copyBinaries(installed, runAs === null ? folder : SHARED_FOLDER);
  const trouble = await whyNotRunnable(copy, runAs);
  if (trouble !== undefined) throw new EmbeddedPostgresError(`cannot run on this system: ${trouble}`);
  log(`runs from a copy of its programs in ${copy.root}`);
  return copy;
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) return false;
    throw fileFailure(`read ${path} (was it made by another user?)`, error);
  }
}
