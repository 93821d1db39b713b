/** E1, E2, E4, E5, C4, C13: many readers, many documents, slow lines, sockets that never read, floods. */
import { createConnection, type Socket } from "node:net";
import { CLOSE } from "../../../app/core/live/protocol.ts";
import { updateFrame } from "../../../server/sync/wire.ts";
import type { Case, Rig } from "../case.ts";
import * as crafted from "../crafted.ts";
import { percentile } from "../figures.ts";
import { roomsClosed, type House } from "../house.ts";
import { Monitor } from "../monitor.ts";
import { Proxy } from "../proxy.ts";
import { RawSocket } from "../raw-socket.ts";
import { tally } from "../target.ts";
import { abreast, comesTrue, everyMs, pause, until } from "../waiting.ts";
import { Writers } from "../writers.ts";

const TOKENS = /q\d+z/g;

/** A long text: about 2.6 MB of state at full length. */
function longText(rig: Rig): string[] {
  const words = "the State party should ensure that registers of detention are kept and that inspectors may read them at any time".split(" ");
  return Array.from({ length: rig.scaled(4_000, 200) }, () => Array.from({ length: 90 }, () => rig.chance.pick(words)).join(" "));
}

async function readers(rig: Rig, house: House, documentId: string, count: number, onFrame?: (frame: Buffer) => void): Promise<RawSocket[]> {
  const sockets: RawSocket[] = [];
  rig.atEnd(() => sockets.forEach((socket) => socket.terminate()));
  await abreast(25, Array.from({ length: count }).keys(), async () => {
    const socket = new RawSocket(house.program.origin, documentId, { who: house.people.reader, onFrame });
    sockets.push(socket);
    await socket.sync(60_000);
  });
  return sockets;
}

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
  const back = await comesTrue(async () => (await monitor.read()).rss <= monitor.startRss * 1.15, rig.scaled(60_000, 2_000));
  const over = (house.program.rss / monitor.startRss - 1) * 100;
  // A program that has just started holds less than one that has warmed up: only the full run can say.
  if (rig.scale >= 0.5) rig.figures.atMost("memory over the start 60 s later", back ? 0 : over, 15, " %");
  else rig.figures.remark(`memory over the start ${over.toFixed(0)} %`);
}

async function everybodyComesBack(rig: Rig): Promise<void> {
  const house = await rig.house({ postgres: "apart" });
  const documentId = await house.document(longText(rig));
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

async function slowLines(rig: Rig): Promise<void> {
  const house = await rig.house({ postgres: "apart" });
  const documentId = await house.document(longText(rig));
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
  const stop = everyMs(20, () => {
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

async function flood(rig: Rig): Promise<void> {
  const house = await rig.house({ postgres: "apart" });
  const bystanders = await rig.bystanders(house);
  const documentId = await house.document();
  const typist = rig.typist(house, documentId);
  await typist.connection.ready;
  const copy = crafted.copyOf(typist.doc);
  const socket = await new RawSocket(house.program.origin, documentId, { who: house.people.annotator, query: "?live=1" }).sync();
  rig.atEnd(() => socket.terminate());
  const seconds = rig.scaled(30, 5);
  const stop = everyMs(10, () => {
    if (socket.socket.bufferedAmount > 4_000_000) return;
    for (const update of crafted.updatesOf(copy, () => Array.from({ length: 50 }, () => crafted.firstText(copy).insert(0, "f")))) socket.send(updateFrame(update));
  });
  await pause(seconds * 1_000);
  stop();
  const taken = socket.saved;
  rig.figures.atMost(`updates taken each second over ${seconds} s`, taken / seconds, 200);
  // What was told as saved is there, whatever else is on its way.
  const { text } = await house.stored(documentId);
  rig.figures.atLeast("letters there of those saved", text.match(/f/g)?.length ?? 0, taken);
  socket.terminate();
  await rig.askBystanders(bystanders);
}

/** The caps of a text: state, and blocks. */
const MOST_BLOCKS = 50_000;

async function growth(rig: Rig): Promise<void> {
  const house = await rig.house({ postgres: "apart" });
  const documentId = await house.document();
  const before = await house.stored(documentId);
  let code: number | null = null;
  let sent = 0;
  for (let client = 100; code === null && sent < MOST_BLOCKS * 1.5; client += 1) {
    const socket = await new RawSocket(house.program.origin, documentId, { who: house.people.annotator, query: "?live=1" }).sync(60_000);
    for (let part = 0; part < 5 && socket.isOpen; part += 1) {
      const had = socket.saved;
      socket.send(updateFrame(crafted.emptyParagraphs(5_000, client * 10 + part)));
      await comesTrue(() => socket.saved > had || socket.code !== null, 120_000);
      if (socket.saved > had) sent += 5_000;
    }
    code = socket.code;
    socket.terminate();
  }
  rig.figures.exactly("closed with", code ?? 0, CLOSE.full);
  rig.figures.atMost("blocks taken", sent, MOST_BLOCKS * 1.05);
  const after = await house.stored(documentId);
  rig.figures.atLeast("rows", after.head, before.head);
  rig.figures.exactly("process deaths", house.program.isAlive ? 0 : 1, 0);
}

export const CROWDS: readonly Case[] = [
  { id: "C4", tier: 1, title: "half-sent upgrades and deaf sockets", run: deafSockets },
  { id: "C13a", tier: 1, title: "a flood of small changes", run: flood },
  { id: "C13b", tier: 1, title: "growth to the cap", run: growth },
  { id: "E1", tier: 1, title: "one document, five hundred people", run: oneDocument },
  { id: "E2", tier: 1, title: "a thousand documents", run: manyDocuments },
  { id: "E4", tier: 1, title: "everybody comes back at once", run: everybodyComesBack },
  { id: "E5", tier: 1, title: "slow lines", run: slowLines },
];
