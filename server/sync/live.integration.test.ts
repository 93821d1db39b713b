import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import WebSocket from "ws";
import * as Y from "yjs";
import { CLOSE, FRAGMENT } from "../../app/core/live/protocol.ts";
import { appendUpdates } from "../../db/document-log.ts";
import { documents, memberships } from "../../db/schema/index.ts";
import { join, startLiveServer, tick, type LiveServer, type Participant } from "./testing/live-server.ts";

let server: LiveServer;
const people: Participant[] = [];

beforeAll(async () => {
  server = await startLiveServer();
}, 30_000);
afterAll(() => server.stop());
afterEach(() => people.splice(0).forEach((one) => one.leave()));

function enter(documentId: string, token: string, params: Record<string, string> = {}, doc?: Y.Doc): Participant {
  const participant = join(server, documentId, { token, ...params }, doc);
  people.push(participant);
  return participant;
}

const until = <T>(check: () => T | Promise<T>, timeout = 5_000): Promise<T> => vi.waitFor(check, { timeout, interval: 10 });
const ready = (participant: Participant): Promise<void> => until(() => expect(participant.provider.synced).toBe(true));

describe("typing", () => {
  test("two people type at once: both read the same, and so does the log", async () => {
    const documentId = await server.document("working");
    const [a, b] = [enter(documentId, await server.person("annotator")), enter(documentId, await server.person("lead"))];
    await Promise.all([ready(a), ready(b)]);
    for (let word = 0; word < 20; word += 1) {
      a.text().insert(a.text().length, ` a${word}`);
      b.text().insert(0, `b${word} `);
    }
    await until(() => {
      expect(a.read()).toBe(b.read());
      expect(a.read()).toHaveLength("The Committee".length + 2 * 70);
    });
    await until(async () => expect(await server.stored(documentId)).toBe(a.read()));
  });

  test("what was typed offline arrives on return", async () => {
    const documentId = await server.document("working");
    const a = enter(documentId, await server.person("annotator"));
    await ready(a);
    a.provider.disconnect();
    a.text().insert(0, "Offline. ");
    a.provider.connect();
    await until(async () => expect(await server.stored(documentId)).toBe("Offline. The Committee"));
  });

  test("saved frames count this connection's writes once they are stored", async () => {
    const documentId = await server.document("working");
    const a = enter(documentId, await server.person("annotator"), { live: "1" });
    await ready(a);
    for (let word = 0; word < 5; word += 1) a.text().insert(0, "x");
    // Five updates and the reply to the server's question.
    await until(() => expect(a.frames.findLast((frame) => frame.t === "saved")).toEqual({ t: "saved", n: 6 }));
    expect(await server.stored(documentId)).toBe("xxxxxThe Committee");
    expect(a.frames[0]).toEqual({ t: "role", role: "annotator", canType: true });
  });

  test("the server goes and comes back: everybody has the same text, nothing is lost", async () => {
    const documentId = await server.document("working");
    const a = enter(documentId, await server.person("annotator"), { live: "1" });
    await ready(a);
    a.text().insert(0, "Before. ");
    await server.restart();
    await until(() => expect(a.closings).toContain(CLOSE.restarting));
    const back = enter(documentId, await server.person("reviewer"), {}, a.doc);
    const fresh = enter(documentId, await server.person("reader"));
    back.text().insert(0, "After. ");
    await until(() => expect(fresh.read()).toBe("After. Before. The Committee"));
    expect(await server.stored(documentId)).toBe("After. Before. The Committee");
  });

  test("a room goes when all have left, and the next visitor reads the same", async () => {
    const documentId = await server.document("working");
    const userId = await server.person("annotator");
    const a = enter(documentId, userId);
    await ready(a);
    a.text().insert(0, "Left behind. ");
    await until(async () => expect(await server.head(documentId)).toBe(2));
    a.leave();
    await until(() => expect(server.sync.rooms.get(documentId)).toBeUndefined());
    const b = enter(documentId, userId);
    await until(() => expect(b.read()).toBe("Left behind. The Committee"));
  });

  test("what a command appends reaches open rooms at the bell", async () => {
    const documentId = await server.document("source");
    const reader = enter(documentId, await server.person("reader"));
    await ready(reader);
    const correction = new Y.Doc();
    Y.applyUpdate(correction, Y.encodeStateAsUpdate(reader.doc));
    const before = Y.encodeStateVector(correction);
    ((correction.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement).get(0) as Y.XmlText).insert(0, "Corrected: ");
    const data = Y.encodeStateAsUpdate(correction, before);
    expect(await appendUpdates(server.connection.db, documentId, [{ data, userId: null }])).toEqual({ head: 2 });
    await server.ring({ document: documentId, text: 2 });
    await until(() => expect(reader.read()).toBe("Corrected: The Committee"));
  });
});

