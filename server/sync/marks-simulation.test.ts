/**
 * Marks under random edits: several people in one text, each often away, marks of the team and private ones, in a text
 * that repeats itself. MARKS_SEED=123 replays one course; MARKS_RUNS=500 plays more of them.
 */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { foldWords } from "../../app/core/anchor/fold.ts";
import { schema } from "../../app/core/document/schema.ts";
import { MarkedRoom, sees } from "../../app/editor/testing/marked-room.ts";
import type { MarkedWindow } from "../../app/editor/testing/marked-window.ts";
import { anchorOf } from "../../app/editor/reanchoring.ts";
import { editSomewhere } from "./testing/editor-edits.ts";
import { Chance } from "./testing/simulated-world.ts";

const RUNS = Number(process.env.MARKS_RUNS ?? 10);
/** Courses that have found something. */
const FOUND = [1_021, 1_023, 1_223];
const SEEDS = process.env.MARKS_SEED ? [Number(process.env.MARKS_SEED)] : [...FOUND, ...Array.from({ length: RUNS }, (_, nth) => 1_000 + nth)];
const STEPS = 40;
const MARKS = 12;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

const SENTENCES = [
  "The Committee urges the State party to open an investigation.",
  "The Committee urges the State party to train its judges without delay.",
  "It regrets that the State party has not answered.",
  "In 2019 the State party opened nine cases, and closed them.",
];

function opened(chance: Chance): { room: MarkedRoom; windows: MarkedWindow[] } {
  const block = (nth: number) => {
    const words = `${chance.pick(SENTENCES)} ${chance.pick(SENTENCES)}`;
    return schema.node(nth % 4 === 0 ? "heading" : "paragraph", { id: `b${nth}` }, [schema.text(words)]);
  };
  const room = new MarkedRoom(schema.node("doc", null, Array.from({ length: 7 }, (_, nth) => block(nth))));
  const state = room.read();
  for (let nth = 0; nth < MARKS; nth += 1) {
    const from = 1 + chance.below(state.doc.content.size - 80);
    const anchor = anchorOf(state, { from, to: from + 8 + chance.below(60) }, chance.happens(0.9));
    if (anchor) room.give({ id: `m${nth}`, anchor, author: chance.pick(["ana", "ben", "eva"]), visibility: chance.happens(0.5) ? "team" : "private" });
  }
  return { room, windows: ["ana", "ben", "eva", "ana"].map((name, nth) => room.open(name, 10 + nth)) };
}

async function live(room: MarkedRoom, windows: MarkedWindow[], chance: Chance): Promise<void> {
  for (let step = 0; step < STEPS; step += 1) {
    const window = chance.pick(windows);
    const kind = chance.next();
    if (kind < 0.6) editSomewhere(window.editor, chance);
    else if (kind < 0.7 && window.online) window.online = false;
    else if (kind < 0.8 && !window.online) window.comeBack();
    else if (kind < 0.95) {
      room.sync();
      await pass(chance.below(1_500));
    } else await room.settle(pass);
  }
  for (const window of windows) if (!window.online) window.comeBack();
  await room.settle(pass);
}

/** Everybody shows the same, nothing is claimed but the words of the mark, and nothing is claimed elsewhere by the server. */
function judge(room: MarkedRoom, windows: MarkedWindow[]): string[] {
  return [...room.marks.values()].flatMap((mark) => {
    const places = windows.filter((window) => sees(window.userId, mark)).map((window) => window.placeOf(mark.id));
    const [first] = places;
    if (!first || places.includes(undefined)) return [`${mark.id} has not settled`];
    if (places.some((place) => JSON.stringify(place) !== JSON.stringify(first))) return [`${mark.id} is shown differently: ${JSON.stringify(places)}`];
    const claims = first.status === "exact" || first.status === "moved";
    if (claims && foldWords(first.words) !== foldWords(mark.anchor.quote)) return [`${mark.id} “${mark.anchor.quote}” is claimed at “${first.words}”`];
    return [];
  });
}

test.each(SEEDS)("course %i", async (seed) => {
  const chance = new Chance(seed);
  const { room, windows } = opened(chance);
  await live(room, windows, chance);
  const wrong = judge(room, windows);
  expect(wrong, `MARKS_SEED=${seed} npx vitest run --project unit server/sync/marks-simulation.test.ts`).toEqual([]);
  expect(new Set(windows.map((window) => window.editor.state.doc.toString())).size).toBe(1);
  for (const window of windows) window.destroy();
});
