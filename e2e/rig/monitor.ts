/**
 * Watches a process while a case runs: memory, the lag of its event loop, sockets and rooms.
 *
 * Started by cases. What must stay true: figures come from the program's own /metrics and from /proc, nothing is guessed;
 * a reading that fails (the program is down, on purpose) is left out, never counted as nought.
 */
import type { Program } from "./program.ts";
import { everyMs } from "./waiting.ts";

export interface Reading {
  /** MB. */
  rss: number;
  /** Of the second before, ms. */
  lagP99: number;
  lagMax: number;
  connections: number;
  rooms: number;
  fds: number;
}

export class Monitor {
  readonly readings: Reading[] = [];
  readonly startRss: number;
  readonly #stop: () => void;

  constructor(private readonly program: Program, ms = 1_000) {
    this.startRss = program.rss;
    this.#stop = everyMs(ms, () => void this.read().catch(() => undefined));
  }

  /** One reading now. */
  async read(): Promise<Reading> {
    const all = await this.program.metrics();
    const of = (name: string): number => all.get(name) ?? Number.NaN;
    const reading = {
      rss: of("process_resident_memory_bytes") / 1_048_576,
      lagP99: of("nodejs_eventloop_lag_p99_seconds") * 1_000,
      lagMax: of("nodejs_eventloop_lag_max_seconds") * 1_000,
      connections: of('rapporteur_sync{what="connections"}'),
      rooms: of('rapporteur_sync{what="rooms"}'),
      fds: of("process_open_fds"),
    };
    this.readings.push(reading);
    return reading;
  }

  most(what: keyof Reading): number {
    return Math.max(...this.readings.map((reading) => reading[what]).filter((value) => !Number.isNaN(value)));
  }

  /** How much memory grew at most since it began to watch, MB. */
  get growth(): number {
    return Math.max(0, this.most("rss") - this.startRss);
  }

  async stop(): Promise<void> {
    this.#stop();
    await this.read().catch(() => undefined);
  }
}
