/**
 * The whole conversation on /sync/:documentId besides the y-websocket protocol, on one screen; both sides import it.
 *
 * Message types 0 (sync), 1 (awareness) and 3 (query awareness) are y-protocols'. Type 100 carries JSON frames to
 * clients that asked for `?live=1`; stock clients never get one. What must stay true: the upgrade is accepted first
 * and closed with a code afterwards, because y-websocket retries for ever on anything else.
 */
import type { Annotation, Link } from "../annotation/annotation.ts";
import type { Role } from "../access/can.ts";

export const MESSAGE_SYNC = 0;
export const MESSAGE_AWARENESS = 1;
export const MESSAGE_QUERY_AWARENESS = 3;
export const MESSAGE_LIVE = 100;

/** The Yjs root that holds the text. */
export const FRAGMENT = "prosemirror";

/** How many of this connection's updates are durable, cumulative. */
export interface SavedFrame {
  t: "saved";
  n: number;
}

/**
 * What changed in a document's marks between two clocks, as far as this receiver may see it. `from` is the clock of
 * the frame before; a client whose clock is another asks GET /documents/:id/changes?since=CLOCK.
 */
export interface ChangesFrame {
  t: "changes";
  from: number;
  clock: number;
  puts: { annotations: Annotation[]; links: Link[] };
  removes: { annotations: string[]; links: string[] };
}

/** The receiver's role, now and whenever it changes; `canType` is false in source documents. */
export interface RoleFrame {
  t: "role";
  role: Role;
  canType: boolean;
}

export type LiveFrame = SavedFrame | ChangesFrame | RoleFrame;

/**
 * Close codes. 44xx are final for y-websocket ("closed" is emitted, no retry); 1012 and 1013 mean come back. A client
 * sends what was refused again with each new connection: so `refused` is final too, and ours takes `tooBig`, which the
 * socket library itself closes with, the same way.
 */
export const CLOSE = {
  notSignedIn: 4401,
  notAllowed: 4403,
  notFound: 4404,
  schemaTooOld: 4409,
  refused: 4422,
  /** The text is as large as it may be. */
  full: 4413,
  tooBig: 1009,
  restarting: 1012,
  overloaded: 1013,
} as const;

/** Does this refusal end the right to read what was downloaded already? */
export function endsReading(code: number): boolean {
  return code === CLOSE.notSignedIn || code === CLOSE.notAllowed;
}

/** What presence shows of somebody; `user` is filled in by the server, whatever the client says. */
export interface PresenceState {
  user?: { id: string; name: string; colour: string };
  /** Block id at the top of their window. */
  reading?: string;
  cursor?: unknown;
}
