import { describe, expect, it } from "vitest";
import { caseCounts, closingLine, playwrightCounts, stepCounts, total, vitestCounts } from "./counts.mjs";

const loaded = { status: "passed", assertionResults: [{}] };
const unloaded = { status: "failed", assertionResults: [] };
const vitest = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, testResults: [loaded] };
const playwright = { stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 1 } };

describe("counting what npm test has run", () => {
  it.each([
    ["a clean step", stepCounts(0), { passed: 1, failed: 0, skipped: 0 }],
    ["a step that failed", stepCounts(2), { passed: 0, failed: 1, skipped: 0 }],
    ["vitest", vitestCounts(vitest, 0), { passed: 5, failed: 0, skipped: 2 }],
    ["vitest with failures", vitestCounts({ ...vitest, numFailedTests: 2 }, 1), { passed: 5, failed: 2, skipped: 2 }],
    ["a test file that cannot be loaded", vitestCounts({ ...vitest, testResults: [loaded, unloaded] }, 1), { passed: 5, failed: 1, skipped: 2 }],
    ["an error outside of every test", vitestCounts(vitest, 1), { passed: 5, failed: 1, skipped: 2 }],
    ["a runner that wrote no report", vitestCounts(null, 0), { passed: 0, failed: 1, skipped: 0 }],
    ["playwright", playwrightCounts(playwright, 0), { passed: 3, failed: 0, skipped: 1 }],
    ["a set-up that failed before any test", playwrightCounts({ stats: { ...playwright.stats, expected: 0 } }, 1), { passed: 0, failed: 1, skipped: 1 }],
    ["hostile cases", caseCounts({ passed: 11, failed: 1 }, 1), { passed: 11, failed: 1, skipped: 0 }],
    ["hostile cases that ended badly", caseCounts({ passed: 12, failed: 0 }, 1), { passed: 12, failed: 1, skipped: 0 }],
    ["no report of hostile cases", caseCounts(null, 0), { passed: 0, failed: 1, skipped: 0 }],
    ["no browser report", playwrightCounts(null, 1), { passed: 0, failed: 1, skipped: 0 }],
  ])("%s", (_name, counts, expected) => {
    expect(counts).toEqual(expected);
  });

  it("ends in the line that machines read", () => {
    expect(closingLine(total([stepCounts(0), stepCounts(1), vitestCounts(vitest, 0)]))).toBe("6 passed, 1 failed");
  });
});
