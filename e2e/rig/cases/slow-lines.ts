/** E5: a long text over slow lines, and long writing over them the other way. */
import { FRAGMENT } from "../../../app/core/live/protocol.ts";
import { insertParagraph } from "../../../server/sync/testing/simulated-client.ts";
import type { Case, Rig } from "../case.ts";
import type { House } from "../house.ts";
import { Proxy } from "../proxy.ts";
import { longReport, readers } from "../readers.ts";
import { comesTrue, until } from "../waiting.ts";

const CLIENTS = 4;

/** In both directions. */
const bytesPerSecond = (kilobits: number): number => (kilobits * 1_000) / 8;

/** Several open the text at this speed. */
async function read(rig: Rig, house: House, proxy: Proxy, documentId: string, [kilobits, within]: readonly [number, number]): Promise<void> {
  proxy.set({ bytesPerSecond: bytesPerSecond(kilobits) });
  const [before, accepted] = [house.program.rss, proxy.accepted];
  const began = performance.now();
  const typists = Array.from({ length: CLIENTS }, () => rig.typist(house, documentId, { origin: proxy.origin }));
  await comesTrue(() => typists.every((typist) => typist.isUp), within + 20_000);
  rig.figures.atMost(`${kilobits} kbit/s: synced after`, typists.every((typist) => typist.isUp) ? performance.now() - began : Infinity, within, " ms");
  rig.figures.exactly("connections tried", proxy.accepted - accepted, CLIENTS);
  rig.figures.atMost("memory for each", Math.max(0, house.program.rss - before) / CLIENTS, rig.scale >= 0.5 ? 3 : 10, " MB");
  for (const typist of typists) typist.leave();
}

/** Somebody comes back with much that was written offline. */
async function write(rig: Rig, house: House, proxy: Proxy, kilobits: number): Promise<void> {
  const bytes = rig.scaled(1_000_000, 100_000);
  proxy.set({});
  const typist = rig.typist(house, await house.document(), { origin: proxy.origin });
  await until("somebody is in", () => typist.isUp);
  proxy.set({ down: true });
  proxy.reset();
  await until("they are offline", () => !typist.isUp);
  const text = typist.doc.getXmlFragment(FRAGMENT);
  insertParagraph(text, text.length, "offline", "w".repeat(bytes));
  proxy.set({ bytesPerSecond: bytesPerSecond(kilobits) });
  const [began, accepted] = [performance.now(), proxy.accepted];
  const within = 2 * (bytes / bytesPerSecond(kilobits)) * 1_000 + 5_000;
  await comesTrue(() => typist.isUp && typist.isSaved, within + 20_000);
  rig.figures.atMost(`${kilobits} kbit/s: ${bytes} bytes written offline saved after`, typist.isSaved ? performance.now() - began : Infinity, within, " ms");
  rig.figures.atMost("connections tried until then", proxy.accepted - accepted, 2);
  typist.leave();
}

async function slowLines(rig: Rig): Promise<void> {
  const house = await rig.house({ postgres: "apart" });
  const documentId = await longReport(rig, house);
  // The text is open already: what one more reader costs is asked.
  await readers(rig, house, documentId, 1);
  const proxy = await Proxy.to(Number(new URL(house.program.origin).port));
  rig.atEnd(() => proxy.close());
  await read(rig, house, proxy, documentId, [1_000, 40_000]);
  // Under 256 kbit/s the whole length takes longer than a small run may.
  if (rig.scale >= 0.5) await read(rig, house, proxy, documentId, [256, 150_000]);
  await write(rig, house, proxy, 256);
}

export const SLOW_LINES: readonly Case[] = [{ id: "E5", tier: 1, title: "slow lines", run: slowLines }];
