import { expect, test } from "vitest";
import * as Y from "yjs";
import { Room } from "./room.ts";
import { Rooms } from "./rooms.ts";
import { Chance, SimulatedLog, VirtualClock } from "./testing/simulated-world.ts";
import { collectGarbage, Tidying } from "./tidying.ts";

const visitor = { userId: "ada", name: "Ada", canType: true, send: () => true, saved: () => undefined, close: () => undefined };

test("memory is tidied up once when everybody has left, and not while somebody is here or just gone", async () => {
  const clock = new VirtualClock();
  const log = new SimulatedLog(clock, new Chance(1), Y.encodeStateAsUpdate(new Y.Doc()));
  let tidied = 0;
  const tidying = new Tidying(clock, () => (tidied += 1));
  const rooms = new Rooms((_, owner) => new Room({ store: log.forRoom(), clock, log: log.journal, owner }), {
    opened: () => tidying.onOpened(), emptied: () => tidying.onEmptied(), said: () => undefined,
  });
  const enter = async (documentId: string): Promise<() => void> => {
    const visit = rooms.enter(documentId, visitor);
    await clock.run(clock.now() + 1_000);
    return (await visit).leave;
  };
  const [leaveOne, leaveOther] = [await enter("one"), await enter("other")];
  leaveOne();
  await clock.run(clock.now() + 60_000);
  expect(tidied).toBe(0);
  leaveOther();
  await clock.run(clock.now() + 10_000);
  const leaveAgain = await enter("other");
  await clock.run(clock.now() + 60_000);
  expect(tidied).toBe(0);
  leaveAgain();
  await clock.run(clock.now() + 60_000);
  expect(tidied).toBe(1);
});

test("what nobody holds is gone after a collection", async () => {
  const held = { of: "somebody" };
  const refs = [new WeakRef(held), new WeakRef({ of: "nobody" })];
  // A WeakRef holds its target until the turn in which it was made is over.
  await new Promise((resolve) => setImmediate(resolve));
  collectGarbage();
  expect(refs.map((ref) => ref.deref())).toEqual([held, undefined]);
});
