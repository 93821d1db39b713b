/** C1: bytes that are no message. */
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { CLOSE, MESSAGE_AWARENESS } from "../../../app/core/live/protocol.ts";
import { questionFrame, replyFrame, updateFrame } from "../../../server/sync/wire.ts";
import type { Chance } from "../../../server/sync/testing/simulated-world.ts";
import type { Case, Rig } from "../case.ts";
import * as crafted from "../crafted.ts";
import { Monitor } from "../monitor.ts";
import { Target, tally } from "../target.ts";
import { abreast } from "../waiting.ts";

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

export const BROKEN_FRAMES: readonly Case[] = [
  { id: "C1", tier: 0, title: "mutated frames", run: mutatedFrames },
];
