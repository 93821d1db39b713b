/**
 * Keeps the server of a cluster there: one that ends without being told to (killed, out of memory, crashed) is
 * started again, on the same port, because the app and those who adopted it know no other; their connections come
 * back by themselves. Between attempts it waits longer each time; a server that has run for a while starts afresh.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { startServer, type ServerOptions, type ServerProcess } from './server-process.ts';

const FIRST_PAUSE = 200;
/** Whatever kept it from starting may be over at any moment; people wait, and an attempt that fails costs little. */
const LONGEST_PAUSE = 5_000;
const SETTLED_AFTER = 60_000;

/** Starts the server; from then on until `stop` there is one, or one on its way. */
export async function keepRunning(options: ServerOptions): Promise<Pick<ServerProcess, 'port' | 'stop'>> {
  const first = await startServer(options);
  const keeper = new Keeper({ ...options, nextPort: () => Promise.resolve(first.port) }, first);
  return { port: first.port, stop: () => keeper.stop() };
}

class Keeper {
  private readonly over = new AbortController();
  private readonly options: ServerOptions;
  private server: ServerProcess;
  private starting: Promise<void> = Promise.resolve();
  private pause = FIRST_PAUSE;

  constructor(options: ServerOptions, server: ServerProcess) {
    this.options = options;
    this.server = server;
    void this.watch();
  }

  async stop(): Promise<void> {
    this.over.abort();
    await this.starting;
    await this.server.stop();
  }

  private async watch(): Promise<void> {
    for (;;) {
      const since = Date.now();
      await this.server.ended;
      if (Date.now() - since >= SETTLED_AFTER) this.pause = FIRST_PAUSE;
      // The end of the pause is not waited for by an app that has nothing else to do, nor by `stop`.
      await sleep(this.pause, undefined, { ref: false, signal: this.over.signal }).catch(() => undefined);
      if (this.over.signal.aborted) return;
      this.pause = Math.min(LONGEST_PAUSE, this.pause * 2);
      this.starting = this.startAgain();
      await this.starting;
    }
  }

  /** When it fails, the server that has ended stays in place, and its end leads to the next attempt. */
  private async startAgain(): Promise<void> {
    try {
      this.server = await startServer(this.options);
      this.options.log('Postgres runs again');
    } catch (error) {
      this.options.log(error instanceof Error ? error.message : String(error));
    }
  }
}