describe("who may", () => {
  test.each(["working", "source"] as const)("somebody who may not type in a %s document changes no byte", async (kind) => {
    const documentId = await server.document(kind);
    const watcher = enter(documentId, await server.person("lead"));
    const a = enter(documentId, await server.person(kind === "working" ? "reader" : "lead"));
    await Promise.all([ready(watcher), ready(a)]);
    a.text().insert(0, "Vandal ");
    await until(() => expect(a.closings[0]).toBe(CLOSE.refused));
    expect(a.provider.shouldConnect).toBe(false);
    expect(watcher.read()).toBe("The Committee");
    expect(await server.head(documentId)).toBe(1);
    expect(await server.stored(documentId)).toBe("The Committee");
  });

  test.each([
    ["somebody who is not signed in", CLOSE.notSignedIn, async () => ({ documentId: await server.document("working"), token: "" })],
    ["an outsider", CLOSE.notFound, async () => ({ documentId: await server.document("working"), token: await server.person(null) })],
    ["an unknown document", CLOSE.notFound, async () => ({ documentId: await server.person(null), token: await server.person("lead") })],
    ["no document at all", CLOSE.notFound, async () => ({ documentId: "anything", token: await server.person("lead") })],
  ])("%s is closed for good with %i", async (_, code, make) => {
    const { documentId, token } = await make();
    const a = enter(documentId, token || "018f4d5e-0000-7000-8000-000000000000");
    await until(() => expect(a.closings).toEqual([code]));
    expect(a.provider.shouldConnect).toBe(false);
    expect(a.doc.getXmlFragment(FRAGMENT).length).toBe(0);
  });

  test("a page of another origin, and a client of an old schema, are closed", async () => {
    const url = `${server.url}/${await server.document("working")}?token=${await server.person("lead")}`;
    const codeOf = (address: string, origin?: string): Promise<number> =>
      new Promise((resolve) => new WebSocket(address, origin ? { origin } : {}).on("close", resolve));
    expect(await codeOf(url, "http://evil.test")).toBe(CLOSE.notAllowed);
    expect(await codeOf(`${url}&schema=0`, "http://ours.test")).toBe(CLOSE.schemaTooOld);
  });

  test("a removed member is closed within two seconds, a changed role is told", async () => {
    const documentId = await server.document("working");
    const [leaver, changer] = [await server.person("annotator"), await server.person("reader")];
    const [a, b] = [enter(documentId, leaver, { live: "1" }), enter(documentId, changer, { live: "1" })];
    await Promise.all([ready(a), ready(b)]);
    const { db } = server.connection;
    await db.delete(memberships).where(eq(memberships.userId, leaver));
    await db.update(memberships).set({ role: "annotator" }).where(eq(memberships.userId, changer));
    await server.ring({ workspace: server.workspaceId, members: true });
    await until(() => expect(a.closings).toEqual([CLOSE.notAllowed]), 2_000);
    await until(() => expect(b.frames.findLast((frame) => frame.t === "role")).toEqual({ t: "role", role: "annotator", canType: true }));
    b.text().insert(0, "Now I may. ");
    await until(async () => expect(await server.stored(documentId)).toBe("Now I may. The Committee"));
  });

  test("somebody removed without a bell can't store another word", async () => {
    const documentId = await server.document("working");
    const userId = await server.person("annotator");
    const [a, b] = [enter(documentId, userId), enter(documentId, await server.person("annotator"))];
    await Promise.all([ready(a), ready(b)]);
    await server.connection.db.delete(memberships).where(eq(memberships.userId, userId));
    a.text().insert(0, "Too late ");
    b.text().insert(0, "In time. ");
    await until(() => expect(a.closings).toEqual([CLOSE.notAllowed]));
    await until(async () => expect(await server.stored(documentId)).toBe("In time. The Committee"));
    expect(b.closings).toEqual([]);
  });

  test("a deleted document is told as such where its bell was never heard", async () => {
    const documentId = await server.document("working");
    const a = enter(documentId, await server.person("reader"));
    await ready(a);
    await server.connection.db.update(documents).set({ deletedAt: new Date() }).where(eq(documents.id, documentId));
    await server.ring({ workspace: server.workspaceId, members: true });
    await until(() => expect(a.closings).toEqual([CLOSE.notFound]));
  });

  test("a deleted document closes for all", async () => {
    const documentId = await server.document("working");
    const a = enter(documentId, await server.person("reader"));
    await ready(a);
    await server.connection.db.update(documents).set({ deletedAt: new Date() }).where(eq(documents.id, documentId));
    await server.ring({ document: documentId, deleted: true });
    await until(() => expect(a.closings).toEqual([CLOSE.notFound]));
  });
});

