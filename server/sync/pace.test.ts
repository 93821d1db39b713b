import { describe, expect, test } from "vitest";
import { Pace } from "./pace.ts";
import { Seat, type Member } from "./seat.ts";
import { VirtualClock } from "./testing/simulated-world.ts";

const member: Member = { userId: "somebody", canType: true, send: () => true, saved: () => undefined, close: () => undefined };
const newSeat = (): Seat => new Seat(member);

/** A room of so many, in which `wrote` was stored at time 1000; answers how long the next one waits. */
function room(listeners: number, wrote: readonly Seat[] = []) {
  const clock = new VirtualClock();
  const pace = new Pace(clock);
  const stored = async (): Promise<void> => {
    await clock.run(1_000);
    pace.committed(wrote, listeners);
  };
  const waited = async (writers: readonly Seat[], then?: (pace: Pace) => void): Promise<number> => {
    const from = clock.now();
    const done = pace.wait(() => writers).then(() => clock.now());
    await clock.run(from + 5);
    then?.(pace);
    void clock.run();
    return (await done) - from;
  };
  return { stored, waited };
}

describe("how long a room waits before its next commit", () => {
  test("the first one never waits, however many are there", async () => {
    const { waited } = room(500);
    expect(await waited([newSeat()])).toBe(0);
  });

  test.each([
    { listeners: 10, same: 0, other: 0 },
    { listeners: 20, same: 9, other: 0 },
    { listeners: 100, same: 80, other: 0 },
    { listeners: 200, same: 80, other: 3 },
    { listeners: 400, same: 80, other: 12 },
    { listeners: 1_000, same: 80, other: 50 },
  ])("among $listeners who wrote just now waits $same ms, and with somebody else beside them $other ms", async ({ listeners, same, other }) => {
    for (const [others, ms] of [[[], same], [[newSeat()], other]] as const) {
      const writer = newSeat();
      const { stored, waited } = room(listeners, [writer]);
      await stored();
      expect(await waited([writer, ...others])).toBeCloseTo(ms);
    }
  });

  test("a pause for somebody who writes without end is cut short by somebody else, and by a question", async () => {
    const [writer, other] = [newSeat(), newSeat()];
    for (const news of [other, null]) {
      const writers = [writer];
      const { stored, waited } = room(100, [writer]);
      await stored();
      const hurry = (pace: Pace): void => {
        if (news) writers.push(news);
        else writers.pop();
        pace.hurry(news);
      };
      expect(await waited(writers, hurry)).toBe(5);
    }
  });

  test("more of the same writer does not cut it short", async () => {
    const writer = newSeat();
    const { stored, waited } = room(100, [writer]);
    await stored();
    expect(await waited([writer], (pace) => pace.hurry(writer))).toBe(80);
  });
});
