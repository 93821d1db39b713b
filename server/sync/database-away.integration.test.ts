/** The database dies under the live channel and comes back: what was typed meanwhile arrives, and bells are heard again. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { join, startLiveServer, tick, type LiveServer } from "./testing/live-server.ts";

let server: LiveServer;

beforeAll(async () => {
  server = await startLiveServer();
}, 30_000);
afterAll(() => server.stop());

const until = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, { timeout: 25_000, interval: 50 });

test("typing goes on, and nothing is lost", { timeout: 60_000 }, async () => {
  const documentId = await server.document("working");
  const writer = join(server, documentId, { token: await server.person("annotator"), live: "1" });
  await until(() => expect(writer.provider.synced).toBe(true));
  const [row] = await server.connection.raw<{ file: string }[]>`select pg_read_file('postmaster.pid') as file`;
  // The throw-away server of tests flushes nothing by itself.
  await server.connection.raw`checkpoint`;
  process.kill(Number.parseInt(row?.file ?? "", 10), "SIGKILL");
  writer.text().insert(0, "Meanwhile. ");
  await until(async () => expect(await server.stored(documentId)).toBe("Meanwhile. The Committee"));
  await until(() => expect(writer.provider.synced).toBe(true));
  server.marks.push({ documentId, clock: await tick(server, documentId), id: "afterwards" });
  await server.ring({ document: documentId, clock: 1 });
  await until(() => expect(JSON.stringify(writer.frames)).toContain("afterwards"));
  writer.leave();
});
