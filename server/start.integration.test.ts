/** A start that can't be: one clear line, exit 1, and nothing left running. */
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";

vi.setConfig({ testTimeout: 60_000 });

const root = path.resolve(import.meta.dirname, "..");

/** Runs the server with these variables until it ends. The live channel alone needs no build. */
async function start(variables: Record<string, string>): Promise<{ code: number | null; errors: string }> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "rapporteur-start-"));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const env = { NODE_ENV: "production" as const, PATH: process.env.PATH, RAPPORTEUR_DATA_DIR: dataDir, SERVICES: "sync", ...variables };
  const child = spawn(process.execPath, ["--import", "tsx", "server/main.ts"], { cwd: root, env, stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, errors };
}

test("a port in use is named", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  const { code, errors } = await start({ PORT: String(port) });
  expect([code, errors]).toEqual([1, `Rapporteur could not start. Port ${port} on 127.0.0.1 is in use. Stop what uses it, or set PORT to another one.\n`]);
});

test("a wrong variable is one line", async () => {
  const { code, errors } = await start({ PORT: "http" });
  expect(code).toBe(1);
  expect(errors).toMatch(/^Rapporteur could not start\. The environment variable PORT is wrong: [^\n]+\n$/);
});

test("a database that is not there is one line, without its password", async () => {
  const { code, errors } = await start({ PORT: "0", DATABASE_URL: "postgres://somebody:CANARY@127.0.0.1:1/nothing" });
  expect([code, errors]).toEqual([1, "Rapporteur could not start. The database can't be used: ECONNREFUSED.\n"]);
});
