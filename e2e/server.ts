/** Starts the built program once for all specs: its own data folder, its own port, the demo on. Ends it afterwards. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";

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

export default async function startServer(): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "rapporteur-e2e-"));
  const env = { ...process.env, NODE_ENV: "production" as const, PORT: "0", RAPPORTEUR_DATA_DIR: dataDir, LOG_LEVEL: "warn", DATABASE_URL: "", PUBLIC_ORIGIN: "" };
  const child = spawn(process.execPath, ["build/start.js"], { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  child.stderr.pipe(process.stderr);
  process.env.E2E_BASE_URL = await whenReady(child);
  return async () => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  };
}
