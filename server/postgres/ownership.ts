/**
 * Which of several apps on one data folder owns its Postgres: the one that starts it, watches it and stops it. The
 * claim is a local socket named after the folder, held for the life of the owner; the system lets go of it when
 * the process ends in whatever way, so a claim is never stale. Everything that changes files of a cluster or
 * signals a server happens under the claim; that is what keeps two starting apps out of each other's way. Who comes
 * second asks over the socket for the port; a process that has just been killed does not answer.
 */

import { rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { errorCode } from './embedded-postgres-error.ts';
import { folderIdentity } from './process-state.ts';

/** A claim that is held. */
export interface Claim {
  /** What to answer to those who ask for the port: undefined while the server is not, or no longer, to be used. */
  publish(port: number | undefined): void;
  release(): void;
}

const ANSWER_WITHIN = 2_000;

/** The socket that stands for a data folder: without a file where the system has such sockets, else in /tmp. */
export async function claimAddress(dataDir: string, platform: NodeJS.Platform = process.platform): Promise<string> {
  const name = `rapporteur-postgres-${await folderIdentity(dataDir)}`;
  return platform === 'linux' ? `\0${name}` : `/tmp/${name}.sock`;
}

/** Takes the claim, or answers null when a running process has it. */
export async function claimOwnership(address: string): Promise<Claim | null> {
  const first = await listen(address);
  if (first !== null || address.startsWith('\0')) return first;
  // The file of a socket outlives its process: a new claim may only replace one that nobody holds.
  if (await isHeld(address)) return null;
  await rm(address, { force: true });
  return listen(address);
}

async function listen(address: string): Promise<Claim | null> {
  let published: number | undefined;
  const server = createServer((socket) => {
    socket.on('error', () => undefined).end(`${published ?? ''}\n`);
  });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ path: address }, resolve);
    });
  } catch (error) {
    if (errorCode(error) === 'EADDRINUSE') return null;
    throw error;
  }
  server.unref();
  return { publish: (port) => (published = port), release: () => void server.close() };
}

function isHeld(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path: address });
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

/** The port of the owner's server; undefined while it has none to offer, and when the owner does not answer. */
export function askForPort(address: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ path: address });
    const finish = (answer = '') => {
      socket.destroy();
      resolve(Number.parseInt(answer, 10) || undefined);
    };
    socket.setTimeout(ANSWER_WITHIN, () => finish());
    socket.once('error', () => finish()).once('close', () => finish());
    socket.once('data', (data) => finish(data.toString()));
  });
}
