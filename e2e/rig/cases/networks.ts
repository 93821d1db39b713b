/** A6, A7: lines that break, stall and crawl; people who write offline. */
import type { Case, Rig } from "../case.ts";
import { Proxy } from "../proxy.ts";
import type { Typist } from "../typist.ts";
import { comesTrue, pause, until } from "../waiting.ts";
import { Writers } from "../writers.ts";

async function proxies(rig: Rig, origin: string, count: number): Promise<Proxy[]> {
  const made = await Promise.all(Array.from({ length: count }, () => Proxy.to(Number(new URL(origin).port))));
  rig.atEnd(async () => {
    await Promise.all(made.map((proxy) => proxy.close()));
  });
  return made;
}

/** When it noticed that its line was gone, after `since`, ms; Infinity when it did not. */
function noticed(typist: Typist, since: number): number {
  return (typist.downs.find((at) => at >= since) ?? Infinity) - since;
}

async function badLines(rig: Rig): Promise<void> {
  const house = await rig.house({ postgres: "apart" });
  const writers = await Writers.in(rig, house);
  const count = rig.scaled(20, 6);
  const lines = await proxies(rig, house.program.origin, count);
  await writers.enter(count, lines.map((line) => line.origin));
  writers.write(5);
  const [resets, silences, backs]: number[][] = [[], [], []];
  const isBack = (typist: Typist): boolean => typist.isUp && (typist.oldestUnsaved ?? Infinity) > performance.now() - 2_000;
  const heal = async (some: readonly number[]): Promise<void> => {
    const healed = performance.now();
    for (const nth of some) lines[nth]?.set({});
    await comesTrue(() => some.every((nth) => isBack(writers.typists[nth] as Typist)), 40_000);
    backs?.push(performance.now() - healed);
  };
  const half = (): number[] => Array.from({ length: count }, (_, nth) => nth).filter(() => rig.chance.happens(0.5));
  for (let round = 0; round < rig.scaled(5, 1); round += 1) {
    const cut = half();
    const at = performance.now();
    for (const nth of cut) lines[nth]?.reset();
    await comesTrue(() => cut.every((nth) => noticed(writers.typists[nth] as Typist, at) < Infinity), 5_000);
    resets?.push(...cut.map((nth) => noticed(writers.typists[nth] as Typist, at)));
    await heal(cut);
    const torn = half();
    for (const nth of torn) lines[nth]?.set({ cutAfter: 1 + rig.chance.below(20) });
    await pause(1_000);
    await heal(torn);
    const slow = half();
    for (const nth of slow) lines[nth]?.set({ bytesPerSecond: 8_192, delayMs: 100 });
    await pause(rig.scaled(20_000, 2_000));
    await heal(slow);
    const silent = half();
    const quiet = performance.now();
    for (const nth of silent) lines[nth]?.set({ silent: true });
    const length = rig.scaled(1_000 + rig.chance.below(119_000), 3_000);
    await pause(length);
    if (length > 36_000) silences?.push(...silent.map((nth) => noticed(writers.typists[nth] as Typist, quiet)));
    await heal(silent);
  }
  rig.figures.atMost("a reset noticed after", Math.max(...(resets ?? [])), rig.wall(2_000), " ms");
  if (silences?.length) rig.figures.atMost("silence noticed after", Math.max(...silences), 36_000, " ms");
  rig.figures.atMost("whole again after", Math.max(...(backs ?? [])), rig.wall(5_000), " ms");
  await writers.judge(false);
}

async function offline(rig: Rig): Promise<void> {
  const house = await rig.house({ postgres: "apart" });
  const writers = await Writers.in(rig, house, Array.from({ length: 20 }, (_, nth) => `Paragraph ${nth} of the report.`));
  const lines = await proxies(rig, house.program.origin, 3);
  await writers.enter(3, lines.map((line) => line.origin));
  const away = [...writers.typists];
  await writers.enter(3);
  const here = writers.typists.slice(3);
  for (const line of lines) line.set({ down: true });
  for (const line of lines) line.reset();
  await until("three are offline", () => away.every((typist) => !typist.isUp));
  const [offlineEach, online] = [rig.scaled(300, 30), rig.scaled(5_000, 300)];
  for (let nth = 0; nth < online; nth += 1) {
    const typist = rig.chance.pick(here);
    if (rig.chance.happens(0.1)) typist.restructure();
    else typist.type();
    // No faster than one connection may send.
    if (nth % 20 === 0) await until("they keep up", () => here.every((one) => one.isSaved), 60_000);
    if (nth < offlineEach) for (const one of away) one.type();
  }
  rig.figures.exactly("told so while offline", away.filter((typist) => typist.connection.saveState.state === "unsaved").length, away.length);
  const words = away.flatMap(() => offlineEach).reduce((sum, count) => sum + count, 0);
  const began = performance.now();
  for (const line of lines) line.set({});
  await comesTrue(() => writers.areSaved, 60_000);
  rig.figures.atMost(`${words} offline words merged after`, performance.now() - began, rig.wall(10_000), " ms");
  rig.figures.remark(`${online} changes meanwhile; closing the page is a browser's case`);
  await writers.judge(false);
}

export const NETWORKS: readonly Case[] = [
  { id: "A6", tier: 0, title: "bad lines", run: badLines },
  { id: "A7", tier: 1, title: "written offline", run: offline },
];
