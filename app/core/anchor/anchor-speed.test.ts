import { describe, expect, test, vi } from "vitest";
import { leastProcessorTime } from "../testing/processor-time.ts";
import type { Anchor } from "./anchor.ts";
import { describeSpan } from "./describe.ts";
import { madeDocument, seeded } from "./made-text.ts";
import { resolveAnchor } from "./resolve.ts";
import { TextIndex } from "./text-index.ts";

/** Budgets in milliseconds on a usual machine, and how much slower a busy one may be. */
const BUDGET = { build: 30, exact: 150, long: 200, pathological: 400 };
const SLACK = 4;

vi.setConfig({ testTimeout: 60_000 });

const blocks = madeDocument(2000, 150);
const index = new TextIndex(blocks);

function anchorsOf(source: TextIndex, count: number): Anchor[] {
  const random = seeded(3);
  return Array.from({ length: count }, () => {
    const start = Math.floor(random() * (source.text.length - 200));
    return describeSpan(source, source.spanOf({ start, end: start + 10 + Math.floor(random() * 150) }));
  });
}

function within(name: string, took: number, budget: number): void {
  if (process.env.SHOW_TIMES) console.info(`${name}: ${took.toFixed(1)} ms`);
  expect(took).toBeLessThan(budget * SLACK);
}

describe(`300,000 characters in 2,000 blocks`, () => {
  test("are indexed and folded", () => {
    within("build", leastProcessorTime(() => new TextIndex(blocks)), BUDGET.build);
    within("build and fold", leastProcessorTime(() => new TextIndex(blocks).folded), BUDGET.build);
  });

  test("10,000 anchors in an unchanged text", () => {
    const anchors = anchorsOf(index, 10_000);
    within("exact", leastProcessorTime(() => anchors.forEach((anchor) => resolveAnchor(index, anchor))), BUDGET.exact);
    const astral = new TextIndex([{ id: "emoji", text: "\u{1F600}" }, ...blocks.slice(1)]);
    within("exact, with emoji", leastProcessorTime(() => anchorsOf(astral, 10_000).forEach((anchor) => resolveAnchor(astral, anchor))), BUDGET.exact * 2);
  });

  test("300 anchors that have moved or are broken, and 30 that are gone", () => {
    const anchors = anchorsOf(index, 300);
    const shifted = new TextIndex(blocks.map(({ id, text }) => ({ id, text: `So: ${text}` })));
    within("moved, half of them broken", leastProcessorTime(() => anchors.forEach((anchor) => resolveAnchor(shifted, anchor))), 300);
    const renamed = new TextIndex(blocks.map(({ id, text }) => ({ id: `new-${id}`, text })));
    within("moved elsewhere", leastProcessorTime(() => anchors.forEach((anchor) => resolveAnchor(renamed, anchor))), 200);
    const other = new TextIndex(madeDocument(2000, 150, 99));
    within("gone", leastProcessorTime(() => anchors.slice(0, 30).forEach((anchor) => resolveAnchor(other, anchor))), 200);
  });

  test.each([
    ["with edits all over", (text: string) => text.replace(/silver/g, "golden")],
    ["with a part cut out and another put in", (text: string) => `${text.slice(0, 60_000)}${text.slice(75_000, 100_000)} new ${text.slice(100_000)}`],
    ["turned into other words", (text: string) => text.replace(/[a-m]/g, "q")],
  ])("a quote of 100,000 characters %s", (name, change) => {
    const anchor = describeSpan(index, index.spanOf({ start: 50_000, end: 150_000 }));
    const changed = new TextIndex(change(index.text).split("\n").map((text, nth) => ({ id: `b${nth}`, text })));
    const resolution = resolveAnchor(changed, anchor);
    expect(resolution.status).toMatch(name.startsWith("turned") ? /detached/ : /check/);
    within(`long, ${name}`, leastProcessorTime(() => resolveAnchor(new TextIndex(changed.blocks), anchor)), BUDGET.long);
  });

  test("one letter over and over cannot hold it up", () => {
    const same = new TextIndex([{ id: "a", text: "a".repeat(300_000) }]);
    const context = { prefix: "b".repeat(32), suffix: "b".repeat(32) };
    const long: Anchor = { block: "a", start: 5, end: 100_005, quote: `b${"a".repeat(99_999)}`, ...context };
    within("same letter, long", leastProcessorTime(() => resolveAnchor(same, long)), BUDGET.pathological);
    const short: Anchor = { block: "a", start: 5, end: 9, quote: "aaaa", ...context };
    within("same letter, short", leastProcessorTime(() => resolveAnchor(same, short)), BUDGET.pathological);
  });
});
