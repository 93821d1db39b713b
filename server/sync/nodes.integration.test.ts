/** Two nodes on one Postgres, each with its own people: with and without Redis, and with every bell dead. */
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type * as Y from "yjs";
import { startTestRedis, whyNoRedis, type TestRedis } from "../testing/redis.ts";
import { join, startLiveServer, type LiveNode, type LiveServer, type Participant } from "./testing/live-server.ts";

const people: Participant[] = [];
afterEach(() => people.splice(0).forEach((one) => one.leave()));

const until = <T>(check: () => T | Promise<T>, timeout = 10_000): Promise<T> => vi.waitFor(check, { timeout, interval: 10 });

function enter(node: LiveNode, documentId: string, token: string, doc?: Y.Doc): Participant {
  const participant = join(node, documentId, { token, live: "1" }, doc);
  people.push(participant);
  return participant;
}

const ready = (...all: Participant[]): Promise<void> => until(() => expect(all.map((one) => one.provider.synced)).toEqual(all.map(() => true)));

/** Each knows that the other is there. */
async function met(...nodes: LiveNode[]): Promise<void> {
  await until(() => expect(nodes.map(({ sync }) => sync.stats().nodes)).toEqual(nodes.map(() => nodes.length)));
}

/** Writes on one node, and says how long the other node's reader has waited, in milliseconds. */
async function delay(writer: Participant, reader: Participant, word: string, patience?: number): Promise<number> {
  writer.text().insert(0, word);
  await until(() => expect(writer.frames.some((frame) => frame.t === "saved")).toBe(true));
  const since = performance.now();
  await until(() => expect(reader.read()).toContain(word), patience);
  return performance.now() - since;
}

const seenBy = (reader: Participant, who: Participant): unknown => reader.provider.awareness.getStates().get(who.doc.clientID);

