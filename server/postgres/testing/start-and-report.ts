/**
 * A program for tests: starts the embedded Postgres on the folder given as first argument, prints one line of JSON
 * (the server, or the error), and stops it when its standard input ends. It stays deaf to SIGINT, as an app that is
 * still saving would. Tests run it to have a process they can kill, or one under another account.
 */

import { startEmbeddedPostgres } from '../embedded-postgres.ts';
import { EmbeddedPostgresError } from '../embedded-postgres-error.ts';

async function main(dataDir: string): Promise<void> {
  process.on('SIGINT', () => undefined);
  const server = await startEmbeddedPostgres({ dataDir, log: (message) => console.error(message) });
  console.log(JSON.stringify({ url: server.url, adopted: server.adopted }));
  process.stdin.resume().once('end', () => void server.stop().then(() => process.exit(0)));
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  if (!(error instanceof EmbeddedPostgresError)) throw error;
  console.log(JSON.stringify({ error: error.message }));
  process.exitCode = 1;
});
