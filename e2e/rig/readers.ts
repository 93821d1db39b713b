/**
 * Silent readers by the hundred, and the long text that they are given.
 *
 * Called by cases about load. What must stay true: all are connected and have the whole text when it answers; they go with the case.
 */
import { FRAGMENT } from "../../app/core/live/protocol.ts";
import { insertParagraph } from "../../server/sync/testing/simulated-client.ts";
import type { Rig } from "./case.ts";
import type { House } from "./house.ts";
import { RawSocket } from "./raw-socket.ts";
import { abreast, until } from "./waiting.ts";

const WORDS = "the State party should ensure that registers of detention are kept and that inspectors may read them at any time".split(" ");

/**
 * A document with a long text: about 2.6 MB of state at full length. That is more than the API takes at once: the second
 * half is pasted by somebody, piece by piece.
 */
export async function longReport(rig: Rig, house: House): Promise<string> {
  const paragraphs = Array.from({ length: rig.scaled(4_000, 200) }, () => Array.from({ length: 90 }, () => rig.chance.pick(WORDS)).join(" "));
  const half = paragraphs.length / 2;
  const documentId = await house.document(paragraphs.slice(0, half));
  const typist = rig.typist(house, documentId);
  await typist.connection.ready;
  const text = typist.doc.getXmlFragment(FRAGMENT);
  // One change is at most 1 MiB.
  for (let from = half; from < paragraphs.length; from += 500) {
    typist.doc.transact(() => paragraphs.slice(from, from + 500).forEach((words, nth) => insertParagraph(text, text.length, `pasted${from + nth}`, words)));
  }
  await until("the second half is saved", () => typist.isSaved, 60_000);
  typist.leave();
  return documentId;
}

/** So many more readers of a document; `onFrame` hears all that is sent to any of them. */
export async function readers(rig: Rig, house: House, documentId: string, count: number, onFrame?: (frame: Buffer) => void): Promise<RawSocket[]> {
  const sockets: RawSocket[] = [];
  rig.atEnd(() => sockets.forEach((socket) => socket.terminate()));
  await abreast(25, Array.from({ length: count }).keys(), async () => {
    const socket = new RawSocket(house.program.origin, documentId, { who: house.people.reader, onFrame });
    sockets.push(socket);
    await socket.sync(60_000);
  });
  return sockets;
}
