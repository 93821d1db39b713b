/** Texts made to be slow: the reader's time must stay in line with their length. */
import { describe, expect, it } from "vitest";
import { decodeText } from "./decode-text.ts";
import { readText } from "./read-text.ts";

const LENGTH = 200_000;
const repeat = (text: string, length = LENGTH): string => text.repeat(Math.ceil(length / text.length)).slice(0, length);
const lines = (count: number, line: (at: number) => string): string => Array.from({ length: count }, (_, at) => line(at)).join("\n");

/** Processor time in milliseconds: other processes on the machine do not count. */
function cost(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

describe("time", () => {
  it.each([
    ..."* ** ***a **a _a [ [3: [^a ^{ ![]( [image: [bookmark: [footnoteRef:3] . .\" ... … ( a). - #  1 A I A/ CAT/C/ CAT/C/A.A. \\ \\* > | a-".split(" ").filter((unit) => unit !== ""),
    " ", "\t", "\n", "\r", "1. ", "A. ", "(a) ", "- ", "# a #", "> a\n", "| a | b |\n", "a\tb\n", "\tx\n", "^{1} note\n\n", "a^{1}\n\n^{1} note\n\n",
    "List:\n\nOne item\n\n", "I. Heading\n\n", "Title\n\n", "the words go on and\n\n", "report of A ", "Mr. A ", "the Committee, a", "1. One.\n", "CAT/C/NOR/8\n\n",
  ])("200 kB of %j", (unit) => {
    const source = repeat(unit);
    expect(cost(() => readText(source, { filename: "x.md" }))).toBeLessThan(4_000);
  });

  it("a summary record and concluding observations of one endless paragraph", () => {
    const record = `The meeting was called to order at 3 p.m.\n\nA representative of ${repeat("A ")}\n\n**${repeat("a ")}`;
    const observations = `Concluding observations\n\n1. ${repeat("The Committee is concerned, ")}\n\n${repeat("the Committee, also ")}`;
    expect(cost(() => readText(record))).toBeLessThan(2_000);
    expect(cost(() => readText(observations))).toBeLessThan(2_000);
  });

  it("one line of 20 MB", () => {
    const source = repeat("The State party should act. ", 20_000_000);
    expect(cost(() => decodeText(new TextEncoder().encode(source)))).toBeLessThan(5_000);
    expect(cost(() => readText(source))).toBeLessThan(5_000);
  });

  it.each<[string, (at: number) => string]>([
    ["numbered", (at) => `${at + 1}. Sentence ${at} of the report.`],
    ["numbered at random", (at) => `${(at * 7_919) % 9_973}. Sentence ${at} of the report.`],
    ["wrapped", () => "the words of a line that goes on and on without any stop in it and"],
    ["torn", (at) => (at % 2 === 0 ? "the words of a line that goes on without any stop in it and of" : "")],
    ["cells", (at) => (at % 3 === 2 ? "" : "\tcell")],
  ])("100,000 lines, %s", (_, line) => {
    const source = lines(100_000, line);
    expect(cost(() => readText(source))).toBeLessThan(8_000);
  });
});
