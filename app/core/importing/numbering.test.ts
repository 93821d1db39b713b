import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseNumbers, type Candidate } from "./numbering.ts";

/** Candidates from values; a value in brackets is a weak one. */
function candidates(...values: (number | [number])[]): Candidate[] {
  return values.map((value, line) => (Array.isArray(value) ? { line, value: value[0], weight: 0.7 } : { line, value, weight: 1 }));
}

const chosen = (list: Candidate[]): number[] => [...chooseNumbers(list).numbers.values()];
const kinds = (list: Candidate[]): string[] => chooseNumbers(list).jumps.map(({ kind, from, to }) => `${kind} ${from}>${to}`);

describe("chooseNumbers", () => {
  it.each<[string, (number | [number])[], number[], string[]]>([
    ["a plain run", [1, 2, 3, 4], [1, 2, 3, 4], []],
    ["an inner list, weak by its looks", [1, 2, [1], [2], [3], 3, 4], [1, 2, 3, 4], []],
    ["a year at a line start", [1, 2, 2008, 3, 4], [1, 2, 3, 4], []],
    ["a stray large number at the end", [1, 2, 3, 45], [1, 2, 3], []],
    ["a number left out", [1, 2, 4, 5], [1, 2, 4, 5], ["gap 2>4"]],
    ["a long gap with a long run behind it", [1, 2, 3, 120, 121, 122, 123, 124], [1, 2, 3, 120, 121, 122, 123, 124], ["gap 3>120"]],
    ["a text that begins later", [12, 13, 14, 15], [12, 13, 14, 15], ["gap 0>12"]],
    ["a number printed twice", [1, 2, 3, 3, 4], [1, 2, 3, 3, 4], ["repeated 3>3"]],
    ["an annex that begins anew", [1, 2, 3, 4, 5, 1, 2, 3], [1, 2, 3, 4, 5, 1, 2, 3], ["restarted 5>1"]],
    ["a short part before the long one", [1, 2, 1, 2, 3, 4, 5], [1, 2, 1, 2, 3, 4, 5], ["restarted 2>1"]],
    ["a list in the last paragraph", [1, 2, 3, [1], [2]], [1, 2, 3], []],
    ["a jump back in mid-text", [1, 2, 3, 4, 5, 6, 3, 4, 5, 6, 7, 8], [1, 2, 3, 4, 5, 6, 3, 4, 5, 6, 7, 8], ["restarted 6>3"]],
    ["one number that is not the first", [5], [], []],
    ["nothing", [], [], []],
  ])("%s", (_, values, numbers, jumps) => {
    expect(chosen(candidates(...values))).toEqual(numbers);
    expect(kinds(candidates(...values))).toEqual(jumps);
  });

  it("finds the whole run among numbers of inner lists", () => {
    const inner = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 });
    fc.assert(
      fc.property(fc.array(inner, { minLength: 5, maxLength: 40 }), (lists) => {
        const values = lists.flatMap((list, at): (number | [number])[] => [at + 1, ...list.map((_, step): [number] => [step + 1])]);
        expect(chosen(candidates(...values))).toEqual(lists.map((_, at) => at + 1));
      }),
    );
  });

  it("answers for a hundred thousand candidates without delay", () => {
    const many = Array.from({ length: 100_000 }, (_, line) => ({ line, value: ((line * 7919) % 9973) + 1, weight: 1 }));
    const before = process.cpuUsage();
    chooseNumbers(many);
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(3_000);
  });
});
