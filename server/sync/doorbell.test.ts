import { describe, expect, test } from "vitest";
import type { Carrier } from "./carriers.ts";
import { Doorbell, type BellListener } from "./doorbell.ts";
import { readNote, writeNotes, type NoteBody, type Said } from "./notes.ts";
import { VirtualClock } from "./testing/simulated-world.ts";

const DOCUMENT = "018f4d5e-0000-7000-8000-000000000001";
const OTHER = "018f4d5e-0000-7000-8000-000000000002";
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** What joins the nodes: a note sent is heard by all who are on it, or by nobody while it is cut. */
class Wire {
  readonly notes: string[] = [];
  cut = false;
  /** It takes notes and loses them, as a process that is stopped. */
  hung = false;
  private readonly ears = new Set<(note: string) => void>();

  join(hear: (note: string) => void): Carrier {
    this.ears.add(hear);
    const isUp = (): boolean => !this.cut;
    return {
      get isUp() {
        return isUp();
      },
      send: async (note) => {
        if (this.cut) throw new Error("cut");
        if (this.hung) return;
        this.notes.push(note);
        for (const ear of this.ears) ear(note);
      },
      close: async () => void this.ears.delete(hear),
    };
  }

  /** What was sent of this kind, besides beats. */
  sent(kind: NoteBody["t"]): number {
    return this.notes.filter((note) => readNote(note)?.t === kind).length;
  }
}

interface Node {
  doorbell: Doorbell;
  heard: string[];
  present: Said[];
}

function node(name: string, clock: VirtualClock, ...wires: Wire[]): Node {
  const heard: string[] = [];
  const present: Said[] = [];
  const listener: BellListener = {
    moved: (documentId, seq) => heard.push(`${documentId === DOCUMENT ? "document" : "other"} ${seq}`),
    presence: (from, said, again) => heard.push(`${from}: ${said.state}${again ? " again" : ""}`),
    present: () => present,
    left: (gone) => heard.push(`${gone} left`),
  };
  const doorbell = new Doorbell({ node: name, clock, log: silent, listener });
  doorbell.open(wires.map((wire, index) => wire.join((note) => doorbell.hear(index, note))));
  return { doorbell, heard, present };
}

/** Two nodes that have met, over these wires. */
async function pair(clock: VirtualClock, ...wires: Wire[]): Promise<[Node, Node]> {
  const nodes: [Node, Node] = [node("a", clock, ...wires), node("b", clock, ...wires)];
  await clock.run(clock.now() + 2_100);
  expect(nodes.map(({ doorbell }) => doorbell.peerCount)).toEqual([1, 1]);
  for (const wire of wires) wire.notes.length = 0;
  return nodes;
}

describe("the doorbell", () => {
  test("a node that is alone sends nothing for its commits", async () => {
    const [clock, wire] = [new VirtualClock(), new Wire()];
    const { doorbell } = node("a", clock, wire);
    for (let seq = 1; seq <= 100; seq += 1) doorbell.moved(DOCUMENT, seq);
    doorbell.said({ document: DOCUMENT, client: 1, clock: 1, user: "u", state: "{}" });
    doorbell.opened(DOCUMENT);
    await clock.run(1_000);
    expect(["moved", "presence", "ask"].map((kind) => wire.sent(kind as NoteBody["t"]))).toEqual([0, 0, 0]);
    expect(wire.notes).toHaveLength(2);
  });

  test("commits within 25 ms share a note; a node does not heed its own", async () => {
    const [clock, wire] = [new VirtualClock(), new Wire()];
    const [a, b] = await pair(clock, wire);
    for (let ms = 0; ms < 100; ms += 1) {
      a.doorbell.moved(DOCUMENT, ms);
      a.doorbell.moved(OTHER, ms);
      await clock.run(clock.now() + 1);
    }
    await clock.run(clock.now() + 50);
    expect(wire.sent("moved")).toBeLessThanOrEqual(5);
    expect(b.heard.slice(-2)).toEqual(["document 99", "other 99"]);
    expect(a.heard).toEqual([]);
  });

  test("somebody who moves fast is told as they are now", async () => {
    const [clock, wire] = [new VirtualClock(), new Wire()];
    const [a, b] = await pair(clock, wire);
    for (const state of ["1", "2", "3"]) a.doorbell.said({ document: DOCUMENT, client: 7, clock: Number(state), user: "u", state });
    await clock.run(clock.now() + 50);
    expect(b.heard).toEqual(["a: 3"]);
  });

  test("a newcomer, and whoever opens a room, is told who is present", async () => {
    const [clock, wire] = [new VirtualClock(), new Wire()];
    const a = node("a", clock, wire);
    a.present.push({ document: DOCUMENT, client: 7, clock: 1, user: "u", state: "here" });
    const b = node("b", clock, wire);
    await clock.run(100);
    expect(b.heard).toContain("a: here again");
    b.heard.length = 0;
    b.doorbell.opened(DOCUMENT);
    await clock.run(200);
    expect(b.heard).toEqual(["a: here again"]);
  });

  test("a node that leaves, or falls silent, has left", async () => {
    const [clock, first, second] = [new VirtualClock(), new Wire(), new Wire()];
    const [a, b] = await pair(clock, first);
    await b.doorbell.close();
    expect(a.heard).toEqual(["b left"]);
    const [c] = await pair(clock, second);
    second.hung = true;
    await clock.run(clock.now() + 10_000);
    expect(c.heard).toEqual(["b left"]);
  });

  test.each(["cut", "hung"] as const)("when the preferred carrier is %s, the other one carries; afterwards it does again", async (trouble) => {
    const [clock, redis, postgres] = [new VirtualClock(), new Wire(), new Wire()];
    const [a, b] = await pair(clock, redis, postgres);
    a.doorbell.moved(DOCUMENT, 1);
    await clock.run(clock.now() + 100);
    expect([redis.sent("moved"), postgres.sent("moved")]).toEqual([1, 0]);
    redis[trouble] = true;
    await clock.run(clock.now() + 4_000);
    expect([a.doorbell.peerCount, a.doorbell.isSilent]).toEqual([1, true]);
    a.doorbell.moved(DOCUMENT, 2);
    await clock.run(clock.now() + 100);
    expect([redis.sent("moved"), postgres.sent("moved")]).toEqual([1, 1]);
    redis[trouble] = false;
    await clock.run(clock.now() + 4_000);
    a.doorbell.moved(DOCUMENT, 3);
    await clock.run(clock.now() + 100);
    expect([redis.sent("moved"), postgres.sent("moved")]).toEqual([2, 1]);
    expect(b.heard).toEqual(["document 1", "document 2", "document 3"]);
    expect(a.doorbell.isSilent).toBe(false);
  });
});

describe("notes", () => {
  test("as many as needed, each short enough for NOTIFY, nothing left out", () => {
    const moves = Array.from({ length: 1_000 }, (_, seq): [string, number] => [DOCUMENT, 2 ** 50 + seq]);
    const notes = writeNotes("a", moves, (documents) => ({ t: "moved", documents }));
    expect(Math.max(...notes.map((note) => Buffer.byteLength(note)))).toBeLessThan(8_000);
    expect(notes.flatMap((note) => {
      const read = readNote(note);
      return read?.t === "moved" ? read.documents : [];
    })).toEqual(moves);
  });

  test.each(["", "{", "null", "[]", '{"node":"a"}', '{"node":"a","t":"explode"}', '{"t":"here"}', '{"node":"a","t":"moved","documents":[["x",1]]}'])("%j is passed over", (payload) => {
    expect(readNote(payload)).toBeNull();
  });
});
