/** E4: the program is killed, and everybody comes back at once. */
import type { Case, Rig } from "../case.ts";
import { RawSocket } from "../raw-socket.ts";
import { longReport, readers } from "../readers.ts";
import { comesTrue, everyMs, pause } from "../waiting.ts";

async function everybodyComesBack(rig: Rig): Promise<void> {
  const house = await rig.house({ postgres: "apart" });
  const documentId = await longReport(rig, house);
  const count = rig.scaled(500, 20);
  await readers(rig, house, documentId, count);
  await house.program.kill("SIGKILL");
  const began = performance.now();
  const starting = house.program.start();
  let attempts = 0;
  let peak = 0;
  const watch = everyMs(250, () => (peak = Math.max(peak, house.program.isAlive ? house.program.rss : 0)));
  const synced: number[] = [];
  const back = async (): Promise<void> => {
    for (let attempt = 0; ; attempt += 1) {
      attempts += 1;
      const socket = new RawSocket(house.program.origin, documentId, { who: house.people.reader });
      rig.atEnd(() => socket.terminate());
      socket.syncSoon();
      await comesTrue(() => socket.syncedAt !== null || socket.code !== null, 60_000);
      if (socket.syncedAt !== null) return void synced.push(socket.syncedAt - began);
      // As our own client waits: doubling, with jitter, at most four seconds.
      await pause(Math.min(4_000, 300 * 2 ** attempt) * (0.5 + rig.chance.next() / 2));
    }
  };
  await Promise.all(Array.from({ length: count }, back));
  await starting;
  watch();
  rig.figures.exactly("synced", synced.length, count);
  rig.figures.atMost("the last after", Math.max(...synced), rig.wall(30_000), " ms");
  rig.figures.atMost("attempts for each", attempts / count, 6);
  rig.figures.atMost("memory at most", peak, 1_536, " MB");
}

export const COMING_BACK: readonly Case[] = [{ id: "E4", tier: 1, title: "everybody comes back at once", run: everybodyComesBack }];
