/** The built program, started for a measurement on a data folder of its own. */
import { spawn, type ChildProcess } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { SERVER_OPTIONS } from "../server-options.mjs";

const root = path.resolve(import.meta.dirname, "../..");

export interface BenchServer {
  origin: string;
  /** From starting the process to being ready, ms. */
  readyMs: number;
  stop(): Promise<void>;
}

export async function startServer(dataDir: string): Promise<BenchServer> {
  const began = performance.now();
  const env = { ...process.env, NODE_ENV: "production" as const, PORT: "0", RAPPORTEUR_DATA_DIR: dataDir, LOG_LEVEL: "warn", DATABASE_URL: "" };
  const child = spawn(process.execPath, [...SERVER_OPTIONS, "build/start.js"], { cwd: root, env, stdio: ["ignore", "pipe", "inherit"] });
  const origin = await ready(child);
  const readyMs = performance.now() - began;
  const stop = async (): Promise<void> => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await ended;
  };
  return { origin, readyMs, stop };
}

function ready(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      const origin = /Rapporteur is ready: (\S+)/.exec(output)?.[1];
      if (origin) resolve(origin);
    });
    child.once("exit", (code) => {
      reject(new Error(`The server ended with ${code ?? "a signal"}. Is there a build? Run npm run build.`));
    });
  });
}

/** A signed-in client of the API. */
export class BenchClient {
  private constructor(
    readonly origin: string,
    readonly cookie: string,
  ) {}

  static async signIn(origin: string, email: string): Promise<BenchClient> {
    const answer = await fetch(`${origin}/api/auth/sign-in/email`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Origin: origin },
      body: JSON.stringify({ email, password: "rapporteur" }),
    });
    const cookie = answer.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
    return new BenchClient(origin, cookie);
  }

  async get(to: string): Promise<Response> {
    return fetch(this.origin + to, { headers: { Cookie: this.cookie } });
  }

  async json<T>(to: string): Promise<T> {
    return (await (await this.get(to)).json()) as T;
  }

  async post<T>(to: string, body: unknown): Promise<T> {
    const isForm = body instanceof FormData;
    const headers: Record<string, string> = { Cookie: this.cookie, Origin: this.origin };
    if (!isForm) headers["Content-Type"] = "application/json";
    const answer = await fetch(this.origin + to, { method: "POST", headers, body: isForm ? body : JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${to}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }
}

/** The value below which `share` (0 to 1) of the values lie. */
export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
