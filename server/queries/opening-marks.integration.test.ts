/** The marks a page opens with: all of them, or of very many the first; on a real Postgres. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Block } from "../../app/core/document/block.ts";
import { createAnnotation } from "../commands/annotations.ts";
import { openHouse, type House } from "../testing/house.ts";
import { changesSince, openingMarks } from "./marks.ts";

/** As many as stand in a page. */
const MOST = 500;

let house: House;
let team: Awaited<ReturnType<House["team"]>>;

beforeAll(async () => {
  house = await openHouse();
  team = await house.team();
});
afterAll(() => house.close());

it("brings all marks, and of more than five hundred those of the first blocks; the others are what has changed since the beginning", async () => {
  const { annotator, annotator2 } = team.people;
  const text = Array.from({ length: 40 }, (_, nth) => `Paragraph ${nth + 1} says that no register is kept in any of the places visited.`).join("\n\n");
  const made = await house.call<{ id: string; blocks: Block[] }>(annotator, "POST", `/workspaces/${team.workspaceId}/documents`, { kind: "working", title: "Long", text });
  const { id, blocks } = made.body;
  const mark = (nth: number, visibility: "team" | "private") =>
    createAnnotation(house.deps, annotator.id, id, { anchor: { block: blocks[nth % blocks.length]?.id, start: 0, end: 9 }, tags: ["statistic"], visibility });
  const first = async () => blocks.slice(0, 2).map((block) => block.id);
  for (let nth = 0; nth < MOST; nth += 1) await mark(nth, "team");
  // What somebody may not see is not counted for them.
  await mark(0, "private");
  const whole = await openingMarks(house.deps, annotator2.id, id, () => Promise.reject(new Error("not asked")));
  expect(whole).toMatchObject({ whole: true, annotations: { length: MOST } });
  const part = await openingMarks(house.deps, annotator.id, id, first);
  expect(part.whole).toBe(false);
  expect(part.annotations.map(({ anchor }) => blocks.findIndex((block) => block.id === anchor.block)).sort()).toEqual([...new Array<number>(14).fill(0), ...new Array<number>(13).fill(1)]);
  const rest = await changesSince(house.deps.db, id, 0, annotator.id);
  expect(rest.clock).toBe(part.clock);
  expect(rest.puts.annotations).toHaveLength(MOST + 1);
});
