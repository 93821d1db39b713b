/** E5: a long text over slow lines. */
import type { Case, Rig } from "../case.ts";
import { Proxy } from "../proxy.ts";
import { longReport, readers } from "../readers.ts";
import { comesTrue } from "../waiting.ts";

async function slowLines(rig: Rig): Promise<void> {
  const house = await rig.house({ postgres: "apart" });
  const documentId = await longReport(rig, house);
  // The text is open already: what one more reader costs is asked.
  await readers(rig, house, documentId, 1);
  const proxy = await Proxy.to(Number(new URL(house.program.origin).port));
  rig.atEnd(() => proxy.close());
  const clients = 4;
  // Under 256 kbit/s the whole length takes longer than a small run may.
  const speeds = rig.scale >= 0.5 ? [[1_000, 40_000], [256, 150_000]] as const : [[1_000, 40_000]] as const;
  for (const [kilobits, within] of speeds) {
    proxy.set({ bytesPerSecond: (kilobits * 1_000) / 8 });
    const [before, accepted] = [house.program.rss, proxy.accepted];
    const began = performance.now();
    const typists = Array.from({ length: clients }, () => rig.typist(house, documentId, { origin: proxy.origin }));
    await comesTrue(() => typists.every((typist) => typist.isUp), within + 20_000);
    rig.figures.atMost(`${kilobits} kbit/s: synced after`, typists.every((typist) => typist.isUp) ? performance.now() - began : Infinity, within, " ms");
    rig.figures.exactly("connections tried", proxy.accepted - accepted, clients);
    rig.figures.atMost("memory for each", Math.max(0, house.program.rss - before) / clients, rig.scale >= 0.5 ? 3 : 10, " MB");
    for (const typist of typists) typist.leave();
  }
}

export const SLOW_LINES: readonly Case[] = [{ id: "E5", tier: 1, title: "slow lines", run: slowLines }];
