/**
 * However people edit together, offline and online, with undo and redo: everybody ends with the same text, and so does whoever loads it
 * later.
 *
 * For longer hunts: SIMULATION_SEEDS=60 SIMULATION_EDITS=1200 npx vitest run --project unit convergence
 * One seed again: FIRST_SEED=17 SIMULATION_SEEDS=1 with the same SIMULATION_EDITS.
 */
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { bareSession, comeBack, edit, editorSession, views, type Session } from "./testing/convergence.ts";
import type { SimulatedClient } from "./testing/simulated-client.ts";
import type { SimulatedEditor } from "./testing/simulated-editor.ts";

const SEEDS = Number(process.env.SIMULATION_SEEDS ?? 2);
const FIRST = Number(process.env.FIRST_SEED ?? 1);
const seeds = Array.from({ length: SEEDS }, (_, n) => FIRST + n);
const editsOr = (usual: number): number => Number(process.env.SIMULATION_EDITS ?? usual);
const PATIENCE = 60_000 * SEEDS;

async function expectOneText(world: Session<SimulatedClient>, edits: number): Promise<void> {
  const again = `FIRST_SEED=${world.seed} SIMULATION_SEEDS=1 SIMULATION_EDITS=${edits}`;
  await comeBack(world);
  expect(world.log.violations, again).toEqual([]);
  for (const { userId, closedWith, unsaved } of world.clients) expect({ userId, closedWith, unsaved }, again).toEqual({ userId, closedWith: null, unsaved: 0 });
  const [first, ...others] = Object.entries(await views(world));
  for (const [name, text] of others) expect(firstDifference(text, first?.[1] ?? ""), `${again}: ${name} and ${first?.[0]} read different texts`).toBeNull();
  expect(world.log.rows.length, again).toBeGreaterThan(edits / 20);
}

/** Where two long texts part, with what stands there. */
function firstDifference(one: string, other: string): { at: number; one: string; other: string } | null {
  if (one === other) return null;
  let at = 0;
  while (one[at] === other[at]) at += 1;
  const around = (text: string): string => text.slice(Math.max(0, at - 80), at + 80);
  return { at, one: around(one), other: around(other) };
}

describe("convergence", () => {
  test.each(seeds)("eight people with bare Yjs clients, seed %i", { timeout: PATIENCE }, async (seed) => {
    const world = bareSession(seed, 8);
    const edits = editsOr(1_500);
    await edit(world, edits);
    await expectOneText(world, edits);
  });

  test.each(seeds)("five people with editors, seed %i", { timeout: PATIENCE }, async (seed) => {
    const world = editorSession(seed, 5);
    const edits = editsOr(600);
    await edit(world, edits);
    await expectOneText(world, edits);
  });

  test.each(seeds)("undo takes no word of others away, seed %i", { timeout: PATIENCE }, async (seed) => {
    const world = editorSession(seed, 5);
    const edits = editsOr(600);
    let undone = 0;
    await edit(world, edits, (client) => {
      if (world.chance.happens(0.75)) return client.edit();
      const before = wordsOfOthers(client);
      if (undo(client, world.chance.happens(0.2) ? "Mod-y" : "Mod-z")) undone += 1;
      const after = wordsOfOthers(client);
      const lost = [...before].filter(([id]) => !after.has(id)).map(([, word]) => word);
      expect(lost, `FIRST_SEED=${seed} SIMULATION_SEEDS=1 SIMULATION_EDITS=${edits}: undo ${undone} of ${client.userId}`).toEqual([]);
    });
    expect(undone).toBeGreaterThan(edits / 10);
    await expectOneText(world, edits);
  });
});

function undo({ editor }: SimulatedEditor, key: "Mod-z" | "Mod-y"): boolean {
  const steps = key === "Mod-z" ? editor?.history.undoStack : editor?.history.redoStack;
  return (steps?.length ?? 0) > 0 && editor?.press(key) === true;
}

/** All characters that others have written and that stand in the text, by where they came from. */
function wordsOfOthers({ doc }: SimulatedEditor): Map<string, string> {
  const words = new Map<string, string>();
  for (const [client, structs] of doc.store.clients) {
    for (const struct of client === doc.clientID ? [] : structs) {
      if (struct.deleted || !(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) continue;
      struct.content.str.split("").forEach((character, at) => words.set(`${client}:${struct.id.clock + at}`, character));
    }
  }
  return words;
}
