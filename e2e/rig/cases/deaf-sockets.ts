/** C4: upgrades that are never finished, and sockets that never read. */
import { createConnection, type Socket } from "node:net";
import type { Case, Rig } from "../case.ts";
import * as crafted from "../crafted.ts";
import { Monitor } from "../monitor.ts";
import { readers } from "../readers.ts";
import { tally } from "../target.ts";
import { everyMs, pause } from "../waiting.ts";
import { Writers } from "../writers.ts";

/** A connection that sends the first lines of an upgrade, a byte a second. */
function halfSent(port: number): { socket: Socket; endedAt: () => number | null } {
  const socket = createConnection({ host: "127.0.0.1", port });
  const began = performance.now();
  let ended: number | null = null;
  const request = "GET /sync/00000000-0000-7000-8000-000000000000 HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n";
  let at = 0;
  const stop = everyMs(1_000, () => socket.writable && socket.write(request[at++ % request.length] ?? "x"));
  socket.on("error", () => undefined);
  socket.on("close", () => {
    ended ??= performance.now() - began;
    stop();
  });
  // The server ends it by an answer or a reset; whichever, our half is closed too.
  socket.on("end", () => socket.destroy());
  socket.resume();
  return { socket, endedAt: () => ended };
}

async function deafSockets(rig: Rig): Promise<void> {
  const house = await rig.house({ postgres: "apart" });
  const writers = await Writers.in(rig, house);
  await writers.enter(1);
  const port = Number(new URL(house.program.origin).port);
  const monitor = new Monitor(house.program);
  const halves = Array.from({ length: rig.scaled(500, 50) }, () => halfSent(port));
  rig.atEnd(() => halves.forEach(({ socket }) => socket.destroy()));
  const deaf = await readers(rig, house, writers.documentId, rig.scaled(200, 10));
  for (const socket of deaf) socket.socket.pause();
  const [typist] = writers.typists;
  // Two changes each time: as fast as one connection may write for long.
  const stop = everyMs(40, () => {
    const entry = typist?.type();
    if (entry) crafted.firstText(typist?.doc as never).insert(0, "x".repeat(40));
  });
  const joins: number[] = [];
  const end = performance.now() + rig.scaled(60_000, 20_000);
  while (performance.now() < end) {
    const began = performance.now();
    const [socket] = await readers(rig, house, writers.documentId, 1);
    joins.push(performance.now() - began);
    socket?.terminate();
    await pause(1_000);
  }
  stop();
  await monitor.stop();
  rig.figures.atMost("a new join, at most", Math.max(...joins), rig.wall(2_000), " ms");
  rig.figures.atMost("half-sent upgrades ended after", Math.max(...halves.map(({ endedAt }) => endedAt() ?? Infinity)), 16_500, " ms");
  rig.figures.atMost("memory grown", monitor.growth, 256, " MB");
  rig.figures.remark(`${halves.length} half-sent, ${deaf.length} deaf`);
  for (const socket of deaf) socket.socket.resume();
  await pause(500);
  // They answer no ping: within 35 s that is noticed, which only a full run waits for.
  if (rig.scale >= 0.5) rig.figures.exactly("deaf ones still connected", deaf.filter((socket) => socket.code === null).length, 0);
  rig.figures.remark(`deaf ones closed with ${tally(deaf.map((socket) => socket.code ?? 0))}`);
  await writers.judge(false);
}

export const DEAF_SOCKETS: readonly Case[] = [{ id: "C4", tier: 1, title: "half-sent upgrades and deaf sockets", run: deafSockets }];
