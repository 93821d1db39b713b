/** C3, C13: too much at once, a flood of changes, and growth without end. */
import * as encoding from "lib0/encoding";
import type * as Y from "yjs";
import { CLOSE, MESSAGE_AWARENESS } from "../../../app/core/live/protocol.ts";
import { updateFrame } from "../../../server/sync/wire.ts";
import type { Case, Rig } from "../case.ts";
import * as crafted from "../crafted.ts";
import { Monitor } from "../monitor.ts";
import { RawSocket } from "../raw-socket.ts";
import { Target } from "../target.ts";
import { comesTrue, everyMs, pause, until } from "../waiting.ts";

/** What one connection may send at once, and then each second: MB of 2^20 bytes. */
const BURST = 16;
const PER_SECOND = 0.25;
/** Held by the kernel and by ws on both sides of one loopback connection. */
const UNDERWAY = 16;

/** A thousand frames of 1 MB, as fast as they are taken: after a burst, no faster than a connection may send. */
async function manyFrames(rig: Rig, target: Target, frame: Uint8Array): Promise<void> {
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
  await manyFrames(rig, target, presence);
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

async function smallChanges(rig: Rig): Promise<void> {
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
/** So many are pasted at a time, each time at the end. */
const AT_ONCE = 5_000;

async function growth(rig: Rig): Promise<void> {
  const house = await rig.house({ postgres: "apart" });
  const documentId = await house.document();
  const before = await house.stored(documentId);
  let code: number | null = null;
  let sent = 0;
  let last: Y.ID | undefined;
  for (let client = 100; code === null && sent < MOST_BLOCKS * 1.5; client += 1) {
    const socket = await new RawSocket(house.program.origin, documentId, { who: house.people.annotator, query: "?live=1" }).sync(60_000);
    for (let part = 0; part < 5 && socket.isOpen; part += 1) {
      const had = socket.saved;
      const author = client * 10 + part;
      socket.send(updateFrame(crafted.emptyParagraphs(AT_ONCE, author, last)));
      last = { client: author, clock: AT_ONCE - 1 };
      await comesTrue(() => socket.saved > had || socket.code !== null, 120_000);
      if (socket.saved > had) sent += AT_ONCE;
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

export const FLOODS: readonly Case[] = [
  { id: "C3", tier: 0, title: "too much at once", run: tooMuchAtOnce },
  { id: "C13a", tier: 1, title: "a flood of small changes", run: smallChanges },
  { id: "C13b", tier: 1, title: "growth to the cap", run: growth },
];
