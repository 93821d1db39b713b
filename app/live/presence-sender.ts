/**
 * Sends this person's own presence (cursor, what they read), not more often than the server allows.
 *
 * Made by the document connection in place of y-websocket's own sender, which would send every change at once and
 * echo the presence of all others. Promises: the latest state is always sent in the end; nothing is sent while down.
 */
import * as encoding from "lib0/encoding";
import { encodeAwarenessUpdate, type Awareness } from "y-protocols/awareness";
import { MESSAGE_AWARENESS } from "~/core/live/protocol.ts";

/** The server takes ten a second. */
const INTERVAL = 150;

interface AwarenessChange {
  added: number[];
  updated: number[];
  removed: number[];
}

/** Sends until the answered function is called. `send` may drop what it gets while the connection is down. */
export function sendPresence(awareness: Awareness, send: (message: Uint8Array) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let lastSent = 0;
  const sendNow = (): void => {
    timer = null;
    lastSent = Date.now();
    send(presenceMessage(awareness));
  };
  const onUpdate = ({ added, updated, removed }: AwarenessChange): void => {
    if (timer !== null || ![added, updated, removed].some((ids) => ids.includes(awareness.clientID))) return;
    timer = setTimeout(sendNow, Math.max(0, lastSent + INTERVAL - Date.now()));
  };
  awareness.on("update", onUpdate);
  return () => {
    awareness.off("update", onUpdate);
    if (timer !== null) clearTimeout(timer);
  };
}

function presenceMessage(awareness: Awareness): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE_AWARENESS);
    encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, [awareness.clientID]));
  });
}
