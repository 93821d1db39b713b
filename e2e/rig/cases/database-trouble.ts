/** A4, A5, A8: a database without room for connections or for rows, and several processes on one database. */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, realpathSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import postgres from "postgres";
import type { Case, Rig } from "../case.ts";
import type { House } from "../house.ts";
import { comesTrue, pause, until } from "../waiting.ts";
import { Writers } from "../writers.ts";

/** Takes connections until Postgres has one left; answers how to let go of them. */
async function takeConnections(url: string): Promise<() => Promise<void>> {
  const held: postgres.Sql[] = [];
  for (;;) {
    const sql = postgres(url, { max: 1, onnotice: () => undefined, fetch_types: false, connect_timeout: 5 });
    const taken = await sql`select 1`.then(() => true, () => false);
    held.push(sql);
    if (!taken) break;
  }
  await held.at(-2)?.end();
  return async () => {
    await Promise.all(held.map((sql) => sql.end({ timeout: 1 })));
  };
}

async function noConnections(rig: Rig): Promise<void> {
  const house = await rig.house({ postgres: "own" });
  const writers = await Writers.in(rig, house);
  await writers.enter(rig.scaled(20, 5));
  writers.write(2);
  const letGo = await takeConnections(house.databaseUrl);
  const answers: string[] = [];
  const end = performance.now() + rig.scaled(30_000, 3_000);
  while (performance.now() < end) {
    const pages = Array.from({ length: 5 }, () => house.call(house.people.reader, "GET", `/documents/${writers.documentId}`));
    for (const page of await Promise.all(pages)) answers.push(`${page.status}${page.status === 503 && !page.headers.has("retry-after") ? " without Retry-After" : ""}`);
    await pause(200);
  }
  await letGo();
  const since = performance.now();
  for (const typist of writers.typists) typist.type();
  const open = writers.ledger.unacked;
  await comesTrue(() => open.every((entry) => entry.ackedAt !== null), 20_000);
  rig.figures.atMost("normal again after", performance.now() - since, rig.wall(5_000), " ms");
  rig.figures.none(`of ${answers.length} pages, failures other than 503 with Retry-After`, answers.filter((answer) => answer !== "200" && answer !== "503"));
  await writers.judge(false);
}

/** A folder on a file system of its own, in memory; null where that is not allowed. */
function smallDisk(rig: Rig, megabytes: number): string | null {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "rapporteur-disk-")));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder], { stdio: "ignore" });
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
  chmodSync(folder, 0o755);
  rig.atEnd(() => {
    execFileSync("umount", ["-l", folder]);
    rmSync(folder, { recursive: true });
  });
  return folder;
}

async function fullDisk(rig: Rig): Promise<void> {
  const folder = smallDisk(rig, 150);
  if (folder === null) return rig.figures.remark("not run: mounting a tmpfs takes root");
  const house = await rig.house({ postgres: "own", env: { RAPPORTEUR_DATA_DIR: folder } });
  const writers = await Writers.in(rig, house);
  await writers.enter(5);
  writers.write(5);
  await until("words are saved", () => writers.ledger.delays().length > 20);
  const filler = path.join(folder, "filler");
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(filler, Buffer.alloc(bavail * bsize));
  // What Postgres has set aside lasts for a while; larger words use it up.
  const before = writers.ledger.unacked.length;
  const stuck = await comesTrue(() => writers.ledger.unacked.length > before + 20, rig.scaled(60_000, 15_000));
  rig.figures.exactly("process deaths", house.program.isAlive ? 0 : 1, 0);
  const page = await house.call(house.people.reader, "GET", `/documents/${writers.documentId}/text`);
  rig.figures.exactly("the text can be read", page.status, 200);
  rmSync(filler);
  const since = performance.now();
  for (const typist of writers.typists) typist.type();
  const open = writers.ledger.unacked;
  await comesTrue(() => open.every((entry) => entry.ackedAt !== null), 30_000);
  rig.figures.atMost("saved again after", performance.now() - since, rig.wall(10_000), " ms");
  rig.figures.remark(stuck ? "saving stopped" : "Postgres had set enough aside: saving went on");
  await writers.judge(true);
}

async function twoPrograms(rig: Rig): Promise<void> {
  const house = await rig.house({ postgres: "apart" });
  const other = await house.anotherProgram();
  const writers = await Writers.in(rig, house);
  const each = rig.scaled(10, 3);
  await writers.enter(2 * each, [house.program.origin, other.origin]);
  writers.write(5);
  const [length, kills] = [rig.scaled(10_000, 2_000), rig.scaled(5, 1)];
  for (let kill = 0; kill < kills; kill += 1) {
    await pause(length);
    await other.kill("SIGKILL");
    await pause(rig.chance.below(1_000));
    await other.start();
    await pause(length);
    await other.kill("SIGSTOP");
    await pause(length);
    await other.kill("SIGCONT");
  }
  writers.rest();
  await until("all is saved", () => writers.areSaved, 40_000);
  await equalSoon(rig, house, writers);
  await writers.judge(false);
  rig.figures.remark("without Redis");
}

/** Puts down how long after quiet all live copies are equal to the log. */
async function equalSoon(rig: Rig, house: House, writers: Writers): Promise<void> {
  const since = performance.now();
  const { text } = await house.stored(writers.documentId);
  const whole = (): boolean => writers.typists.every((typist) => typist.doc.getXmlFragment("prosemirror").toJSON().replace(/<[^>]*>/g, "").length >= text.replaceAll("\n", "").length);
  await comesTrue(whole, 20_000);
  rig.figures.atMost("both equal after", performance.now() - since, rig.wall(5_000), " ms");
}

export const DATABASE_TROUBLE: readonly Case[] = [
  { id: "A4", tier: 1, title: "no connections left", run: noConnections },
  { id: "A5", tier: 1, title: "the disk is full", run: fullDisk },
  { id: "A8", tier: 1, title: "two programs, one is killed and stopped", run: twoPrograms },
];
