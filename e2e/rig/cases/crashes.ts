/** A1, A2, A3, A9: the program and its database are killed while people write. */
import { readdirSync, readFileSync } from "node:fs";
import process from "node:process";
import type { Case, Rig } from "../case.ts";
import { percentile } from "../figures.ts";
import type { House } from "../house.ts";
import { Monitor } from "../monitor.ts";
import { comesTrue, pause, until } from "../waiting.ts";
import { Writers } from "../writers.ts";

async function programKilled(rig: Rig): Promise<void> {
  const house = await rig.house({ postgres: "own" });
  const writers = await Writers.in(rig, house);
  await writers.enter(rig.scaled(20, 6));
  writers.write(5);
  const kills = rig.scaled(5);
  const stretch = rig.scaled(60_000, 3_000) / kills;
  const [ready, again]: number[][] = [[], []];
  for (let kill = 0; kill < kills; kill += 1) {
    await pause(500 + rig.chance.below(stretch - 500));
    await house.program.kill("SIGKILL");
    await house.program.start();
    for (const typist of writers.typists) typist.type();
    const open = writers.ledger.unacked;
    const since = performance.now();
    ready?.push(house.program.readyMs);
    await comesTrue(() => open.every((entry) => entry.ackedAt !== null), 20_000);
    again?.push(performance.now() - since);
  }
  rig.figures.atMost(`ready after a kill, of ${kills}`, Math.max(...(ready ?? [])), rig.wall(5_000), " ms");
  rig.figures.atMost("all open words saved after", Math.max(...(again ?? [])), rig.wall(10_000), " ms");
  await writers.judge(true);
}

async function everybodyKilled(rig: Rig): Promise<void> {
  const house = await rig.house({ postgres: "own" });
  const rounds = rig.scaled(20, 2);
  const ages: number[] = [];
  const writers = await Writers.in(rig, house);
  for (let round = 0; round < rounds; round += 1) {
    await writers.enter(rig.scaled(20, 6));
    writers.write(5);
    await pause(1_000 + rig.chance.below(2_000));
    const now = performance.now();
    ages.push(...writers.typists.map((typist) => (typist.oldestUnsaved === null ? 0 : now - typist.oldestUnsaved)));
    const dying = house.program.kill("SIGKILL");
    writers.vanish();
    await dying;
    await house.program.start();
  }
  rig.figures.atMost("age of the oldest unsaved word at the kill, p99", percentile(ages, 0.99), rig.wall(500), " ms");
  rig.figures.remark(`${rounds} rounds`);
  await writers.enter(1);
  await writers.judge(false);
}

/** The postmaster, and with `all` everything it has started. */
async function postgresOf(house: House, all: boolean): Promise<number[]> {
  const { raw } = await house.reconnected();
  const [row] = await raw<{ file: string }[]>`select pg_read_file('postmaster.pid') as file`;
  const postmaster = Number.parseInt(row?.file ?? "", 10);
  const parentOf = (pid: string): number => {
    try {
      return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
    } catch {
      // It has ended meanwhile.
      return 0;
    }
  };
  const children = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && parentOf(name) === postmaster);
  return all ? [postmaster, ...children.map(Number)] : [postmaster];
}

interface Away {
  name: string;
  signal: NodeJS.Signals;
  /** How long it is stopped; 0 when it comes back by itself. */
  ms: number;
}

/** One time without the database, put down under its name. */
async function withoutDatabase(rig: Rig, writers: Writers, { name, signal, ms }: Away): Promise<void> {
  const { house, ledger, typists } = writers;
  const pids = await postgresOf(house, signal === "SIGSTOP");
  const stopped = performance.now();
  for (const pid of pids) process.kill(pid, signal);
  if (ms > 0) {
    await pause(ms);
    const told = typists.map((typist) => (typist.warned.find((at) => at >= stopped) ?? Infinity) - stopped);
    rig.figures.atMost(`${name}: told "not saved" after`, Math.max(...told), rig.wall(3_000), " ms");
    // What was on its way when it stopped may be acknowledged: a commit that was done, a frame in a buffer.
    const acked = ledger.entries.filter((entry) => entry.ackedAt !== null && entry.ackedAt > stopped + 1_000).length;
    rig.figures.exactly("acknowledged meanwhile", acked, 0);
    for (const pid of pids) process.kill(pid, "SIGCONT");
  }
  const since = performance.now();
  for (const typist of typists) typist.type();
  const open = ledger.unacked;
  await comesTrue(() => open.every((entry) => entry.ackedAt !== null) && writers.typists.every((typist) => typist.isUp), 60_000);
  rig.figures.atMost(`${name}: all saved again after`, performance.now() - since, rig.wall(15_000), " ms");
}

