/**
 * As whom Postgres runs. It refuses to run as root, so when the app is root (containers, mostly) it runs as an
 * unprivileged account that the system already has; no account is ever made or changed. When the app is not root
 * there is nothing to choose, and the answer is null. A cluster that exists keeps the owner it has.
 */

import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

/** The account Postgres runs as. */
export interface RunAs {
  uid: number;
  gid: number;
  name: string;
}

const CANDIDATES = ['postgres', '_postgres', 'nobody', 'daemon'];

/** The first suitable account of an /etc/passwd, or undefined. */
export function chooseAccount(passwd: string): RunAs | undefined {
  const accounts = passwd.split('\n').map((line) => line.split(':'));
  for (const candidate of CANDIDATES) {
    for (const [name, , uid, gid] of accounts) {
      if (name === candidate && Number(uid) > 0 && Number(gid) > 0) return { name, uid: Number(uid), gid: Number(gid) };
    }
  }
  return undefined;
}

/**
 * The account for this process: null when it is not root. `cluster` is the data directory that exists already,
 * if any; its owner goes before everything else.
 */
export async function chooseRunAs(cluster: string | undefined): Promise<RunAs | null> {
  if (process.getuid?.() !== 0) return null;
  if (cluster !== undefined) {
    const { uid, gid } = await stat(cluster);
    if (uid !== 0) return { uid, gid, name: `uid ${uid}` };
  }
  const account = chooseAccount(await readFile('/etc/passwd', 'utf8').catch(() => ''));
  if (account === undefined) {
    throw new EmbeddedPostgresError(
      `cannot run as root, and the system has none of the accounts ${CANDIDATES.join(', ')}: start Rapporteur as another user`,
    );
  }
  return account;
}

/** What every process of Postgres is started with: the account, a small environment, a folder it may be in. */
export function spawnOptions(user: RunAs | null) {
  const { PATH, LD_LIBRARY_PATH, TMPDIR, NODE_ENV } = process.env;
  return {
    cwd: '/',
    env: { PATH, LD_LIBRARY_PATH, TMPDIR, NODE_ENV, LC_ALL: 'C', TZ: 'UTC' },
    ...(user === null ? {} : { uid: user.uid, gid: user.gid }),
  };
}

/** Whether `user` can enter `folder`, every parent included. */
export async function canEnter(folder: string, user: RunAs): Promise<boolean> {
  try {
    await promisify(execFile)('sh', ['-c', 'cd -- "$1"', 'sh', folder], spawnOptions(user));
    return true;
  } catch (error) {
    if (typeof (error as { code?: unknown }).code === 'number') return false;
    throw new EmbeddedPostgresError(`cannot be run as ${user.name}: ${(error as Error).message}`, { cause: error });
  }
}
