import { count, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { FRAGMENT } from "../../app/core/live/protocol.ts";
import { appendUpdates, loadLog, updatesSince } from "../../db/document-log.ts";
import { documentSnapshots, documentUpdates } from "../../db/schema/documents.ts";
import { join, startLiveServer, type LiveServer } from "./testing/live-server.ts";
import { startCompaction } from "./text-store.ts";

let server: LiveServer;
const complaints: string[] = [];
const log = { info: () => undefined, warn: () => undefined, error: (_: object, message: string) => void complaints.push(message) };

beforeAll(async () => {
  server = await startLiveServer();
}, 30_000);
afterAll(() => server.stop());

const until = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, { timeout: 20_000, interval: 20 });

/** Appends `words` changes of one letter, each a row of its own. */
async function type(documentId: string, words: number): Promise<void> {
  const { db } = server.connection;
  const doc = new Y.Doc();
  for (const update of (await loadLog(db, documentId)).updates) Y.applyUpdate(doc, update);
  const rows: { data: Uint8Array; userId: null }[] = [];
  doc.on("update", (data: Uint8Array) => rows.push({ data, userId: null }));
  const text = (doc.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement).get(0) as Y.XmlText;
  for (let nth = 0; nth < words; nth += 1) text.insert((nth * 7) % (text.length + 1), String(nth % 10));
  await appendUpdates(db, documentId, rows);
}

async function rowsOf(documentId: string): Promise<{ rows: number; snapshots: number[] }> {
  const { db } = server.connection;
  const [rows] = await db.select({ count: count() }).from(documentUpdates).where(eq(documentUpdates.documentId, documentId));
  const snapshots = await db.select({ seq: documentSnapshots.uptoSeq }).from(documentSnapshots).where(eq(documentSnapshots.documentId, documentId));
  return { rows: rows?.count ?? 0, snapshots: snapshots.map(({ seq }) => seq).sort((a, b) => a - b) };
}

async function compacted(documentId: string, keepMs: number): Promise<void> {
  const { compaction, end } = startCompaction(server.connection.db, log, keepMs);
  compaction.want(documentId);
  await compaction.idle();
  await end();
}

test("a text that everybody has left is loaded from its snapshot, and reads the same", async () => {
  const documentId = await server.document("working");
  await type(documentId, 150);
  const before = await server.stored(documentId);
  const marta = join(server, documentId, { token: await server.person("annotator") });
  await until(() => expect(marta.read()).toBe(before));
  marta.leave();
  await until(async () => expect((await rowsOf(documentId)).snapshots).toEqual([151]));
  const { updates, head, uptoSeq, vector } = await loadLog(server.connection.db, documentId);
  expect([updates.length, head, uptoSeq]).toEqual([1, 151, 151]);
  expect(Buffer.from(vector ?? [])).toEqual(Buffer.from(Y.encodeStateVectorFromUpdate(updates[0] as Uint8Array)));
  const anna = join(server, documentId, { token: await server.person("annotator") });
  await until(() => expect(anna.read()).toBe(before));
  anna.text().insert(0, "And then: ");
  await until(async () => expect(await server.stored(documentId)).toBe(`And then: ${before}`));
  expect((await loadLog(server.connection.db, documentId)).vector).toBeNull();
  anna.leave();
});

test("rows go when two snapshots hold them and they are old enough, and the text stays", async () => {
  const documentId = await server.document("working");
  await type(documentId, 20);
  await compacted(documentId, 0);
  expect(await rowsOf(documentId)).toEqual({ rows: 21, snapshots: [21] });
  await type(documentId, 10);
  await compacted(documentId, 3_600_000);
  expect(await rowsOf(documentId)).toEqual({ rows: 31, snapshots: [21, 31] });
  await type(documentId, 5);
  const text = await server.stored(documentId);
  await compacted(documentId, 0);
  expect(await rowsOf(documentId)).toEqual({ rows: 5, snapshots: [31, 36] });
  expect(await server.stored(documentId)).toBe(text);
  expect(complaints).toEqual([]);
});

test("whoever asks for rows that have gone is told, and not given a shorter text", async () => {
  const documentId = await server.document("working");
  for (const words of [3, 3, 3]) {
    await type(documentId, words);
    await compacted(documentId, 0);
  }
  await expect(updatesSince(server.connection.db, documentId, 2)).rejects.toThrow("incomplete");
  expect((await updatesSince(server.connection.db, documentId, 7)).updates).toHaveLength(3);
});

test("a log that does not make a whole keeps its rows and gets no snapshot", async () => {
  const documentId = await server.document("working");
  await type(documentId, 2);
  const doc = new Y.Doc();
  doc.getXmlFragment(FRAGMENT).insert(0, [new Y.XmlElement("paragraph")]);
  const known = Y.encodeStateVector(doc);
  doc.getXmlFragment(FRAGMENT).insert(1, [new Y.XmlElement("paragraph")]);
  await appendUpdates(server.connection.db, documentId, [{ data: Y.encodeStateAsUpdate(doc, known), userId: null }]);
  await compacted(documentId, 0);
  expect(await rowsOf(documentId)).toEqual({ rows: 4, snapshots: [] });
  expect(complaints.splice(0)).toEqual(["a text could not be compacted; its log is kept"]);
});
