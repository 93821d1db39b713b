/**
 * The anchor matrix: each operation on each kind of place, for marks of the team and private ones, with people who edit,
 * watch, and are away meanwhile and write near by. See app/editor/testing for what a case is and when it is right.
 *
 * Of the five ways in which the others are away, each operation meets three at each place, all five over its places;
 * MATRIX=all plays all. What is red prints a table of what became of the marks; MATRIX=print prints it for all operations.
 */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { playCase, SIGHTS, type Outcome, type Variant } from "./testing/mark-case.ts";
import { OPERATIONS, type Operation } from "./testing/mark-operations.ts";
import type { Target } from "./testing/marked-text.ts";

const QUIET: Variant = { away: "reads", decoys: null, slowly: false, awayFirst: false };
const OTHERS: readonly Variant[] = [
  { away: "reads", decoys: "after", slowly: true, awayFirst: true },
  { away: "types before", decoys: "before", slowly: false, awayFirst: true },
  { away: "types inside", decoys: null, slowly: true, awayFirst: false },
  { away: "types after", decoys: "after", slowly: false, awayFirst: false },
];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

interface Row {
  variant: Variant;
  target: Target;
  outcome: Outcome;
}

function variantsFor({ targets }: Operation, target: Target): readonly Variant[] {
  const nth = targets.indexOf(target) * 2;
  const all = process.env.MATRIX !== undefined || targets.length === 1;
  return [QUIET, ...OTHERS.filter((_, at) => all || at === nth % OTHERS.length || at === (nth + 1) % OTHERS.length)];
}

async function played(operation: Operation, target: Target): Promise<Row[]> {
  const rows: Row[] = [];
  for (const variant of variantsFor(operation, target)) {
    for (const outcome of await playCase(operation, target, variant, pass)) rows.push({ variant, target, outcome });
  }
  return rows;
}

/** A line for each kind of window on each mark the operation was about; what is wrong comes with the reason. */
function table(name: string, rows: readonly Row[]): string {
  const lines = rows
    .filter(({ outcome }) => outcome.struck || outcome.wrong)
    .map(({ variant, target, outcome: { sight, place, wrong, target: own } }) => {
      const who = `${target.padEnd(8)}${own === target ? "" : `(${own}) `}${sight.padEnd(31)}away ${variant.away.padEnd(13)}${variant.decoys ? "decoys" : "      "}`;
      return `${who} ${place.status.padEnd(9)}“${place.words.replaceAll("\n", "¶")}”${wrong ? `  WRONG: ${wrong}` : ""}`;
    });
  return [name, ...lines].join("\n");
}

describe.each(OPERATIONS)("$name", (operation) => {
  test.each([...operation.targets])("%s", async (target) => {
    const rows = await played(operation, target);
    if (process.env.MATRIX === "print") process.stdout.write(`${table(operation.name, rows)}\n`);
    const wrong = rows.filter(({ outcome }) => outcome.wrong);
    expect(wrong.length === 0 ? "" : table(operation.name, wrong)).toBe("");
    expect(new Set(rows.map(({ outcome }) => outcome.sight))).toEqual(new Set(SIGHTS));
  });
});
