/**
 * Fifty windows on one document that read and select all the time, as sockets: of a few people, each with several windows.
 *
 * Called by presence.spec.ts. What must stay true: what they say is what the desk says, made from the document's own text;
 * identities are those of their sessions.
 */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { readSyncMessage } from "y-protocols/sync";
import * as Y from "yjs";
import { FRAGMENT, MESSAGE_SYNC } from "../app/core/live/protocol.ts";
import { presenceFrame } from "../server/sync/wire.ts";
import type { Actor } from "./actors.ts";
import { RawSocket } from "./rig/raw-socket.ts";
import { everyMs } from "./rig/waiting.ts";

async function socketOf(actor: Actor, documentId: string, onFrame?: (frame: Buffer) => void): Promise<RawSocket> {
  const { cookies } = await actor.context.storageState();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  return new RawSocket(actor.origin, documentId, { headers: { cookie, origin: actor.origin }, onFrame }).sync();
}

/** What they have said so far. */
export interface Crowd {
  readonly said: number;
  /** They all leave. */
  leave(): void;
}

/** `count` windows of these people, each of which moves five times a second: the caret and the selection, and now and then where it reads. */
export async function bringCrowd(people: readonly Actor[], documentId: string, count: number): Promise<Crowd> {
  const doc = new Y.Doc();
  const sockets: RawSocket[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const listen = (frame: Buffer): void => {
      if (frame[0] !== MESSAGE_SYNC) return;
      const decoder = decoding.createDecoder(frame);
      decoding.readVarUint(decoder);
      readSyncMessage(decoder, encoding.createEncoder(), doc, null);
    };
    sockets.push(await socketOf(people[nth % people.length]!, documentId, nth === 0 ? listen : undefined));
  }
  const blocks = blocksOf(doc);
  let said = 0;
  const stops = sockets.map((socket, nth) => {
    let clock = 0;
    return everyMs(200, () => {
      clock += 1;
      said += 1;
      const { id, text } = blocks[(nth * 7 + Math.floor(clock / 5)) % blocks.length]!;
      const at = (index: number): unknown => Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, Math.min(index, text.length)));
      const state = { reading: id, cursor: { anchor: at(clock % 20), head: at((clock % 20) + (nth % 30)) } };
      socket.send(presenceFrame([{ clientId: 1_000 + nth, clock, state: JSON.stringify(state) }]));
    });
  });
  return {
    get said() {
      return said;
    },
    leave: () => {
      for (const stop of stops) stop();
      for (const socket of sockets) socket.terminate();
    },
  };
}

/** The numbered paragraphs, with the text in each. */
function blocksOf(doc: Y.Doc): { id: string; text: Y.XmlText }[] {
  return doc.getXmlFragment(FRAGMENT).toArray().flatMap((block) => {
    if (!(block instanceof Y.XmlElement)) return [];
    const text = [...block.createTreeWalker((one) => one instanceof Y.XmlText)][0];
    const id = (block.getAttribute("id") ?? [...block.createTreeWalker((one) => one instanceof Y.XmlElement)].map((one) => (one as Y.XmlElement).getAttribute("id")).find(Boolean));
    return text instanceof Y.XmlText && text.length > 0 && id !== undefined ? [{ id, text }] : [];
  });
}
