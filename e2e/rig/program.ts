/**
 * The built program as a process of its own: started, measured from outside, killed, and started again on its port.
 *
 * Made by house.ts, handled by cases. What must stay true: it runs exactly as people run it (build/start.js), listens on
 * loopback only, and everything it says is kept, so that a case can ask what stands in the log and what does not.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { until } from "./waiting.ts";
import { SERVER_OPTIONS } from "../../scripts/server-options.mjs";

const root = path.resolve(import.meta.dirname, "../..");

/** A line of the log, as pino writes it. */
export interface LogLine {
  level: number;
  msg?: string;
  reason?: string;
  code?: number;
  [fact: string]: unknown;
}

export class Program {
  /** From its start to being ready, ms; of the latest start. */
  readyMs = Number.NaN;
  origin = "";
  readonly #env: Record<string, string>;
  readonly #lines: string[] = [];
  #child: ChildProcess | null = null;
  #port = "0";

  private constructor(env: Record<string, string>) {
    this.#env = env;
  }

  /** Starts it with these variables over ours; resolves when it says that it is ready. */
  static async start(env: Record<string, string>): Promise<Program> {
    const program = new Program(env);
    await program.start();
    return program;
  }

  /** Starts it again, on the same port and data. */
  async start(): Promise<void> {
    const began = performance.now();
    const env: NodeJS.ProcessEnv = {
      ...process.env, NODE_ENV: "production", HOST: "127.0.0.1", PORT: this.#port, PUBLIC_ORIGIN: "", REDIS_URL: "",
      DATABASE_URL: "", RAPPORTEUR_DEMO: "0", LOG_LEVEL: "info", ...this.#env,
    };
    const child = spawn(process.execPath, [...SERVER_OPTIONS, "build/start.js"], { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
    this.#child = child;
    this.origin = await this.#ready(child);
    this.#port = new URL(this.origin).port;
    this.readyMs = performance.now() - began;
  }

  #ready(child: ChildProcess): Promise<string> {
    return new Promise((resolve, reject) => {
      let rest = "";
      const hear = (chunk: Buffer): void => {
        const lines = (rest + chunk.toString()).split("\n");
        rest = lines.pop() ?? "";
        this.#lines.push(...lines);
        const ready = lines.map((line) => /Rapporteur is ready: (\S+)/.exec(line)?.[1]).find(Boolean);
        if (ready) resolve(ready);
      };
      child.stdout?.on("data", hear);
      child.stderr?.on("data", hear);
      child.once("exit", (code, signal) => {
        reject(new Error(`the program ended with ${code ?? signal ?? "nothing"}: ${this.#lines.slice(-5).join("\n")}`));
      });
    });
  }

  get pid(): number {
    const pid = this.#child?.pid;
    if (pid === undefined) throw new Error("the program was never started");
    return pid;
  }

  get isAlive(): boolean {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Sends a signal; of those that end it, the end is waited for. */
  async kill(signal: NodeJS.Signals): Promise<void> {
    this.#child?.kill(signal);
    if (signal !== "SIGSTOP" && signal !== "SIGCONT") await until("the program ends", () => !this.isAlive, 20_000);
  }

  /** Everything it has said, as text: for asking whether something must not stand there. */
  get said(): string {
    return this.#lines.join("\n");
  }

  /** The lines of its log that `matches` says yes to. */
  log(matches: (line: LogLine) => boolean): LogLine[] {
    return this.#lines.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line) as LogLine).filter(matches);
  }

  /** Lines that tell of a refusal: of a frame, or of a change. */
  refusals(): LogLine[] {
    return this.log((line) => line.level === 40 && /refused|cut off|reports an error/.test(line.msg ?? ""));
  }

  /** Memory held, MB of 2^20 bytes. */
  get rss(): number {
    const kb = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${this.pid}/status`, "utf8"))?.[1];
    return Number(kb) / 1_024;
  }

  /** Its own figures, by name with labels, as GET /metrics gives them. Reading resets the lag of the loop. */
  async metrics(): Promise<Map<string, number>> {
    const text = await (await fetch(`${this.origin}/metrics`)).text();
    const pairs = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    return new Map(pairs.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ") + 1))]));
  }

  /**
   * Processor time of `work`, ms, done `rounds` times one after the other. The least is what it costs: everything else
   * that the program does only adds.
   */
  async cpuMsOf(rounds: number, work: () => Promise<unknown>): Promise<number[]> {
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const before = await this.#cpuMs();
      await work();
      times.push((await this.#cpuMs()) - before);
    }
    return times;
  }

  /** Processor time used since its start, ms. */
  async #cpuMs(): Promise<number> {
    return ((await this.metrics()).get("process_cpu_seconds_total") ?? Number.NaN) * 1_000;
  }
}