describe.each([["without Redis", false], ["with Redis", true]])("two nodes, %s", (_, withRedis) => {
  const skipped = withRedis ? whyNoRedis() : null;
  if (skipped) return test.skip(`left out: ${skipped}`, () => undefined);
  let redis: TestRedis | null = null;
  let first: LiveServer;
  let second: LiveNode;

  beforeAll(async () => {
    redis = withRedis ? await startTestRedis() : null;
    first = await startLiveServer({ redisUrl: redis?.url });
    second = await first.another({ redisUrl: redis?.url });
    await met(first, second);
  });
  afterAll(async () => {
    await first.stop();
    await redis?.kill();
  });

  test("what is typed on one is read on the other long before the heads are polled", async () => {
    const documentId = await first.document("working");
    const [a, b] = [enter(first, documentId, await first.person("annotator")), enter(second, documentId, await first.person("annotator"))];
    await ready(a, b);
    const delays: number[] = [];
    for (const word of ["one ", "two ", "three "]) {
      delays.push(await delay(a, b, word));
      delays.push(await delay(b, a, word.toUpperCase()));
    }
    // The polling of a silent bell would take up to two seconds.
    expect(delays.toSorted((x, y) => x - y)[1]).toBeLessThan(1_000);
    expect(a.read()).toBe(b.read());
  });

  test("many type on both at once: all read the same, and so does the log", async () => {
    const documentId = await first.document("working");
    const all = await Promise.all([first, second, first, second].map(async (node) => enter(node, documentId, await first.person("annotator"))));
    await ready(...all);
    for (let word = 0; word < 25; word += 1) {
      for (const [index, one] of all.entries()) one.text().insert(0, `${index}:${word} `);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await until(() => expect(new Set(all.map((one) => one.read())).size).toBe(1), 15_000);
    await until(async () => expect(await first.stored(documentId)).toBe(all[0]?.read()));
    for (let index = 0; index < all.length; index += 1) expect(all[0]?.read()).toContain(`${index}:24 `);
  });

  test("people see those of the other node under the names their node knows, until they leave", async () => {
    const documentId = await first.document("source");
    const [aId, bId] = [await first.person("reader"), await first.person("reader")];
    const a = enter(first, documentId, aId);
    await ready(a);
    a.provider.awareness.setLocalState({ user: { id: bId, name: "Somebody else" }, reading: "block-1" });
    await until(() => expect(first.sync.rooms.presenceOf(documentId)?.here()).toHaveLength(1));
    // Somebody who comes later is shown at once who is on the other node.
    const b = enter(second, documentId, bId);
    await until(() => expect(seenBy(b, a)).toMatchObject({ user: { id: aId, name: `Person ${aId}` }, reading: "block-1" }));
    b.provider.awareness.setLocalState({ reading: "block-2" });
    await until(() => expect(seenBy(a, b)).toMatchObject({ user: { id: bId }, reading: "block-2" }));
    a.provider.awareness.setLocalStateField("reading", "block-3");
    await until(() => expect(seenBy(b, a)).toMatchObject({ reading: "block-3" }));
    a.provider.disconnect();
    await until(() => expect(seenBy(b, a)).toBeUndefined());
    a.provider.connect();
    await until(() => expect(seenBy(b, a)).toMatchObject({ user: { id: aId } }));
  });

  test("somebody who moves to the other node never vanishes for the others", async () => {
    const documentId = await first.document("source");
    const mover = await first.person("reader");
    const watchers = [enter(first, documentId, await first.person("reader")), enter(second, documentId, await first.person("reader"))];
    const a = enter(first, documentId, mover);
    await ready(a, ...watchers);
    a.provider.awareness.setLocalState({ reading: "block-8" });
    await until(() => expect(watchers.map((one) => seenBy(one, a))).toEqual([expect.anything(), expect.anything()]));
    const vanished: string[] = [];
    watchers.forEach((one, index) => {
      one.provider.awareness.on("change", ({ removed }: { removed: number[] }) => {
        if (removed.includes(a.doc.clientID)) vanished.push(`for watcher ${index}`);
      });
    });
    // The new connection is there before the old one is known to be dead.
    const back = enter(second, documentId, mover, a.doc);
    back.provider.awareness.setLocalState({ reading: "block-8" });
    await until(() => expect(second.sync.rooms.presenceOf(documentId)?.here().map((one) => one.clientId)).toContain(a.doc.clientID));
    await until(() => expect(first.sync.rooms.presenceOf(documentId)?.here().map((one) => one.clientId)).not.toContain(a.doc.clientID));
    a.provider.ws?.close();
    a.provider.shouldConnect = false;
    back.provider.awareness.setLocalStateField("reading", "block-9");
    await until(() => expect(watchers.map((one) => seenBy(one, back))).toEqual([0, 1].map(() => expect.objectContaining({ reading: "block-9" }) as unknown)));
    expect(vanished).toEqual([]);
  });

  test("when a node goes, its people go from the other", async () => {
    const third = await first.another({ redisUrl: redis?.url });
    await met(first, second, third);
    const documentId = await first.document("source");
    const [a, c] = [enter(first, documentId, await first.person("reader")), enter(third, documentId, await first.person("reader"))];
    await ready(a, c);
    c.provider.awareness.setLocalState({ reading: "block-1" });
    await until(() => expect(seenBy(a, c)).toBeDefined());
    c.provider.shouldConnect = false;
    await third.sync.close();
    await until(() => expect(seenBy(a, c)).toBeUndefined());
    await met(first, second);
  });

  if (withRedis) {
    test("Redis dies while people type, and comes back: nothing is lost, both read the same within five seconds", async () => {
      const documentId = await first.document("working");
      const [a, b] = [enter(first, documentId, await first.person("annotator")), enter(second, documentId, await first.person("annotator"))];
      await ready(a, b);
      const words: string[] = [];
      const type = (count: number): void => {
        for (let left = count; left > 0; left -= 1) {
          const word = `w${words.length} `;
          words.push(word);
          (left % 2 ? a : b).text().insert(0, word);
        }
      };
      type(20);
      await redis?.kill();
      type(20);
      await until(() => {
        expect(a.read()).toBe(b.read());
        for (const word of words) expect(a.read().split(word)).toHaveLength(2);
      }, 5_000);
      // People are still seen, by way of Postgres.
      a.provider.awareness.setLocalState({ reading: "without-redis" });
      await until(() => expect(seenBy(b, a)).toMatchObject({ reading: "without-redis" }));
      await redis?.restart();
      type(20);
      await until(() => expect(a.read()).toBe(b.read()), 5_000);
      await until(async () => expect(await first.stored(documentId)).toBe(a.read()));
      for (const word of words) expect(a.read().split(word)).toHaveLength(2);
    });
  }
});

test("a node that hears no bell at all polls: it reads on within a few seconds", async () => {
  const server = await startLiveServer();
  const deaf = await server.another({ deaf: true });
  try {
    const documentId = await server.document("working");
    const [a, b] = [enter(server, documentId, await server.person("annotator")), enter(deaf, documentId, await server.person("annotator"))];
    await ready(a, b);
    expect(await delay(a, b, "unheard ", 6_000)).toBeLessThan(6_000);
  } finally {
    await server.stop();
  }
});
