/**
 * Runs the Postgres server as a child of a small shell that outlives us: when this process ends in any way, kill -9
 * included, the pipe it holds closes and the shell shuts Postgres down. It has a session of its own, so Ctrl-C in a
 * terminal reaches the app only, which can save before it stops the server. A taken port is answered by another
 * one, at most five times; any other failure is thrown with Postgres' own words.
 */

import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { EmbeddedPostgresError, errorCode, lastUsefulLine } from './embedded-postgres-error.ts';
import { findFreePort } from './free-port.ts';
import { findServer, parsePidFile, removeStalePidFile } from './pid-file.ts';
import type { Placement } from './placement.ts';
import { spawnOptions } from './run-as.ts';
import { waitUntil } from './wait-until.ts';

/** A server that runs and is ours. */
export interface ServerProcess {
  port: number;
  /** Resolves when it has ended, told to or not. */
  ended: Promise<void>;
  /** Shuts it down; resolves when it is gone. */
  stop(): Promise<void>;
}

/** What to run, and how. `nextPort` chooses a port for each attempt. */
export interface ServerOptions {
  placement: Placement;
  settings: Record<string, string>;
  log: (message: string) => void;
  nextPort?: () => Promise<number>;
}

const ATTEMPTS = 5;
/** Long, because after a crash Postgres first replays its log. */
const READY_WITHIN = 120_000;
const FAST_STOP_WITHIN = 8_000;
const QUICK_STOP_WITHIN = 5_000;

/**
 * Postgres in the background, a watcher that waits for the end of our pipe (descriptor 3), and the end of both with
 * Postgres. The watcher repeats itself because a signal that comes in the first moments of Postgres is lost.
 */
const WATCHDOG = `
"$@" </dev/null 3<&- & p=$!
( read _; i=0; while [ $i -lt 60 ] && kill -INT $p; do sleep 1; i=$((i+1)); done ) <&3 2>/dev/null & w=$!
wait $p; s=$?; kill $w 2>/dev/null; wait $w; exit $s`;

/** What Postgres logs is about itself only: statements and their errors, which hold people's words, stay out. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  log_line_prefix: '',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
};

/** Starts the server and waits until it takes connections. */
export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  const { placement, log, nextPort = findFreePort } = options;
  let trouble = '';
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const port = await nextPort();
    if (await removeStalePidFile(placement.dataDirectory)) log('removed the pid file of a server that is gone');
    const run = launch(options, port);
    if (await becomesReady(run, placement.dataDirectory, port)) return supervise(run, options, port);
    trouble = lastUsefulLine(run.lines) || run.end || `did not get ready within ${READY_WITHIN / 1000} seconds`;
    const isPortTaken = run.lines.some((line) => /could not bind|Address already in use/.test(line));
    const isPredecessorLeaving = run.lines.some((line) => /pre-existing shared memory block/.test(line));
    if (!isPortTaken && !isPredecessorLeaving) break;
    log(`attempt ${attempt} of ${ATTEMPTS} to start on port ${port} failed: ${trouble}`);
    if (isPredecessorLeaving) await waitUntil(() => false, 300);
  }
  throw new EmbeddedPostgresError(`cannot start on ${placement.dataDirectory}: ${trouble}`);
}

interface Run {
  child: ChildProcess;
  /** The last lines it printed. */
  lines: string[];
  /** How it ended; empty while it runs. */
  end: string;
}

function launch({ placement, settings, log }: ServerOptions, port: number): Run {
  const { binaries, dataDirectory, runAs } = placement;
  const pairs = Object.entries({ ...SETTINGS, ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const program = [binaries.postgres, '-D', dataDirectory, '-p', String(port), ...pairs];
  const child = spawn('sh', ['-c', WATCHDOG, 'sh', ...program], {
    ...spawnOptions(runAs),
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const run: Run = { child, lines: [], end: '' };
  const pipe = child.stdio[3] as (Readable & Pick<Socket, 'unref'>) | undefined;
  child.once('error', (error) => (run.end = error.message));
  child.once('close', (code, signal) => {
    run.end ||= signal === null ? `exit code ${code}` : `signal ${signal}`;
    pipe?.destroy();
  });
  if (child.stderr !== null) {
    createInterface({ input: child.stderr }).on('line', (line) => {
      run.lines = [...run.lines.slice(-49), line];
      log(line);
    });
    (child.stderr as Readable & Pick<Socket, 'unref'>).unref();
  }
  // None of this keeps the app alive: when it has nothing else to do, it ends, and Postgres with it.
  pipe?.on('error', () => undefined);
  pipe?.unref();
  child.unref();
  return run;
}

async function becomesReady(run: Run, dataDirectory: string, port: number): Promise<boolean> {
  const isReady = async () => {
    const text = await readFile(join(dataDirectory, 'postmaster.pid'), 'utf8').catch(() => '');
    const file = parsePidFile(text);
    return file.port === port && file.ready;
  };
  const isDecided = await waitUntil(async () => run.end !== '' || (await isReady()), READY_WITHIN);
  if (!isDecided) {
    run.child.stdio[3]?.destroy();
    await stopServer(dataDirectory);
  }
  return isDecided && run.end === '';
}

function supervise(run: Run, { placement, log }: ServerOptions, port: number): ServerProcess {
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    await stopServer(placement.dataDirectory);
    await waitUntil(() => run.end !== '', QUICK_STOP_WITHIN);
  };
  const ended = new Promise<void>((resolve) => {
    run.child.once('close', () => {
      if (stopping === undefined) log(`Postgres has ended by itself: ${lastUsefulLine(run.lines) || run.end}`);
      resolve();
    });
  });
  return { port, ended, stop: () => (stopping ??= stop()) };
}

/** Stops the server that runs on `dataDirectory`, if one does: first letting it finish its work, then at once. */
export async function stopServer(dataDirectory: string): Promise<void> {
  const isGone = async () => (await findServer(dataDirectory)) === null;
  for (const [signal, patience] of [['SIGINT', FAST_STOP_WITHIN], ['SIGQUIT', QUICK_STOP_WITHIN]] as const) {
    const server = await findServer(dataDirectory);
    if (server === null) return;
    sendSignal(server.pid, signal);
    if (await waitUntil(isGone, patience)) return;
  }
  throw new EmbeddedPostgresError(`on ${dataDirectory} does not stop`);
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return;
    throw new EmbeddedPostgresError(`runs as another user (process ${pid}) and cannot be stopped`, { cause: error });
  }
}
