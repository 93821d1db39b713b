/** Starts the built program as a process of its own, on a port of its own, and waits until it says that it is ready. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { SERVER_OPTIONS } from "../scripts/server-options.mjs";

const root = path.resolve(import.meta.dirname, "..");

/** The address the program prints when it is ready. Rejects with its output when it ends before. */
function whenReady(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    const hear = (chunk: Buffer): void => {
      output += chunk.toString();
      const address = /Rapporteur is ready: (\S+)/.exec(output)?.[1];
      if (address) resolve(address);
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}:\n${output}`)));
  });
}

export interface Program {
  /** Where people reach it. */
  origin: string;
  /** Ends it in order, and removes its data folder. */
  stop(): Promise<void>;
}

/** Starts it with these variables and a new data folder; without any it has its own database, with the demo. */
export async function startProgram(variables: Record<string, string> = {}): Promise<Program> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "rapporteur-e2e-"));
  const none = { DATABASE_URL: "", PUBLIC_ORIGIN: "", REDIS_URL: "", SERVICES: "", TRUSTED_PROXIES: "", SESSION_SECRET: "" };
  const env = { ...process.env, NODE_ENV: "production" as const, PORT: "0", RAPPORTEUR_DATA_DIR: dataDir, LOG_LEVEL: "warn", ...none, ...variables };
  const child = spawn(process.execPath, [...SERVER_OPTIONS, "build/start.js"], { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  child.stderr.pipe(process.stderr);
  const origin = await whenReady(child);
  return {
    origin,
    stop: async () => {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
