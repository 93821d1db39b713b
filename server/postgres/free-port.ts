/**
 * A TCP port for Postgres on the loopback address: random, so that several apps on one machine do not meet, and
 * below 32768, where the system does not hand out ports for outgoing connections. Free when asked; it may be
 * taken a moment later, so the caller tries again.
 */

import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

const LOWEST = 20_000;
const BEYOND = 32_768;

/** A port nobody listens on just now. */
export async function findFreePort(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const port = randomInt(LOWEST, BEYOND);
    if (await isFree(port)) return port;
  }
  throw new EmbeddedPostgresError(`finds no free port between ${LOWEST} and ${BEYOND - 1} on 127.0.0.1`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
