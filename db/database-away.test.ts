import { describe, expect, test } from "vitest";
import { isDatabaseAway } from "./database-away.ts";

const withCode = (code: string): Error => Object.assign(new Error("private words"), { code });

describe("the database is away", () => {
  test.each(["53300", "53100", "57P01", "57P03", "08006", "CONNECTION_CLOSED", "ECONNREFUSED"])("%s", (code) => {
    expect(isDatabaseAway(withCode(code))).toBe(true);
    expect(isDatabaseAway(new Error("Failed query", { cause: withCode(code) }))).toBe(true);
  });

  test.each(["23505", "22P02", "42601", "57014", "ENOENT", ""])("%s is something else", (code) => {
    expect(isDatabaseAway(new Error("Failed query", { cause: withCode(code) }))).toBe(false);
  });

  test("nor is what has no code", () => {
    expect(isDatabaseAway(new TypeError("undefined is not a function"))).toBe(false);
    expect(isDatabaseAway("53300")).toBe(false);
  });
});
