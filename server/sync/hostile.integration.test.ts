import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import WebSocket from "ws";
import * as Y from "yjs";
import { CLOSE, FRAGMENT } from "../../app/core/live/protocol.ts";
import { join, startLiveServer, type LiveServer, type Participant } from "./testing/live-server.ts";
import { MAX_FRAME, questionFrame, updateFrame } from "./wire.ts";

let server: LiveServer;
let documentId: string;
let bystander: Participant;

beforeAll(async () => {
  server = await startLiveServer();
  documentId = await server.document("working");
  bystander = join(server, documentId, { token: await server.person("annotator"), live: "1" });
  await until(() => expect(bystander.provider.synced).toBe(true));
}, 30_000);
afterAll(async () => {
  bystander.leave();
  await server.stop();
});
afterEach(async () => {
  // Whatever happened: the others type on, and it is stored.
  const word = `w${await server.head(documentId)} `;
  bystander.text().insert(0, word);
  await until(async () => expect(await server.stored(documentId)).toContain(word));
  expect(bystander.closings).toEqual([]);
});

const until = <T>(check: () => T | Promise<T>, timeout = 5_000): Promise<T> => vi.waitFor(check, { timeout, interval: 10 });

interface Intruder {
  socket: WebSocket;
  /** A copy of the text, under an id of its own. */
  doc: Y.Doc;
  closed: Promise<number>;
}

/** Somebody who may type, with a raw socket. */
async function intrude(): Promise<Intruder> {
  const socket = new WebSocket(`${server.url}/${documentId}?token=${await server.person("annotator")}`);
  const closed = new Promise<number>((resolve) => socket.on("close", resolve));
  socket.on("error", () => undefined);
  await new Promise((resolve) => socket.once("open", resolve));
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(bystander.doc));
  return { socket, doc, closed };
}

function paragraphs(doc: Y.Doc): Y.XmlFragment {
  return doc.getXmlFragment(FRAGMENT);
}

function updatesOf(doc: Y.Doc, change: () => void): Uint8Array[] {
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  change();
  return updates;
}

describe("frames that are not ours", () => {
  test.each<[string, number, string | Uint8Array]>([
    ["text", CLOSE.refused, "hello"],
    ["an empty frame", CLOSE.refused, new Uint8Array()],
    ["an unknown type", CLOSE.refused, new Uint8Array([77, 1])],
    ["a frame of the server's", CLOSE.refused, new Uint8Array([100, 2, 123, 125])],
    ["an update of garbage", CLOSE.refused, updateFrame(new Uint8Array([1, 2, 3, 4, 5]))],
    ["a question of garbage", CLOSE.refused, questionFrame(new Uint8Array([200, 1, 5]))],
    ["a frame that is too long", CLOSE.tooBig, new Uint8Array(MAX_FRAME + 1)],
    ["a change that is too long", CLOSE.tooBig, updateFrame(new Uint8Array(1024 * 1024 + 1))],
  ])("%s: closed with %i, nothing stored", async (_, code, frame) => {
    const head = await server.head(documentId);
    const { socket, closed } = await intrude();
    socket.send(frame);
    expect(await closed).toBe(code);
    expect(await server.head(documentId)).toBe(head);
  });
});

describe("changes that are not allowed", () => {
  test("a forged attribute is refused with everything behind it", async () => {
    const head = await server.head(documentId);
    const { socket, doc, closed } = await intrude();
    const text = (paragraphs(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText;
    const updates = updatesOf(doc, () => {
      text.insert(0, "before ");
      (paragraphs(doc).get(0) as Y.XmlElement).setAttribute("onclick", "alert(1)");
      text.insert(0, "behind ");
    });
    for (const update of updates) socket.send(updateFrame(update));
    expect(await closed).toBe(CLOSE.refused);
    const stored = await server.stored(documentId);
    expect(stored).not.toContain("behind");
    expect(await server.head(documentId)).toBe(stored.includes("before") ? head + 1 : head);
  });

  test("a change under the client id of somebody present is refused", async () => {
    const { socket, doc, closed } = await intrude();
    bystander.text().insert(0, "Mine. ");
    await until(async () => expect(await server.stored(documentId)).toContain("Mine."));
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(bystander.doc));
    doc.clientID = bystander.doc.clientID;
    const [update] = updatesOf(doc, () => ((paragraphs(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText).insert(0, "Forged "));
    socket.send(updateFrame(update as Uint8Array));
    expect(await closed).toBe(CLOSE.refused);
    expect(await server.stored(documentId)).not.toContain("Forged");
  });

  test("changes without what they build on are never stored, and end the connection", async () => {
    const head = await server.head(documentId);
    const { socket, doc, closed } = await intrude();
    const text = (paragraphs(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText;
    const [, ...rest] = updatesOf(doc, () => Array.from({ length: 400 }, (_, n) => text.insert(n, "x")));
    for (const update of rest) socket.send(updateFrame(update));
    expect(await closed).toBe(CLOSE.refused);
    expect(await server.head(documentId)).toBe(head);
  });
});

test("a flood is slowed down to its sender's share, while the others type on", async () => {
  const { socket, doc } = await intrude();
  const text = (paragraphs(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText;
  const updates = updatesOf(doc, () => Array.from({ length: 3_000 }, () => text.insert(0, "f")));
  for (const update of updates) socket.send(updateFrame(update));
  const saved = (): number => bystander.frames.filter((frame) => frame.t === "saved").length;
  const before = saved();
  bystander.text().insert(0, "Meanwhile. ");
  await until(() => expect(saved()).toBeGreaterThan(before));
  const flooded = (await server.stored(documentId)).match(/f/g)?.length ?? 0;
  expect(flooded).toBeLessThan(3_000);
  socket.terminate();
});
