/** The database is killed, and stands still while it starts again: from the moment it goes on, everything heals by itself. */
import { readFileSync, readdirSync } from "node:fs";
import { join as joinPath } from "node:path";
import process from "node:process";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { join, startLiveServer, type LiveServer } from "./testing/live-server.ts";

let server: LiveServer;

beforeAll(async () => {
  server = await startLiveServer();
});
afterAll(() => server.stop());

const until = <T>(check: () => T | Promise<T>, timeout: number, interval = 20): Promise<T> => vi.waitFor(check, { timeout, interval });

function statusOf(pid: number, field: "PPid" | "State"): string {
  try {
    return new RegExp(`^${field}:\\s+(\\S+)`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? "";
  } catch {
    return "";
  }
}

const isLinux = process.platform === "linux";
const childrenOf = (parent: number): number[] => readdirSync("/proc").map(Number).filter((pid) => pid > 0 && statusOf(pid, "PPid") === String(parent));
const send = (pids: readonly number[], signal: NodeJS.Signals): void => {
  for (const pid of pids) if (!["", "Z"].includes(statusOf(pid, "State"))) process.kill(pid, signal);
};

test.runIf(isLinux)("killed with transactions on their way, then frozen at the start", { timeout: 90_000 }, async () => {
  const documentId = await server.document("working");
  const writers = await Promise.all(Array.from({ length: 3 }, async () => join(server, documentId, { token: await server.person("annotator"), live: "1" })));
  for (const writer of writers) await until(() => expect(writer.provider.synced).toBe(true), 10_000);
  const { db, raw } = server.connection;
  const [row] = await raw<{ folder: string }[]>`select current_setting('data_directory') as folder`;
  const pidFile = (): string[] => readFileSync(joinPath(row?.folder ?? "", "postmaster.pid"), "utf8").split("\n");
  // The throw-away server of tests flushes nothing by itself.
  await raw`checkpoint`;
  const killed = Number(pidFile()[0]);
  // More than the pool has connections, so that each of them breaks in the middle of a transaction.
  const transactions = Array.from({ length: 12 }, () => db.transaction((transaction) => transaction.execute(sql`select pg_sleep(60)`)));
  const ended = Promise.allSettled(transactions);
  await until(async () => {
    const [active] = await raw<{ count: string }[]>`select count(*) from pg_stat_activity where query like '%pg_sleep(60)%' and state = 'active' and pid <> pg_backend_pid()`;
    expect(Number(active?.count)).toBeGreaterThanOrEqual(10);
  }, 10_000);
  send([killed, ...childrenOf(killed)], "SIGKILL");
  writers[0]?.text().insert(0, "Meanwhile. ");
  // It listens before it says how far it is.
  const starting = await until(() => {
    const [pid, , , , , , , status] = pidFile();
    expect(status?.trim()).toMatch(/^(starting|ready)$/);
    expect(Number(pid)).not.toBe(killed);
    return Number(pid);
  }, 10_000, 1);
  process.kill(starting, "SIGSTOP");
  const frozen = [starting, ...childrenOf(starting)];
  send(frozen, "SIGSTOP");
  onTestFinished(() => send(frozen, "SIGCONT"));
  // It takes connections and says nothing, until the first of those who wait have given it up.
  const asked = Array.from({ length: 12 }, () => raw`select 1`.catch(() => "given up"));
  expect(await Promise.race(asked)).toBe("given up");
  expect(writers.filter((writer) => writer.read() === "Meanwhile. The Committee")).toEqual([writers[0]]);
  send(frozen, "SIGCONT");
  const since = performance.now();
  await until(async () => expect(await server.stored(documentId)).toBe("Meanwhile. The Committee"), 20_000);
  await until(() => writers.forEach((writer) => expect(writer.provider.synced && writer.read()).toBe("Meanwhile. The Committee")), 20_000);
  expect(performance.now() - since).toBeLessThan(15_000);
  expect((await ended).map(({ status }) => status)).not.toContain("fulfilled");
  await Promise.all(asked);
  for (const writer of writers) writer.leave();
});