describe("marks", () => {
  test("a bell brings each person the changes they may see, from their own clock on", async () => {
    const documentId = await server.document("source");
    const [ownerId, otherId] = [await server.person("annotator"), await server.person("annotator")];
    await tick(server, documentId);
    server.marks.push({ documentId, clock: 1, id: "before" });
    const owner = enter(documentId, ownerId, { live: "1", clock: "0" });
    const other = enter(documentId, otherId, { live: "1" });
    const stock = enter(documentId, otherId);
    await Promise.all([ready(owner), ready(other), ready(stock)]);
    server.marks.push({ documentId, clock: await tick(server, documentId), id: "private", owner: ownerId });
    await server.ring({ document: documentId, clock: 2 });
    const clocks = (who: Participant): unknown[] =>
      who.frames.flatMap((frame) => (frame.t === "changes" ? [[frame.from, frame.clock, frame.removes.annotations.join()]] : []));
    await until(() => expect(clocks(owner)).toEqual([[0, 1, "before"], [1, 2, "private"]]));
    server.marks.push({ documentId, clock: await tick(server, documentId), id: "shared" });
    await server.ring({ document: documentId, clock: 3 });
    await until(() => expect(clocks(other)).toEqual([[1, 3, "shared"]]));
    await until(() => expect(clocks(owner).at(-1)).toEqual([2, 3, "shared"]));
    expect(stock.frames).toEqual([]);
  });
});

describe("presence", () => {
  test("stock clients see each other under the names the server knows, until they leave", async () => {
    const documentId = await server.document("source");
    const [aId, bId] = [await server.person("reader"), await server.person("reader")];
    const [a, b] = [enter(documentId, aId), enter(documentId, bId)];
    await Promise.all([ready(a), ready(b)]);
    a.provider.awareness.setLocalState({ user: { id: bId, name: "Somebody else" }, reading: "block-1" });
    const seen = (): unknown => b.provider.awareness.getStates().get(a.doc.clientID);
    await until(() => expect(seen()).toMatchObject({ user: { id: aId, name: `Person ${aId}` }, reading: "block-1" }));
    a.provider.disconnect();
    await until(() => expect(seen()).toBeUndefined());
  });
});
