/**
 * What the tests of the supervisor are made of: scratch folders, other processes that start the server, and a
 * look at what runs. Everything made here goes away with the test that made it.
 */

import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { afterAll, expect, onTestFinished } from 'vitest';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../embedded-postgres.ts';
import { parsePidFile } from '../pid-file.ts';
import { waitUntil } from '../wait-until.ts';

export const isRoot = process.getuid?.() === 0;
export const isLinux = process.platform === 'linux';

/** Whether mounts can be made that nobody else sees. */
export const canMount = isRoot && isLinux && succeeds('unshare', ['-m', 'sh', '-c', 'mount -t tmpfs none /mnt']);

function succeeds(program: string, options: string[]): boolean {
  try {
    execFileSync(program, options, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** A new folder that every account can enter; to be removed by who asked for it. */
export async function makeFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'rapporteur-supervisor-')));
  await chmod(folder, 0o755);
  return folder;
}

/** The same, gone with the test. */
export async function scratchFolder(): Promise<string> {
  const folder = await makeFolder();
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

let shared: Promise<string> | undefined;

/**
 * A data folder with a stopped cluster that has 'kept' to recall: one for all tests of a file, because a first
 * start is most of the time a test takes. A test leaves it stopped, and whole.
 */
export function sharedCluster(): Promise<string> {
  return (shared ??= makeCluster());
}

async function makeCluster(): Promise<string> {
  const folder = await makeFolder();
  const server = await startEmbeddedPostgres({ dataDir: folder, settings: { fsync: 'off' } });
  await remember(server.url, 'kept');
  await server.stop();
  return folder;
}

afterAll(async () => {
  if (shared !== undefined) await rm(await shared, { recursive: true, force: true });
});

/** Starts the server in this process, not flushing to disk unless told; it is stopped after the test. */
export async function start(dataDir: string, settings: Record<string, string> = { fsync: 'off' }): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, settings });
  onTestFinished(() => server.stop());
  return server;
}

/** What the other process printed. */
export type Report = { url: string; adopted: boolean; error?: undefined } | { error: string; url?: undefined };

/** Another process that starts the server. */
export interface OtherApp {
  child: ChildProcess;
  report: Report;
  /** Lets it stop its server; answers its exit code. */
  end(): Promise<number | null>;
}

/**
 * Runs the server in another process. `wrap` is a shell script in a private view of the file system, whose "$@" is
 * the command; `checkout` is where that view has the checkout.
 */
export async function startElsewhere(
  dataDir: string,
  options: { uid?: number; wrap?: string; checkout?: string; detached?: boolean } = {},
): Promise<OtherApp> {
  const checkout = options.checkout ?? fileURLToPath(new URL('../../../', import.meta.url));
  const script = join(checkout, 'server/postgres/testing/start-and-report.ts');
  const command = [process.execPath, '--import', 'tsx', script, dataDir];
  const [program = '', ...rest] =
    options.wrap === undefined ? command : ['unshare', '-m', 'sh', '-ec', options.wrap, 'sh', ...command];
  const account = options.uid === undefined ? {} : { uid: options.uid, gid: options.uid };
  const child = spawn(program, rest, {
    stdio: ['pipe', 'pipe', 'pipe'],
    cwd: options.checkout === undefined ? checkout : '/',
    detached: options.detached ?? false,
    ...account,
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const end = () => {
    child.stdin?.end();
    return exited;
  };
  onTestFinished(() => end().then(() => undefined));
  return { child, report: await firstReport(child), end };
}

function firstReport(child: ChildProcess): Promise<Report> {
  const errors: string[] = [];
  child.stderr?.on('data', (data: Buffer) => errors.push(data.toString()));
  return new Promise((resolve, reject) => {
    if (child.stdout !== null) createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line) as Report));
    child.once('error', reject);
    child.once('close', () => reject(new Error(`it printed nothing but: ${errors.join('')}`)));
  });
}

/** The address in a report that must not be an error. */
export function addressOf({ report }: OtherApp): string {
  expect(report.error).toBeUndefined();
  return report.url ?? '';
}

/** Runs statements on one connection. */
export async function query<T>(url: string, use: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, fetch_types: false, onnotice: () => undefined });
  try {
    return await use(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Writes something that a later `recall` must find. */
export async function remember(url: string, word: string): Promise<void> {
  await query(url, async (sql) => {
    await sql`create table if not exists remembered (word text)`;
    await sql`insert into remembered values (${word})`;
  });
}

/** All words written. */
export async function recall(url: string): Promise<string[]> {
  return query(url, async (sql) => (await sql<{ word: string }[]>`select word from remembered`).map((row) => row.word));
}

/** The pid of the server of a cluster folder. */
export async function serverPid(folder: string): Promise<number> {
  return parsePidFile(await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8')).pid;
}

/** Waits for `condition`; fails the test when it does not come true in time. */
export async function eventually(condition: () => Promise<boolean> | boolean, patience = 10_000): Promise<void> {
  expect(await waitUntil(condition, patience)).toBe(true);
}

/** Live processes (Linux), each with its parent and its process group. */
export async function processes(): Promise<{ pid: number; parent: number; group: number }[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const all = await Promise.all(
    pids.map(async (pid) => {
      const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') Z');
      const [state, parent, group] = status.slice(status.lastIndexOf(')') + 2).split(' ');
      return { pid: Number(pid), parent: Number(parent), group: Number(group), state };
    }),
  );
  return all.filter(({ state }) => state !== 'Z');
}
