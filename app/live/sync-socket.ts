/**
 * A WebSocket that tells which of its messages the server will acknowledge, and does not wait for ever to be let in.
 *
 * Handed to y-websocket by the document connection, which makes a new one for each attempt. Promises: `onWrite` is
 * called once for each sync answer and update, after it was handed to the browser; an attempt that nobody answers ends.
 * What must stay true: the server counts exactly these messages (server/sync), so that its "n are durable" can be
 * matched.
 */
import { MESSAGE_SYNC } from "~/core/live/protocol.ts";
import type { WriteKind } from "./save-tally.ts";

/** Kinds of sync message, as y-protocols numbers them. */
const ANSWER = 1;
const UPDATE = 2;

/** An attempt on a line that has gone silent is given up, in ms: browsers wait for minutes, and the line may be back. */
export const OPEN_WITHIN = 15_000;

/** Which kind of write a message is, or null. */
function writeKind(message: unknown): WriteKind | null {
  if (!(message instanceof Uint8Array) || message[0] !== MESSAGE_SYNC) return null;
  if (message[1] === ANSWER) return "answer";
  return message[1] === UPDATE ? "update" : null;
}

/** `base` with `send` watched, closed when it is not open after `OPEN_WITHIN` ms. */
export function watchedSocket(base: typeof WebSocket, onWrite: (kind: WriteKind) => void): typeof WebSocket {
  return class extends base {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols);
      const timer = setTimeout(() => this.close(), OPEN_WITHIN);
      for (const end of ["open", "close"]) this.addEventListener(end, () => clearTimeout(timer));
    }

    override send(message: Parameters<WebSocket["send"]>[0]): void {
      super.send(message);
      const kind = writeKind(message);
      if (kind) onWrite(kind);
    }
  };
}
