/** E2: a thousand documents. */
import { updateFrame } from "../../../server/sync/wire.ts";
import type { Case, Rig } from "../case.ts";
import * as crafted from "../crafted.ts";
import { roomsClosed } from "../house.ts";
import { Monitor } from "../monitor.ts";
import { RawSocket } from "../raw-socket.ts";
import { readers } from "../readers.ts";
import { abreast, comesTrue, everyMs, pause, until } from "../waiting.ts";

async function manyDocuments(rig: Rig): Promise<void> {
  const house = await rig.house({ postgres: "apart" });
  const count = rig.scaled(1_000, 30);
  const documents: string[] = [];
  await abreast(4, Array.from({ length: count }).keys(), async () => void documents.push(await house.document()));
  const monitor = new Monitor(house.program);
  const all: RawSocket[] = [];
  await abreast(8, documents, async (documentId) => void all.push(...(await readers(rig, house, documentId, 1))));
  const writers: { socket: RawSocket; type: () => void }[] = [];
  await abreast(8, documents, async (documentId) => {
    const typist = rig.typist(house, documentId);
    await typist.connection.ready;
    const copy = crafted.copyOf(typist.doc);
    typist.leave();
    const socket = await new RawSocket(house.program.origin, documentId, { who: house.people.annotator, query: "?live=1" }).sync();
    rig.atEnd(() => socket.terminate());
    const type = (): void => crafted.updatesOf(copy, () => crafted.firstText(copy).insert(0, "word ")).forEach((update) => socket.send(updateFrame(update)));
    writers.push({ socket, type });
    all.push(socket);
  });
  let sent = 0;
  const stop = everyMs(1_000 / count, () => {
    sent += 1;
    rig.chance.pick(writers).type();
  });
  await pause(rig.scaled(300_000, 5_000));
  stop();
  await until("all is saved", () => writers.reduce((sum, { socket }) => sum + socket.saved, 0) >= sent, 30_000);
  rig.figures.atMost("memory", Math.max(monitor.most("rss"), house.program.rss), 1_024, " MB");
  rig.figures.exactly("documents loaded", (await monitor.read()).rooms, count);
  rig.figures.atMost("database connections, ours included", await house.databaseConnections(), 12 + 6);
  rig.figures.exactly("dropped", all.filter((socket) => socket.code !== null).length, 0);
  for (const socket of all) socket.terminate();
  await roomsClosed(house.program, 60_000);
  await monitor.stop();
  // Looked at from outside: whoever asks the program all the time keeps it from tidying up.
  const back = await comesTrue(() => house.program.rss <= monitor.startRss * 1.15, rig.scaled(60_000, 2_000));
  const over = (house.program.rss / monitor.startRss - 1) * 100;
  // A program that has just started holds less than one that has warmed up: only the full run can say.
  if (rig.scale >= 0.5) rig.figures.atMost("memory over the start 60 s later", back ? 0 : over, 15, " %");
  else rig.figures.remark(`memory over the start ${over.toFixed(0)} %`);
}

export const MANY_DOCUMENTS: readonly Case[] = [{ id: "E2", tier: 1, title: "a thousand documents", run: manyDocuments }];
