import { describe, expect, test } from "vitest";
import { countWhile } from "./sorted.ts";

describe("countWhile", () => {
  test("finds every boundary, and asks for few indexes", () => {
    for (const count of [0, 1, 2, 7, 1_000]) {
      for (const boundary of new Set([0, 1, Math.floor(count / 2), count - 1, count].filter((at) => at >= 0 && at <= count))) {
        const asked: number[] = [];
        const found = countWhile(count, (index) => {
          asked.push(index);
          return index < boundary;
        });
        expect(found).toBe(boundary);
        expect(asked.every((index) => index >= 0 && index < count)).toBe(true);
        expect(asked.length).toBeLessThanOrEqual(Math.ceil(Math.log2(count + 1)));
      }
    }
  });
});
