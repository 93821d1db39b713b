/**
 * Silent readers by the hundred, and the long text that they are given.
 *
 * Called by cases about load. What must stay true: all are connected and have the whole text when it answers; they go with the case.
 */
import type { Rig } from "./case.ts";
import type { House } from "./house.ts";
import { RawSocket } from "./raw-socket.ts";
import { abreast } from "./waiting.ts";

/** A long text: about 2.6 MB of state at full length. */
export function longText(rig: Rig): string[] {
  const words = "the State party should ensure that registers of detention are kept and that inspectors may read them at any time".split(" ");
  return Array.from({ length: rig.scaled(4_000, 200) }, () => Array.from({ length: 90 }, () => rig.chance.pick(words)).join(" "));
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
