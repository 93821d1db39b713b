/**
 * Who is in a room: presence, in memory only.
 *
 * One per room; connections hand in what clients say. What must stay true: a connection speaks for one Yjs client id,
 * bound at first sight, and for nobody else; name, id and colour are the server's, whatever the client claims; clocks
 * stay the client's own, since a clock of ours would make stock clients answer every echo.
 */
import type { PresenceState } from "../../app/core/live/protocol.ts";
import { presenceFrame, readPresence, type PresenceEntry } from "./wire.ts";

const MAX_STATE = 2 * 1024;
/** A clock beyond it would silence its owner for good in every client that has seen it. */
const MAX_CLOCK_JUMP = 2 ** 31;

/** Dark enough for white text, apart enough to tell people by. */
const COLOURS = ["#1d4ed8", "#b91c1c", "#15803d", "#7e22ce", "#b45309", "#0f766e", "#be185d", "#3f6212", "#7c2d12", "#334155"];

/** The colour of a person, the same in every room and on every node. */
export function colourOf(userId: string): string {
  let hash = 2_166_136_261;
  for (let index = 0; index < userId.length; index += 1) hash = Math.imul(hash ^ userId.charCodeAt(index), 16_777_619);
  return COLOURS[(hash >>> 0) % COLOURS.length] ?? "#334155";
}

/** A connection as presence sees it. */
export interface Attendant {
  readonly userId: string;
  readonly name: string;
  send(frame: Uint8Array): void;
}

interface Present {
  clock: number;
  /** "null" when the client has taken its state back. */
  state: string;
  by: Attendant;
}

export class Presence {
  private readonly attendants = new Map<Attendant, number | null>();
  private readonly present = new Map<number, Present>();

  /** Takes a connection in and shows it who is there. */
  join(attendant: Attendant): void {
    this.attendants.set(attendant, null);
    this.show(attendant);
  }

  /** Sends everybody's state to one connection. */
  show(attendant: Attendant): void {
    const entries = [...this.present].flatMap(([clientId, { clock, state }]) => (state === "null" ? [] : { clientId, clock, state }));
    if (entries.length > 0) attendant.send(presenceFrame(entries));
  }

  leave(attendant: Attendant): void {
    const clientId = this.attendants.get(attendant);
    this.attendants.delete(attendant);
    if (clientId === undefined || clientId === null) return;
    const present = this.present.get(clientId);
    if (present?.by !== attendant) return;
    this.present.delete(clientId);
    if (present.state !== "null") this.tell({ clientId, clock: present.clock, state: "null" });
  }

  /**
   * Finds in a message what this connection may say; null when there is nothing. Throws on a malformed message.
   * Stock clients pass on the states of others too, and report those they have lost: not theirs to say.
   */
  ownEntry(attendant: Attendant, message: Uint8Array): PresenceEntry | null {
    const entries = readPresence(message);
    if (!entries) throw new RangeError("malformed presence");
    return entries.find((entry) => this.isOwn(attendant, entry)) ?? null;
  }

  private isOwn(attendant: Attendant, entry: PresenceEntry): boolean {
    const bound = this.attendants.get(attendant);
    if (bound === undefined) return false;
    if (bound !== null) return bound === entry.clientId;
    if (entry.state === "null") return false;
    // The same person coming back before the old connection is noticed to be dead takes over.
    const owner = this.present.get(entry.clientId)?.by;
    return owner === undefined || owner.userId === attendant.userId;
  }

  /** Makes an own entry known to all, its sender included: stock clients give up after 30 s without a message. */
  say(attendant: Attendant, entry: PresenceEntry): void {
    if (!this.attendants.has(attendant) || !this.isOwn(attendant, entry)) return;
    const before = this.present.get(entry.clientId);
    if (!isNext(before, entry, attendant)) return;
    const state = entry.state === "null" ? "null" : filledIn(attendant, entry.state);
    if (state === null) return;
    this.attendants.set(attendant, entry.clientId);
    this.present.set(entry.clientId, { clock: entry.clock, state, by: attendant });
    this.tell({ clientId: entry.clientId, clock: entry.clock, state });
  }

  private tell(entry: PresenceEntry): void {
    const frame = presenceFrame([entry]);
    for (const attendant of this.attendants.keys()) attendant.send(frame);
  }
}

function isNext(before: Present | undefined, entry: PresenceEntry, attendant: Attendant): boolean {
  const clock = before?.clock ?? 0;
  if (entry.clock - clock > MAX_CLOCK_JUMP) return false;
  if (!before || entry.clock > clock) return true;
  // The same clock again says nothing new, unless it is a goodbye or said over another connection.
  return entry.clock === clock && (before.by !== attendant || (entry.state === "null" && before.state !== "null"));
}

/** The state with the server's identity, only what protocol.ts knows of it; null when it is too long or no object. */
function filledIn(attendant: Attendant, json: string): string | null {
  if (json.length > MAX_STATE) return null;
  const said = parsed(json);
  if (typeof said !== "object" || said === null || Array.isArray(said)) return null;
  const { reading, cursor } = said as PresenceState;
  const state: PresenceState = { user: { id: attendant.userId, name: attendant.name, colour: colourOf(attendant.userId) } };
  if (typeof reading === "string") state.reading = reading;
  if (cursor !== undefined) state.cursor = cursor;
  return JSON.stringify(state);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return null;
  }
}
