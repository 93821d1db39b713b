import { expect, test } from "vitest";
import { Answers } from "./answers.ts";

const vector = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes);

test("an answer is made once for the same vector, until the text changes, and only the last few are kept", () => {
  const answers = new Answers();
  const made: number[] = [];
  const ask = (of: number): readonly Uint8Array[] => answers.to(vector(1, of), () => {
    made.push(of);
    return [vector(of)];
  });
  expect(ask(1)).toEqual([vector(1)]);
  expect(ask(2)).toEqual([vector(2)]);
  expect(ask(1)).toEqual([vector(1)]);
  expect(made).toEqual([1, 2]);
  for (let of = 3; of <= 9; of += 1) ask(of);
  ask(2);
  expect(made).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  ask(1);
  expect(made.at(-1)).toBe(1);
  answers.clear();
  ask(9);
  expect(made.at(-1)).toBe(9);
});
