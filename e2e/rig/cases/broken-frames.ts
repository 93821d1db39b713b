/** C1, C2, C3, C5: bytes that are no message, messages that are no change, too much at once, changes without their ground. */
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { CLOSE, MESSAGE_AWARENESS } from "../../../app/core/live/protocol.ts";
import { questionFrame, replyFrame, updateFrame } from "../../../server/sync/wire.ts";
import type { Chance } from "../../../server/sync/testing/simulated-world.ts";
import type { Case, Rig } from "../case.ts";
import * as crafted from "../crafted.ts";
import { Monitor } from "../monitor.ts";
import type { RawSocket } from "../raw-socket.ts";
import { Target, tally } from "../target.ts";
import { abreast, until } from "../waiting.ts";

/** Bytes under the frames that break RFC 6455: reserved bits, a reserved opcode, no mask, a lonely continuation, a long ping. */
const BROKEN_SOCKETS: readonly number[][] = [
  [0xf2, 0x80, 1, 2, 3, 4],
  [0xc2, 0x81, 1, 2, 3, 4, 5],
  [0x83, 0x80, 1, 2, 3, 4],
  [0x82, 0x02, 0, 0],
  [0x80, 0x80, 1, 2, 3, 4],
  [0x89, 0xfe, 0, 200, 1, 2, 3, 4],
  [0x09, 0x80, 1, 2, 3, 4],
  [0x82, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4],
];

/** Changes a good frame so that it can't be one any more, whatever stands in it. */
function spoiled(frame: Uint8Array, chance: Chance): Uint8Array | string {
  switch (chance.below(6)) {
    case 0:
      return frame.subarray(0, chance.below(frame.length));
    case 1:
      return Buffer.concat([frame, Buffer.from(Array.from({ length: 1 + chance.below(20) }, () => chance.below(256)))]);
    case 2:
      return Uint8Array.from([2 + 2 * chance.below(60), ...frame.subarray(1)]);
    case 3:
      return Uint8Array.from([0, 3 + chance.below(120), ...frame.subarray(2)]);
    case 4:
      return chance.happens(0.5) ? "hello" : "";
    default: {
      // The length stands behind the type, or behind type and kind.
      const at = frame[0] === MESSAGE_AWARENESS ? 1 : 2;
      const lying = Uint8Array.from(frame);
      lying[at] = ((frame[at] ?? 0) & 0x80) | (((frame[at] ?? 0) + 1 + chance.below(126)) & 0x7f);
      return lying;
    }
  }
}

/** A good frame with some bits turned over: it may still say something, though nothing that a reader may. */
function flipped(frame: Uint8Array, chance: Chance): Uint8Array {
  const bytes = Uint8Array.from(frame);
  for (let flips = 1 + chance.below(8); flips > 0; flips -= 1) {
    const at = chance.below(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << chance.below(8));
  }
  return bytes;
}

function goodFrames(target: Target): Uint8Array[] {
  const copy = crafted.copyOf(target.doc);
  const typed = crafted.updateOf(copy, () => crafted.firstText(copy).insert(0, "canaryword"));
  const presence = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE_AWARENESS);
    encoding.writeVarUint8Array(encoder, Uint8Array.from([1, 5, 1, 2, 123, 125]));
  });
  return [updateFrame(typed), replyFrame(Y.encodeStateAsUpdate(copy)), questionFrame(Y.encodeStateVector(copy)), presence];
}

async function mutatedFrames(rig: Rig): Promise<void> {
  const house = await rig.house({ postgres: "apart" });
  const target = await Target.of(rig, house, await house.document());
  const bystanders = await rig.bystanders(house);
  const monitor = new Monitor(house.program);
  const good = goodFrames(target);
  const count = rig.scaled(20_000, 200);
  const broken = Array.from({ length: Math.floor(count / 2) }, () => spoiled(rig.chance.pick(good), rig.chance));
  const closed = await target.offend(broken, house.people.annotator);
  const sockets = Array.from({ length: Math.min(200, Math.ceil(count / 10)) }, () => Uint8Array.from(rig.chance.pick(BROKEN_SOCKETS)));
  const closedBelow: number[] = [];
  await abreast(16, sockets, async (bytes) => {
    const attacker = await target.attacker(house.people.annotator).open();
    attacker.sendBytes(bytes);
    closedBelow.push(await attacker.closed());
    attacker.terminate();
  });
  // Many turned-over frames are harmless (a known change, somebody's presence), so one socket may send them all.
  const turned = Array.from({ length: Math.ceil(count / 2) }, () => flipped(rig.chance.pick(good), rig.chance));
  await abreast(8, turned, async (frame) => {
    const attacker = await target.attacker(house.people.reader).open();
    attacker.send(frame);
    attacker.send(new Uint8Array([77]));
    await attacker.closed();
    attacker.terminate();
  });
  await monitor.stop();
  rig.figures.remark(`${broken.length + sockets.length + turned.length} frames`);
  rig.figures.exactly("offenders not closed", closed.filter((code) => code === 0).length + closedBelow.filter((code) => code === 0).length, 0);
  rig.figures.exactly("closed with another code than 4422", closed.filter((code) => code !== CLOSE.refused).length, 0);
  await target.expectLines(broken.length + sockets.length + turned.length, turned.length);
  rig.figures.remark(`below the frames ${tally(closedBelow)}`);
  await target.expectUntouched();
  target.expectQuietLog(["canaryword", "hello"]);
  await rig.askBystanders(bystanders);
}

