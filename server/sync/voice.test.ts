import { expect, test } from "vitest";
import { Timers } from "./surroundings.ts";
import { VirtualClock } from "./testing/simulated-world.ts";
import { Voice } from "./voice.ts";

test("whoever says too much is told of later, by the last thing said, and says nothing once the connection has ended", async () => {
  const clock = new VirtualClock();
  const timers = new Timers(clock);
  const voice = new Voice(timers, clock, 1);
  const told: [clock: number, at: number][] = [];
  const say = (entryClock: number): void =>
    voice.say({ clientId: 7, clock: entryClock, state: "{}" }, (entry) => told.push([entry.clock, clock.now()]));
  for (let entryClock = 1; entryClock <= 50; entryClock += 1) say(entryClock);
  expect(told.map(([entryClock]) => entryClock)).toEqual(Array.from({ length: 20 }, (_, nth) => nth + 1));
  await clock.run();
  expect(told.slice(20)).toEqual([[50, 100]]);
  say(51);
  timers.clear();
  await clock.run();
  expect(told).toHaveLength(21);
});
