import { expect, test } from "vitest";
import { Pulse } from "./pulse.ts";

test("whoever says nothing when asked is missed; whoever is in the middle of a long message, or was not asked, is not", () => {
  const stream = { bytesRead: 0 };
  const pulse = new Pulse(stream);
  expect(pulse.isMissed).toBe(false);
  pulse.asked();
  expect(pulse.isMissed).toBe(true);
  stream.bytesRead += 1_000;
  expect(pulse.isMissed).toBe(false);
  pulse.asked();
  expect(pulse.isMissed).toBe(true);
  pulse.forgive();
  expect(pulse.isMissed).toBe(false);
});
