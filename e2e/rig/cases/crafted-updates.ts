/** C2, C5: messages that are no change, changes without their ground. */
import * as Y from "yjs";
import { CLOSE } from "../../../app/core/live/protocol.ts";
import { replyFrame, updateFrame } from "../../../server/sync/wire.ts";
import type { Case, Rig } from "../case.ts";
import * as crafted from "../crafted.ts";
import type { RawSocket } from "../raw-socket.ts";
import { Target, tally } from "../target.ts";

/** Megabytes, or tens of thousands of things that are each allowed: reading them up to our limits takes its time. */
const LARGE = new Set(["8·10^6 undefineds as a reply", "60,000 structs"]);
/** How often each is sent. */
const ROUNDS = 2;

/** Processor time of each, ms, without the connection it came over. */
async function costsOf(target: Target, inputs: readonly [string, Uint8Array][]): Promise<[string, number][]> {
  const cost = async (frame: Uint8Array): Promise<number> => Math.min(...(await target.house.program.cpuMsOf(ROUNDS, () => target.offend([frame]))));
  const costs: [string, number][] = [];
  for (const [name, frame] of inputs) costs.push([name, await cost(frame)]);
  const connection = await cost(new Uint8Array([77]));
  return costs.map(([name, ms]) => [name, Math.max(0, ms - connection)]);
}

function dearestOf(costs: readonly [string, number][]): [string, number] {
  return costs.reduce((most, one) => (one[1] > most[1] ? one : most));
}

async function craftedUpdates(rig: Rig): Promise<void> {
  const house = await rig.house({ postgres: "apart" });
  const target = await Target.of(rig, house, await house.document());
  const copy = crafted.copyOf(target.doc);
  crafted.firstText(copy).insert(0, "canaryword");
  const inputs: [string, Uint8Array][] = [
    ["2^31 clients", updateFrame(crafted.manyClients(2 ** 31))],
    ["2^31 structs", updateFrame(crafted.manyStructs(2 ** 31))],
    ["GC of 2^52", updateFrame(crafted.hugeGarbage(2 ** 52))],
    ["Skip of 2^52", updateFrame(crafted.hugeSkip(2 ** 52))],
    ["list of 2^31", updateFrame(crafted.anyValues(2 ** 31, 3))],
    ["10^6 undefineds", updateFrame(crafted.anyValues(1_000_000, 1_000_000))],
    ["8·10^6 undefineds as a reply", replyFrame(crafted.anyValues(8_000_000, 8_000_000))],
    ["2^31 deletes", updateFrame(crafted.manyDeletes(2 ** 31))],
    ["yjs#687", updateFrame(crafted.RUN_LENGTH_TRAP)],
    ["yjs#687 as a reply", replyFrame(crafted.RUN_LENGTH_TRAP)],
    ["second encoding", updateFrame(Y.encodeStateAsUpdateV2(copy))],
    ["60,000 structs", updateFrame(crafted.emptyParagraphs(60_000, 77))],
  ];
  const costs = await costsOf(target, inputs);
  const [dearest, cost] = dearestOf(costs.filter(([name]) => !LARGE.has(name)));
  rig.figures.atMost(`processor time of the dearest (${dearest})`, cost, rig.shared(50), " ms");
  const [largest, more] = dearestOf(costs.filter(([name]) => LARGE.has(name)));
  rig.figures.atMost(`of the largest (${largest})`, more, rig.shared(400), " ms");
  const codes: number[] = [];
  const growths: number[] = [];
  for (const [, frame] of inputs) {
    const rss = house.program.rss;
    codes.push(...(await target.offend([frame])));
    growths.push(house.program.rss - rss);
  }
  rig.figures.exactly("closed with", tally(codes), `${CLOSE.refused} ×${inputs.length}`);
  await target.expectLines(ROUNDS * (inputs.length + 1) + inputs.length);
  rig.figures.atMost("memory grown by one, at most", Math.max(...growths), rig.shared(50), " MB");
  await target.expectUntouched();
  target.expectQuietLog(["canaryword"]);
}

async function gaps(rig: Rig): Promise<void> {
  const house = await rig.house({ postgres: "apart" });
  const target = await Target.of(rig, house, await house.document());
  // More than the 300 that somebody honest may have on the way before our question reaches them.
  const count = rig.scaled(4_000, 1_400);
  const sockets = 4;
  const updates = Array.from({ length: count }, (_, nth) => {
    const copy = crafted.copyOf(target.doc, 1_000 + (nth % 40));
    const [, second] = crafted.updatesOf(copy, () => ["a", "b"].forEach((letter) => crafted.firstText(copy).insert(0, letter)));
    return second as Uint8Array;
  });
  const attackers: RawSocket[] = [];
  // The least of three: a program that has just started spends more on compiling itself than on the attack.
  const times = await house.program.cpuMsOf(3, async () => {
    const some = await Promise.all(Array.from({ length: sockets }, () => target.attacker(house.people.annotator, { query: "?live=1" }).sync()));
    attackers.push(...some);
    updates.forEach((update, nth) => some[nth % sockets]?.send(updateFrame(update)));
    await Promise.all(some.map((attacker) => attacker.closed()));
  });
  rig.figures.remark(`${count} updates over ${sockets} connections, three times: ${times.map((ms) => ms.toFixed(0)).join(", ")} ms`);
  rig.figures.atMost("processor time, at the least", Math.min(...times), rig.shared(200), " ms");
  rig.figures.exactly("closed with", tally(attackers.map(({ code }) => code ?? 0)), `${CLOSE.refused} ×${attackers.length}`);
  rig.figures.exactly("acknowledged", attackers.reduce((sum, attacker) => sum + attacker.saved, 0), 0);
  rig.figures.exactly("asked first", attackers.filter((attacker) => attacker.counts.questions > 0).length, attackers.length);
  const fresh = await target.attacker(house.people.reader).sync();
  rig.figures.exactly("a newcomer is sent more", fresh.counts.bytes > target.listener.counts.bytes + 200 ? "yes" : "no", "no");
  await target.expectLines(attackers.length);
  await target.expectUntouched();
  target.expectQuietLog([]);
}

export const CRAFTED_UPDATES: readonly Case[] = [
  { id: "C2", tier: 0, title: "crafted updates", run: craftedUpdates },
  { id: "C5", tier: 0, title: "changes without what they build on", run: gaps },
];
