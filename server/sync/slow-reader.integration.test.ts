import { randomBytes } from "node:crypto";
import * as decoding from "lib0/decoding";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import WebSocket from "ws";
import * as Y from "yjs";
import { FRAGMENT, MESSAGE_LIVE, MESSAGE_SYNC } from "../../app/core/live/protocol.ts";
import { appendUpdates } from "../../db/document-log.ts";
import { join, startLiveServer, tick, type LiveServer, type Participant } from "./testing/live-server.ts";
import { questionFrame } from "./wire.ts";

let server: LiveServer;
const people: Participant[] = [];

beforeAll(async () => {
  server = await startLiveServer();
}, 30_000);
afterAll(() => server.stop());
afterEach(() => people.splice(0).forEach((one) => one.leave()));

const until = <T>(check: () => T | Promise<T>, timeout = 20_000): Promise<T> => vi.waitFor(check, { timeout, interval: 20 });

async function reader(documentId: string): Promise<Participant> {
  const participant = join(server, documentId, { token: await server.person("reader") });
  people.push(participant);
  await until(() => expect(participant.provider.synced).toBe(true));
  return participant;
}

/** Puts other words in the place of all, `count` times, as a command does; each once `watcher` has seen the ones before. */
async function changeMuch(documentId: string, watcher: Participant, count: number, size: number): Promise<void> {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(watcher.doc));
  const text = (doc.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement).get(0) as Y.XmlText;
  for (let n = 0; n < count; n += 1) {
    const before = Y.encodeStateVector(doc);
    doc.transact(() => {
      text.delete(0, text.length);
      text.insert(0, randomBytes(size / 2).toString("hex"));
    });
    const outcome = await appendUpdates(server.connection.db, documentId, [{ data: Y.encodeStateAsUpdate(doc, before), userId: null }]);
    if (!("head" in outcome)) throw new Error("the document is gone");
    await server.ring({ document: documentId, text: outcome.head });
    await until(() => expect(watcher.text().toString() === text.toString()).toBe(true));
  }
}

const CHANGE = 1_000_000;
// What the kernel takes before the line counts as full differs from machine to machine; 20 MB is more than any takes.
const CHANGES = 20;

test("a reader who stops reading gets no growing queue, and all it has missed once it reads on", { timeout: 60_000 }, async () => {
  const documentId = await server.document("working");
  const watcher = await reader(documentId);
  const slow = new WebSocket(`${server.url}/${documentId}?token=${await server.person("reader")}&live=1&clock=0`);
  const doc = new Y.Doc();
  const sizes: number[] = [];
  const clocks: number[] = [];
  slow.on("message", (data: Buffer) => {
    const decoder = decoding.createDecoder(data);
    const type = decoding.readVarUint(decoder);
    if (type === MESSAGE_LIVE) clocks.push(Number(/"clock":(\d+)/.exec(decoding.readVarString(decoder))?.[1] ?? 0));
    if (type !== MESSAGE_SYNC || decoding.readVarUint(decoder) === 0) return;
    const update = decoding.readVarUint8Array(decoder);
    sizes.push(update.length);
    Y.applyUpdate(doc, update);
  });
  await new Promise((resolve) => slow.once("open", resolve));
  slow.send(questionFrame(new Uint8Array([0])));
  await until(() => expect(doc.getXmlFragment(FRAGMENT).length).toBe(1));
  slow.pause();
  await changeMuch(documentId, watcher, CHANGES, CHANGE);
  server.marks.push({ documentId, clock: await tick(server, documentId), id: "meanwhile" });
  await server.ring({ document: documentId, clock: 1 });
  slow.resume();
  await until(() => expect(doc.getXmlFragment(FRAGMENT).toJSON() === watcher.doc.getXmlFragment(FRAGMENT).toJSON()).toBe(true));
  await until(() => expect(clocks).toContain(1));
  // One difference, of the words that are there in the end, instead of all that were there for a while.
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan((CHANGES * CHANGE) / 2);
  expect(sizes.length).toBeLessThan(CHANGES);
  expect(slow.readyState).toBe(WebSocket.OPEN);
  slow.terminate();
});
