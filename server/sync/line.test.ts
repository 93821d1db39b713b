import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { Line } from "./line.ts";
import { realClock, Timers } from "./surroundings.ts";

function makeLine(): Line {
  const line = new Line(new PassThrough().resume(), new Timers(realClock), { onFree: () => undefined, onDead: () => undefined });
  expect(line.mayBeLate(0)).toBe(false);
  return line;
}

test("after a long text no answer is expected before a slow line has carried it", () => {
  const line = makeLine();
  for (let portion = 0; portion < 8; portion += 1) line.send(new Uint8Array(256 * 1024));
  expect(line.mayBeLate(1_000)).toBe(true);
  // 2 MiB at 128 kbit/s take 128 s.
  expect(line.mayBeLate(100_000)).toBe(true);
  expect(line.mayBeLate(120_000)).toBe(false);
});

test("what people type is no reason to wait longer", () => {
  const line = makeLine();
  for (let second = 1; second <= 300; second += 1) {
    for (let change = 0; change < 50; change += 1) line.send(new Uint8Array(100));
    if (second % 25 === 0) expect(line.mayBeLate(second * 1_000)).toBe(false);
  }
});

test("however much was sent, an answer is expected again after minutes", () => {
  const line = makeLine();
  for (let message = 0; message < 1_000; message += 1) line.send(new Uint8Array(100_000));
  expect(line.mayBeLate(1_000)).toBe(true);
  expect(line.mayBeLate(300_000)).toBe(false);
});
