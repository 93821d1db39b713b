/** Somebody else at the keyboard: the product's own browser connection on a Node socket, which costs the measured browser nothing. */
import WebSocket from "ws";
import * as Y from "yjs";
import { FRAGMENT } from "../../app/core/live/protocol.ts";
import { DocumentConnection } from "../../app/live/connection.ts";
import { BenchClient } from "./server.ts";

/** Letters a second. */
const SPEED = 6;

/** Opens the document and types at the end of its nth block until the answered function is called. */
export async function typeMeanwhile(origin: string, email: string, documentId: string, nth: number): Promise<() => void> {
  const { cookie } = await BenchClient.signIn(origin, email);
  class SignedIn extends WebSocket {
    constructor(address: string | URL) {
      super(address, { headers: { Cookie: cookie, Origin: origin } });
    }
  }
  const Socket = SignedIn as unknown as typeof globalThis.WebSocket;
  const ydoc = new Y.Doc();
  const connection = new DocumentConnection({ documentId, ydoc, origin, clock: () => 0, WebSocket: Socket, onFrame: () => undefined });
  await connection.ready;
  const block = ydoc.getXmlFragment(FRAGMENT).get(nth);
  const text = block instanceof Y.XmlElement ? block.firstChild : null;
  if (!(text instanceof Y.XmlText)) throw new Error(`The block ${nth} has no text`);
  let typed = 0;
  const timer = setInterval(() => {
    typed += 1;
    text.insert(text.length, typed % 6 === 0 ? " " : "o");
  }, 1_000 / SPEED);
  return () => {
    clearInterval(timer);
    connection.destroy();
    ydoc.destroy();
  };
}
