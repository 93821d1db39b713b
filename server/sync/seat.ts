/**
 * One connection's place in a room: what the room remembers of it.
 *
 * Made by `Room.join`, kept by the room. What must stay true: `sent` counts every SyncStep2 and Update in the order
 * of arrival, refused and useless ones too, because the client counts the same and "saved n" means the first n.
 */

import type { Credential } from "../../db/people.ts";

/** A connection as the room sees it; the room never touches a socket. */
export interface Member {
  readonly userId: string;
  /** Read whenever a write's turn comes: it changes with the person's role. */
  readonly canType: boolean;
  /** By what its person is signed in; absent when that can't end. */
  readonly credential?: Credential | undefined;
  /** Sends, and answers whether the line takes more. After false the room sends no changes until `Room.resume`. */
  send(frame: Uint8Array): boolean;
  /** The first `count` writes of this connection are durable. */
  saved(count: number): void;
  close(code: number, reason: string): void;
}

export class Seat {
  /** Has it got the text? Before, changes of others would be gaps to it. */
  joined = false;
  sent = 0;
  /** Since a gap nothing is "saved": later writes may be durable, the one before them is not. A reply mends it. */
  torn = false;
  gaps = 0;
  /** It has been asked for what is missing here, and has not answered yet. */
  asked = false;
  /** Writes with gaps since then. */
  early = 0;
  /** When something it wrote was stored last, as of the room's clock, in milliseconds. */
  writtenAt = -Infinity;
  /** Refused or left: what it still sends is not read. */
  gone = false;
  /** The state vector of what it has been sent, since its line was found full; null while the line takes everything. */
  behindAt: Uint8Array | null = null;
  /** The rest of an answer, for when the line takes more. */
  waiting: Uint8Array[] = [];

  constructor(readonly member: Member) {}
}