/** Megabytes, or tens of thousands of things that are each allowed: reading them up to our limits takes its time. */
const LARGE = new Set(["8·10^6 undefineds as a reply", "60,000 structs"]);
/** How often each is sent; the least is what it costs, since everything else only adds. */
const ROUNDS = 2;

/** Processor time of each, ms, without the connection it came over. */
async function costsOf(target: Target, inputs: readonly [string, Uint8Array][]): Promise<[string, number][]> {
  const cost = async (frame: Uint8Array): Promise<number> => {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = await target.house.program.cpuMs();
      await target.offend([frame]);
      times.push((await target.house.program.cpuMs()) - before);
    }
    return Math.min(...times);
  };
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

/** What one connection may send at once, and then each second: MB of 2^20 bytes. */
const BURST = 16;
const PER_SECOND = 0.25;
/** Held by the kernel and by ws on both sides of one loopback connection. */
const UNDERWAY = 16;

/** A thousand frames of 1 MB, as fast as they are taken: after a burst, no faster than a connection may send. */
async function flood(rig: Rig, target: Target, frame: Uint8Array): Promise<void> {
  const many = await target.attacker().open();
  const seconds = rig.scaled(60, 5);
  const end = performance.now() + seconds * 1_000;
  let sent = 0;
  while (sent < 1_000 && many.isOpen && performance.now() < end) {
    many.send(frame);
    sent += 1;
    await until("the socket takes it", () => many.socket.bufferedAmount < 4_000_000 || performance.now() >= end, 90_000);
  }
  const taken = (sent * frame.length - many.socket.bufferedAmount) / 1_048_576;
  rig.figures.atMost(`of 1,000 frames of 1 MB, taken within ${seconds} s (or closed: ${many.code ?? "no"})`, taken, BURST + UNDERWAY + PER_SECOND * seconds, " MB");
  many.terminate();
}

async function tooMuchAtOnce(rig: Rig): Promise<void> {
  const house = await rig.house({ postgres: "apart" });
  const target = await Target.of(rig, house, await house.document());
  const monitor = new Monitor(house.program, 250);
  const huge = await target.attacker().open();
  huge.send(Buffer.alloc(100 * 1_048_576));
  rig.figures.exactly("100 MB frame closed with", await huge.closed(), CLOSE.tooBig);
  const entries = encoding.encode((encoder) => {
    for (const value of [1, 9, 1]) encoding.writeVarUint(encoder, value);
    encoding.writeVarString(encoder, JSON.stringify("x".repeat(1_000_000)));
  });
  const presence = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE_AWARENESS);
    encoding.writeVarUint8Array(encoder, entries);
  });
  await flood(rig, target, presence);
  const bomb = await target.attacker(house.people.annotator, { perMessageDeflate: true }).open();
  rig.figures.exactly("deflate negotiated", bomb.upgraded?.["sec-websocket-extensions"] === undefined ? "no" : "yes", "no");
  // A compressed frame all the same: 10 MB of noughts in some bytes.
  bomb.sendBytes(Uint8Array.from([0xc2, 0x88, 0, 0, 0, 0, 0x63, 0x60, 0x18, 0x05, 0xa3, 0x60, 0x14, 0x00]));
  rig.figures.exactly("deflated frame closed with", await bomb.closed(), 1002);
  await monitor.stop();
  rig.figures.atMost("memory grown", monitor.growth, rig.shared(64), " MB");
  await target.expectUntouched();
  target.expectQuietLog([]);
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
  const attack = async (): Promise<number> => {
    const some = await Promise.all(Array.from({ length: sockets }, () => target.attacker(house.people.annotator, { query: "?live=1" }).sync()));
    attackers.push(...some);
    const before = await house.program.cpuMs();
    updates.forEach((update, nth) => some[nth % sockets]?.send(updateFrame(update)));
    await Promise.all(some.map((attacker) => attacker.closed()));
    return (await house.program.cpuMs()) - before;
  };
  // A program that has just started spends more on compiling itself than on the attack.
  const times = [await attack(), await attack(), await attack()];
  rig.figures.remark(`${count} updates over ${sockets} connections, three times: ${times.map((ms) => ms.toFixed(0)).join(", ")} ms`);
  rig.figures.atMost("processor time, the third time", times[2] ?? NaN, rig.shared(200), " ms");
  rig.figures.exactly("closed with", tally(attackers.map(({ code }) => code ?? 0)), `${CLOSE.refused} ×${attackers.length}`);
  rig.figures.exactly("acknowledged", attackers.reduce((sum, attacker) => sum + attacker.saved, 0), 0);
  rig.figures.exactly("asked first", attackers.filter((attacker) => attacker.counts.questions > 0).length, attackers.length);
  const fresh = await target.attacker(house.people.reader).sync();
  rig.figures.exactly("a newcomer is sent more", fresh.counts.bytes > target.listener.counts.bytes + 200 ? "yes" : "no", "no");
  await target.expectLines(attackers.length);
  await target.expectUntouched();
  target.expectQuietLog([]);
}

export const BROKEN_FRAMES: readonly Case[] = [
  { id: "C1", tier: 0, title: "mutated frames", run: mutatedFrames },
  { id: "C2", tier: 0, title: "crafted updates", run: craftedUpdates },
  { id: "C3", tier: 0, title: "too much at once", run: tooMuchAtOnce },
  { id: "C5", tier: 0, title: "changes without what they build on", run: gaps },
];
