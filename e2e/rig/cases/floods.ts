/** C13: a flood of changes, and growth without end. */
import type * as Y from "yjs";
import { CLOSE } from "../../../app/core/live/protocol.ts";
import { updateFrame } from "../../../server/sync/wire.ts";
import type { Case, Rig } from "../case.ts";
import * as crafted from "../crafted.ts";
import { RawSocket } from "../raw-socket.ts";
import { comesTrue, everyMs, pause } from "../waiting.ts";

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
  { id: "C13a", tier: 1, title: "a flood of small changes", run: flood },
  { id: "C13b", tier: 1, title: "growth to the cap", run: growth },
];
