import { describe, expect, test } from "vitest";
import type { QueuedWrite } from "./batch.ts";
import { Seat } from "./seat.ts";
import { WriteQueue } from "./write-queue.ts";

const seat = (userId: string): Seat => new Seat({ userId, canType: true, send: () => true, saved: () => undefined, close: () => undefined });

function write(of: Seat, ordinal: number): QueuedWrite {
  return { seat: of, write: { kind: "write", reply: false, update: new Uint8Array(10) }, change: { structs: [], deletes: new Map() }, ordinal, looked: false };
}

const ordinals = (turn: readonly QueuedWrite[], of: Seat): number[] => turn.flatMap((one) => (one.seat === of ? one.ordinal : []));

describe("what waits to be stored", () => {
  test("of a flood only a share goes before somebody else's one write", () => {
    const [flood, anna, queue] = [seat("flood"), seat("anna"), new WriteQueue()];
    for (let n = 1; n <= 1_000; n += 1) queue.push(write(flood, n));
    queue.push(write(anna, 1));
    const turn = queue.takeTurn();
    expect(ordinals(turn, anna)).toEqual([1]);
    expect(ordinals(turn, flood)).toEqual(Array.from({ length: 64 }, (_, n) => n + 1));
    expect([queue.length, queue.bytes]).toEqual([936, 9_360]);
  });

  test("everything comes out once and in order, what was put back first", () => {
    const [one, two, queue] = [seat("one"), seat("two"), new WriteQueue()];
    for (let n = 1; n <= 500; n += 1) for (const of of [one, two]) queue.push(write(of, n));
    const seen: QueuedWrite[] = [];
    for (let round = 0; queue.length > 0; round += 1) {
      const turn = queue.takeTurn();
      const kept = round % 3 === 0 ? turn.length : Math.floor(turn.length / 2);
      seen.push(...turn.slice(0, kept));
      queue.putBack(turn.slice(kept));
      if (round === 4) queue.push(write(one, 501));
    }
    expect(ordinals(seen, one)).toEqual(Array.from({ length: 501 }, (_, n) => n + 1));
    expect(ordinals(seen, two)).toEqual(Array.from({ length: 500 }, (_, n) => n + 1));
    expect(queue.bytes).toBe(0);
    expect(queue.takeTurn()).toEqual([]);
  });

  test("a hundred thousand writes are taken without delay", () => {
    const [one, queue] = [seat("one"), new WriteQueue()];
    const change = write(one, 1);
    for (let n = 1; n <= 100_000; n += 1) queue.push({ ...change, ordinal: n });
    const before = process.cpuUsage();
    while (queue.length > 0) queue.takeTurn();
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(1_000);
  });
});
