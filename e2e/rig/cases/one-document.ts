/** E1: one document, five hundred people. */
import type { Case, Rig } from "../case.ts";
import { percentile } from "../figures.ts";
import { Monitor } from "../monitor.ts";
import { readers } from "../readers.ts";
import { comesTrue, everyMs, pause } from "../waiting.ts";
import { Writers } from "../writers.ts";

const TOKENS = /q\d+z/g;

async function oneDocument(rig: Rig): Promise<void> {
  const house = await rig.house({ postgres: "apart" });
  const writers = await Writers.in(rig, house);
  const writing = rig.scaled(50, 5);
  await writers.enter(writing);
  const [seen, times] = [new Map<string, number>(), [] as number[]];
  const made = new Map<string, number>();
  const hear = (frame: Buffer): void => {
    if (frame[0] !== 0 || frame[1] !== 2) return;
    const now = performance.now();
    for (const [token] of frame.toString("latin1").matchAll(TOKENS)) {
      seen.set(token, (seen.get(token) ?? 0) + 1);
      const at = made.get(token);
      if (at !== undefined) times.push(now - at);
    }
  };
  const reading = rig.scaled(450, 20);
  await readers(rig, house, writers.documentId, reading, hear);
  const monitor = new Monitor(house.program);
  await monitor.read();
  monitor.readings.length = 0;
  const stop = everyMs(1_000 / writing, () => {
    const entry = rig.chance.pick(writers.typists).type();
    made.set(entry.token, entry.madeAt);
  });
  await pause(rig.scaled(300_000, 8_000));
  stop();
  await comesTrue(() => writers.ledger.entries.every(({ token }) => seen.get(token) === reading), 10_000);
  await monitor.stop();
  const missing = writers.ledger.entries.reduce((sum, { token }) => sum + reading - (seen.get(token) ?? 0), 0);
  rig.figures.exactly(`of ${writers.ledger.entries.length * reading} deliveries missing`, missing, 0);
  rig.figures.atMost("seen p95", percentile(times, 0.95), rig.wall(150), " ms");
  rig.figures.atMost("p99", percentile(times, 0.99), rig.wall(400), " ms");
  rig.figures.atMost("saved p95", percentile(writers.ledger.delays(), 0.95), rig.wall(250), " ms");
  rig.figures.atMost("p99", percentile(writers.ledger.delays(), 0.99), rig.wall(1_000), " ms");
  rig.figures.atMost("loop p99", percentile(monitor.readings.map((reading) => reading.lagP99), 0.5), rig.wall(60), " ms");
  rig.figures.atMost("memory", monitor.most("rss"), 700, " MB");
  await writers.judge(false);
}

export const ONE_DOCUMENT: readonly Case[] = [{ id: "E1", tier: 1, title: "one document, five hundred people", run: oneDocument }];