async function databaseAway(rig: Rig): Promise<void> {
  const house = await rig.house({ postgres: "own" });
  const writers = await Writers.in(rig, house);
  await writers.enter(rig.scaled(20, 5));
  writers.write(5);
  await until("words are saved", () => writers.ledger.delays().length > 50);
  const monitor = new Monitor(house.program);
  const kills = rig.scaled(5, 1);
  for (let kill = 0; kill < kills; kill += 1) await withoutDatabase(rig, writers, { name: "killed", signal: "SIGKILL", ms: 0 });
  await withoutDatabase(rig, writers, { name: "stopped", signal: "SIGSTOP", ms: rig.scaled(30_000, 6_000) });
  await withoutDatabase(rig, writers, { name: "restarted", signal: "SIGINT", ms: 0 });
  await monitor.stop();
  rig.figures.atMost("memory grown", monitor.growth, 64, " MB");
  rig.figures.exactly("process deaths", house.program.isAlive ? 0 : 1, 0);
  await writers.judge(false);
}

/** Types words and marks them at once; answers the ids of marks that were acknowledged. */
async function typeAndMark(house: House, writers: Writers): Promise<{ id: string; quote: string }[]> {
  const [typist] = writers.typists;
  const marked: { id: string; quote: string }[] = [];
  const one = async (): Promise<void> => {
    const entry = typist?.type();
    if (!entry || !(await comesTrue(() => entry.ackedAt !== null || !house.program.isAlive, 2_000))) return;
    const body = { anchor: { quote: entry.token }, tags: [], note: "marked" };
    const answer = await house.call(house.people.annotator, "POST", `/documents/${writers.documentId}/annotations`, body).catch(() => null);
    if (answer?.status === 201) marked.push({ id: ((await answer.json()) as { id: string }).id, quote: entry.token });
  };
  while (house.program.isAlive) await one();
  return marked;
}

async function marksAndCrashes(rig: Rig): Promise<void> {
  const house = await rig.house({ postgres: "own" });
  const writers = await Writers.in(rig, house);
  await writers.enter(1);
  const marks: { id: string; quote: string }[] = [];
  const rounds = rig.scaled(60, 2);
  for (let round = 0; round < rounds; round += 1) {
    const typing = typeAndMark(house, writers);
    await pause(200 + rig.chance.below(1_000));
    await house.program.kill("SIGKILL");
    marks.push(...(await typing));
    await house.program.start();
    await until("the writer is back", () => writers.typists.every((typist) => typist.isUp), 30_000);
  }
  await until("all is saved", () => writers.areSaved, 20_000);
  const connection = await house.reconnected();
  const { text } = await house.stored(writers.documentId, connection);
  const rows = await connection.raw<{ id: string; quote: string }[]>`select id, anchor->>'quote' as quote from annotations`;
  const events = await connection.raw<{ id: string }[]>`select subject_id as id from events where subject = 'annotation' and action = 'created'`;
  const [stored, told] = [new Set(rows.map((row) => row.id)), new Set(events.map((row) => row.id))];
  rig.figures.none(`of ${marks.length} marks acknowledged, missing`, marks.filter(({ id }) => !stored.has(id)).map(({ id }) => id));
  rig.figures.none("marks whose words are missing", rows.filter((row) => !text.includes(row.quote)).map((row) => row.id));
  rig.figures.none("marks without an event", rows.filter((row) => !told.has(row.id)).map((row) => row.id));
  rig.figures.none("events without a mark", events.filter((row) => !stored.has(row.id)).map((row) => row.id));
  rig.figures.atLeast("marks made", marks.length, rounds);
  await writers.judge(false);
}

export const CRASHES: readonly Case[] = [
  { id: "A1", tier: 0, title: "the program is killed", run: programKilled },
  { id: "A2", tier: 1, title: "the program and everybody is killed", run: everybodyKilled },
  { id: "A3", tier: 1, title: "the database goes away", run: databaseAway },
  { id: "A9", tier: 1, title: "killed between words and their marks", run: marksAndCrashes },
];
