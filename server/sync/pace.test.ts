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
    { listeners: 10, ms: 0 },
    { listeners: 20, ms: 9 },
    { listeners: 100, ms: 80 },
    { listeners: 500, ms: 80 },
  ])("who wrote just now waits $ms ms among $listeners", async ({ listeners, ms }) => {
    const writer = newSeat();
    const { stored, waited } = room(listeners, [writer]);
    await stored();
    expect(await waited([writer])).toBeCloseTo(ms);
  });

  test.each([
    { listeners: 100, ms: 0 },
    { listeners: 200, ms: 3 },
    { listeners: 400, ms: 12 },
    { listeners: 1_000, ms: 50 },
  ])("who did not waits $ms ms among $listeners", async ({ listeners, ms }) => {
    const [writer, other] = [newSeat(), newSeat()];
    const { stored, waited } = room(listeners, [writer]);
    await stored();
    expect(await waited([writer, other])).toBe(ms);
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
