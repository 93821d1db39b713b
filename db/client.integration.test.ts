/** What the pool makes of connections that break: nobody else notices, and a database that is back is found soon. */
import { createServer, connect as dial, type AddressInfo, type Server, type Socket } from "node:net";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { startTestPostgres, type TestPostgres } from "../server/postgres/test-database.ts";
import { connect, type DatabaseConnection, type Transaction } from "./client.ts";
import { isDatabaseAway } from "./database-away.ts";

let postgres: TestPostgres;
let other: DatabaseConnection;

beforeAll(async () => {
  postgres = await startTestPostgres();
  other = connect(postgres.url, 1);
});
beforeEach(async () => {
  await other.raw`create table if not exists words (word text)`;
  await other.raw`truncate words`;
});
afterAll(async () => {
  await other.close();
  await postgres.stop();
});

/** A pool that ends with the test. */
function pool(url: string, max: number): DatabaseConnection {
  const opened = connect(url, max);
  onTestFinished(() => opened.close());
  return opened;
}

async function backend(executor: Pick<Transaction, "execute">): Promise<number> {
  const [row] = await executor.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
  return row?.pid ?? 0;
}

/** Ends a backend from outside, and waits until it is gone. */
async function cut(pid: number): Promise<void> {
  await other.raw`select pg_terminate_backend(${pid}, 5000)`;
}

const said = async (transaction: Transaction, word: string): Promise<unknown> => transaction.execute(sql`insert into words values (${word})`);

const failure = (work: Promise<unknown>): Promise<unknown> => work.then(() => null, (error: unknown) => error);

test("a transaction cut off in the middle of a statement fails, and the pool goes on", async () => {
  const { db } = pool(postgres.url, 1);
  const failed = await failure(db.transaction(async (transaction) => {
    const pid = await backend(transaction);
    await Promise.all([transaction.execute(sql`select pg_sleep(60)`), cut(pid)]);
  }));
  expect(isDatabaseAway(failed)).toBe(true);
  const began = performance.now();
  expect(await backend(db)).toBeGreaterThan(0);
  expect(performance.now() - began).toBeLessThan(5_000);
});

test("what a cut-off transaction still says does not become part of another one", async () => {
  const { db } = pool(postgres.url, 1);
  const stillRunning = async (lost: Transaction): Promise<void> => {
    await said(lost, "before");
    await cut(await backend(lost));
    await db.transaction(async (next) => {
      await said(next, "next");
      expect(isDatabaseAway(await failure(said(lost, "late")))).toBe(true);
    });
  };
  let running: Promise<void> | undefined;
  const failed = await failure(db.transaction((transaction) => (running = stillRunning(transaction))));
  expect(isDatabaseAway(failed)).toBe(true);
  await running;
  expect(await other.raw`select word from words`).toEqual([{ word: "next" }]);
});

/** A door in front of the database that can be shut: whoever knocks is refused. */
async function doorTo(url: string): Promise<{ url: string; shut(): Promise<void>; open(): Promise<void> }> {
  const { hostname, port } = new URL(url);
  const inside = new Set<Socket>();
  const make = (): Server =>
    createServer((from) => {
      const to = dial(Number(port), hostname);
      for (const [one, another] of [[from, to], [to, from]] as const) {
        inside.add(one.on("error", () => another.destroy()).on("close", () => another.destroy()));
        one.pipe(another);
      }
    });
  const listen = (server: Server, at: number) => new Promise<void>((resolve) => server.listen(at, "127.0.0.1", resolve));
  let server = make();
  await listen(server, 0);
  const at = (server.address() as AddressInfo).port;
  const shut = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of inside) socket.destroy();
    inside.clear();
    await closed;
  };
  onTestFinished(shut);
  const open = (): Promise<void> => listen((server = make()), at);
  return { url: Object.assign(new URL(url), { port: String(at) }).href, shut, open };
}

test("a database that was away is found as soon as it is back", { timeout: 90_000 }, async () => {
  const door = await doorTo(postgres.url);
  const { db } = pool(door.url, 5);
  const all = () => Promise.allSettled(Array.from({ length: 5 }, () => backend(db)));
  expect((await all()).map(({ status }) => status)).not.toContain("rejected");
  await door.shut();
  for (let round = 0; round < 3; round += 1) expect((await all()).map(({ status }) => status)).not.toContain("fulfilled");
  await door.open();
  const began = performance.now();
  expect((await all()).map(({ status }) => status)).not.toContain("rejected");
  expect(performance.now() - began).toBeLessThan(3_000);
});
