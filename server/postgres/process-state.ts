/**
 * What the system knows about one process id: whether something runs under it, and what. A zombie counts as
 * gone: where nothing reaps (many containers) it stays for ever, and `kill(pid, 0)` says it lives. Reads /proc
 * where there is one, because slim images have no `ps`; asks `ps` elsewhere.
 */

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';

/** A process that runs. */
export interface LiveProcess {
  /** Name of the program, without its folder. */
  program: string;
  /** Its arguments, joined by spaces. */
  commandLine: string;
  /** Which folder it is in (`folderIdentity`), where the system tells. */
  folder: string | undefined;
}

/** The process with this id, or null when there is none or only its zombie. */
export async function inspectProcess(pid: number): Promise<LiveProcess | null> {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return existsSync('/proc/self/stat') ? inspectByProc(pid) : inspectByPs(pid);
}

async function inspectByProc(pid: number): Promise<LiveProcess | null> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (status === null) return null;
  const program = status.slice(status.indexOf('(') + 1, status.lastIndexOf(')'));
  const state = status.slice(status.lastIndexOf(')') + 2).charAt(0);
  if (state === 'Z' || state === 'X') return null;
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  const folder = await folderIdentity(`/proc/${pid}/cwd`).catch(() => undefined);
  return { program, commandLine: commandLine.split('\0').join(' '), folder };
}

/** The same by `ps`, for systems without /proc. */
export async function inspectByPs(pid: number): Promise<LiveProcess | null> {
  const ask = async (column: string) => {
    const { stdout } = await promisify(execFile)('ps', ['-ww', '-o', `${column}=`, '-p', String(pid)]);
    return stdout.trim();
  };
  try {
    const state = await ask('stat');
    if (state === '' || state.startsWith('Z')) return null;
    return { program: basename(await ask('comm')), commandLine: await ask('args'), folder: undefined };
  } catch {
    return null;
  }
}

/** Device and inode of a folder: the same under every name and mount it is reached by. */
export async function folderIdentity(folder: string): Promise<string> {
  const { dev, ino } = await stat(folder, { bigint: true });
  return `${dev}-${ino}`;
}
