/**
 * A real Redis for tests, on a free port of the loopback address, in memory only. Used by integration and end-to-end
 * tests of several nodes. Redis is no part of the program and not in node_modules: `.ci/run` installs it.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { createConnection } from "node:net";
import { delimiter, join } from "node:path";
import { findFreePort } from "../postgres/free-port.ts";
import { waitUntil } from "../postgres/wait-until.ts";
import { isExecutable } from "./programs.ts";

const PROGRAMS = ["redis-server", "valkey-server"];

function findRedis(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return PROGRAMS.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/**
 * Why tests with Redis are left out here; null when they are not. In continuous integration they are never left out:
 * without a Redis they fail.
 */
export function whyNoRedis(): string | null {
  const missing = findRedis() === undefined && !process.env.CI;
  return missing ? "no redis-server in PATH (apt-get install redis-server); continuous integration has one" : null;
}

export interface TestRedis {
  url: string;
  /** As in a power cut. */
  kill(): Promise<void>;
  /** Starts it again, empty, on the same port. */
  restart(): Promise<void>;
}

/** Starts one. Throws one line when there is none, or it does not answer within ten seconds. */
export async function startTestRedis(): Promise<TestRedis> {
  const program = findRedis();
  if (!program) throw new Error("no redis-server in PATH");
  const port = await findFreePort();
  let child = await run(program, port);
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    kill,
    restart: async () => {
      await kill();
      child = await run(program, port);
    },
  };
}

async function run(program: string, port: number): Promise<ChildProcess> {
  const options = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const child = spawn(program, options, { stdio: "ignore" });
  if (await waitUntil(() => child.exitCode === null && answers(port), 10_000)) return child;
  child.kill("SIGKILL");
  throw new Error(`${program} does not answer on port ${port}`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, "127.0.0.1", () => socket.write("PING\r\n"));
    socket.once("data", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
