/**
 * Reads `postmaster.pid` and says what it means: a server that runs on this data directory, or a left-over of one
 * that does not. Only a left-over is ever removed: its process is dead, a zombie, or the number now belongs to
 * something else. When it cannot be told, the file counts as live. Postgres' own lock on shared memory stays as the
 * second guard. The caller must own the cluster (ownership.ts) before it removes anything.
 */

import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './embedded-postgres-error.ts';
import { folderIdentity, inspectProcess, type LiveProcess } from './process-state.ts';

/** The lines of a postmaster.pid that matter here. */
export interface PidFile {
  pid: number;
  port: number | undefined;
  /** It accepts connections. */
  ready: boolean;
}

/** Takes a postmaster.pid apart; an empty or torn file gives pid NaN. */
export function parsePidFile(text: string): PidFile {
  const lines = text.split('\n');
  const port = Number.parseInt(lines[3] ?? '', 10);
  return {
    pid: Math.abs(Number.parseInt(lines[0] ?? '', 10)),
    port: Number.isNaN(port) ? undefined : port,
    ready: lines[7]?.trim() === 'ready',
  };
}

/** Whether `process` is the server of `dataDirectory` (a real path, without links). */
async function isServerOf(process: LiveProcess, dataDirectory: string): Promise<boolean> {
  if (process.program !== 'postgres' || process.commandLine.startsWith('postgres: ')) return false;
  if (process.folder !== undefined) return process.folder === (await folderIdentity(dataDirectory));
  if (!process.commandLine.includes(' -D ')) return true;
  return `${process.commandLine} `.includes(` -D ${dataDirectory} `);
}

/** The running server of `dataDirectory`, or null when there is none. */
export async function findServer(dataDirectory: string): Promise<PidFile | null> {
  const text = await readPidFile(dataDirectory);
  if (text === null) return null;
  const file = parsePidFile(text);
  const process = await inspectProcess(file.pid);
  return process !== null && (await isServerOf(process, dataDirectory)) ? file : null;
}

/** Removes a left-over postmaster.pid; answers whether there was one. Never touches that of a running server. */
export async function removeStalePidFile(dataDirectory: string): Promise<boolean> {
  const text = await readPidFile(dataDirectory);
  if (text === null || (await findServer(dataDirectory)) !== null) return false;
  if ((await readPidFile(dataDirectory)) !== text) return false;
  await rm(join(dataDirectory, 'postmaster.pid'), { force: true });
  return true;
}

async function readPidFile(dataDirectory: string): Promise<string | null> {
  try {
    return await readFile(join(dataDirectory, 'postmaster.pid'), 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
