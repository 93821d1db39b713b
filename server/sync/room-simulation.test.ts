import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { CLOSE } from "../../app/core/live/protocol.ts";
import { Replica } from "./replica.ts";
import type { Rooms } from "./rooms.ts";
import { insertParagraph, SimulatedClient } from "./testing/simulated-client.ts";
import { Chance, DOCUMENT, makeNodes, reading, SimulatedLog, VirtualClock } from "./testing/simulated-world.ts";

interface World {
  seed: number;
  chance: Chance;
  clock: VirtualClock;
  log: SimulatedLog;
  nodes: Rooms[];
  clients: SimulatedClient[];
}

function makeWorld(seed: number, nodeCount: number, clientCount: number): World {
  const chance = new Chance(seed);
  const clock = new VirtualClock();
  const first = new Y.Doc();
  first.clientID = 1;
  insertParagraph(first.getXmlFragment("prosemirror"), 0, "first");
  const log = new SimulatedLog(clock, chance, Y.encodeStateAsUpdate(first));
  const nodes = makeNodes(nodeCount, log, clock, chance);
  const clients = Array.from({ length: clientCount }, (_, n) => new SimulatedClient(`user${n}`, 10 + n, log, clock, chance));
  for (const client of clients) client.connect(chance.pick(nodes));
  return { seed, chance, clock, log, nodes, clients };
}

async function liveThrough({ chance, clock, nodes, clients }: World, steps: number): Promise<void> {
  for (let step = 0; step < steps; step += 1) {
    const client = chance.pick(clients);
    if (client.mayConnect && chance.happens(0.3)) client.connect(chance.pick(nodes));
    else if (chance.happens(0.03)) client.cut();
    else client.edit();
    await clock.run(clock.now() + chance.below(40));
  }
}

/** Everybody comes back, and it goes quiet. */
async function calmDown({ chance, clock, log, nodes, clients }: World): Promise<void> {
  log.calm = true;
  for (let round = 0; round < 5; round += 1) {
    await clock.run();
    for (const client of clients) if (client.mayConnect) client.connect(chance.pick(nodes));
  }
  for (const node of nodes) node.get(DOCUMENT)?.catchUp();
  await clock.run();
}

function expectAgreement({ seed, log, clients }: World): void {
  const replayed = reading(Replica.from(log.rows.map((row) => row.data)).doc);
  expect(log.violations, `seed ${seed}`).toEqual([]);
  for (const client of clients) {
    expect(client.unsaved, `seed ${seed}: ${client.userId} has unsaved writes`).toBe(0);
    expect(reading(client.doc), `seed ${seed}: ${client.userId} reads another text than the log`).toBe(replayed);
  }
}

/** For longer hunts: SIMULATION_SEEDS=500 npx vitest run --project unit room-simulation */
const SEEDS = Number(process.env.SIMULATION_SEEDS ?? 6);
const PATIENCE = 10_000 + SEEDS * 2_000;

describe("a room, simulated", () => {
  test.each([
    { name: "one node, a healthy log", nodes: 1, trouble: 0 },
    { name: "one node, failing commits", nodes: 1, trouble: 0.1 },
    { name: "two nodes, failing commits", nodes: 2, trouble: 0.05 },
  ])("$name: what is shown or saved is stored, and all read the same in the end", { timeout: PATIENCE }, async ({ nodes, trouble }) => {
    let rows = 0;
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const world = makeWorld(seed, nodes, 4);
      world.log.trouble = trouble;
      await liveThrough(world, 150);
      await calmDown(world);
      expectAgreement(world);
      rows += world.log.rows.length;
    }
    expect(rows).toBeGreaterThan(20 * SEEDS);
  });

  test("somebody who loses the right to type while typing is left out; the others lose nothing", { timeout: PATIENCE }, async () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const world = makeWorld(seed, 1, 4);
      await liveThrough(world, 60);
      world.log.banned.add("user0");
      await liveThrough(world, 60);
      const [banned, ...others] = world.clients;
      await calmDown({ ...world, clients: others });
      if (banned?.mayConnect) banned.connect(world.nodes[0] as Rooms);
      await world.clock.run();
      banned?.edit();
      await world.clock.run();
      expectAgreement({ ...world, clients: others });
      expect(banned?.closedWith).toBe(CLOSE.notAllowed);
    }
  });

  test("a room is let go when its last connection has left, with all that was typed", async () => {
    const world = makeWorld(7, 1, 2);
    await world.clock.run(500);
    for (const client of world.clients) client.edit();
    await world.clock.run(world.clock.now() + 31);
    const typed = world.clients.map((client) => reading(client.doc));
    for (const client of world.clients) client.cut();
    await world.clock.run();
    expect(world.nodes[0]?.get(DOCUMENT)).toBeUndefined();
    await calmDown(world);
    expectAgreement(world);
    expect(typed).toHaveLength(2);
  });

  test("shutting down stores what has arrived and closes with 1012", async () => {
    const world = makeWorld(3, 1, 3);
    await liveThrough(world, 40);
    const closing = world.nodes[0]?.closeAll();
    await world.clock.run();
    await closing;
    expect(world.clients.filter((client) => client.closedWith !== null).every((client) => client.closedWith === CLOSE.restarting)).toBe(true);
    await expect(world.nodes[0]?.enter(DOCUMENT, {} as never)).rejects.toThrow("shutting down");
  });
});
