/**
 * Who is in a room: presence, in memory only.
 *
 * One per room; connections hand in what clients say, the doorbell what other nodes have heard. What must stay true: a
 * connection speaks for one Yjs client id, bound at first sight, and for nobody else; name, id and colour are those of
 * the node that has the socket (presence-state.ts), whatever the client claims; what other nodes say of their people never takes the place of somebody else who is connected here.
 */
import { filledIn } from "./presence-state.ts";
import { realClock, type Clock } from "./surroundings.ts";
import { presenceFrame, readPresence, type PresenceEntry } from "./wire.ts";

/** A clock beyond it would silence its owner for good in every client that has seen it. */
const MAX_CLOCK_JUMP = 2 ** 31;

/** Milliseconds that news waits for company, for each who is told: telling hundreds costs more than they gain by it. */
const WAIT_PER_ATTENDANT = 0.15;
const LEAST_WAIT = 3;

/** A connection as presence sees it. */
export interface Attendant {
  readonly userId: string;
  readonly name: string;
  send(frame: Uint8Array): void;
}

/** Somebody who is connected to another node. */
interface Elsewhere {
  readonly node: string;
  readonly userId: string;
  /** When that node has spoken of them last, in milliseconds. */
  readonly heardAt: number;
}

interface Present {
  /** The client's own clock. */
  clock: number;
  /** The clock it is shown with: never one that people here have already seen with something else. */
  shown: number;
  /** "null" when it has gone; kept for the clock's sake. */
  state: string;
  by: Attendant | Elsewhere | null;
}

/** What other nodes are told of one client. */
export interface Heard extends PresenceEntry {
  userId: string;
}

/** Who is told what connections of this node have said, for the other nodes. */
export interface PresenceOwner {
  onSaid(said: Heard): void;
}

const nobody: PresenceOwner = { onSaid: () => undefined };

/** Of those who have gone, how many clocks are kept, besides two for each connection. */
const MAX_GONE = 200;

interface News {
  entry: PresenceEntry;
  sender: Attendant | null;
  senderClock: number;
}

export class Presence {
  private readonly attendants = new Map<Attendant, number | null>();
  private readonly present = new Map<number, Present>();
  /** What has not been told yet: of each client the newest. */
  private readonly news = new Map<number, News>();

  constructor(
    private readonly owner: PresenceOwner = nobody,
    private readonly clock: Clock = realClock,
  ) {}

  /** How many clients are remembered, those who have gone included. */
  get size(): number {
    return this.present.size;
  }

  /** Takes a connection in and shows it who is there. */
  join(attendant: Attendant): void {
    this.attendants.set(attendant, null);
    // Stock clients forget the others when their line breaks, but not the clocks they had. What may be a client's own is left.
    for (const present of this.present.values()) if (present.by && present.by.userId !== attendant.userId) present.shown += 1;
    this.show(attendant);
  }

  /** Sends everybody's state to one connection. */
  show(attendant: Attendant): void {
    const entries = [...this.present].flatMap(([clientId, { clock, shown, state, by }]) =>
      state === "null" ? [] : { clientId, clock: by === attendant ? clock : shown, state },
    );
    if (entries.length > 0) attendant.send(presenceFrame(entries));
  }

  leave(attendant: Attendant): void {
    const clientId = this.attendants.get(attendant);
    this.attendants.delete(attendant);
    if (clientId === undefined || clientId === null) return;
    const present = this.present.get(clientId);
    if (present?.by !== attendant) return;
    this.owner.onSaid({ clientId, clock: present.clock, state: "null", userId: attendant.userId });
    this.part(clientId, present);
  }

  /**
   * Finds in a message what this connection may say; null when there is nothing.
   * Stock clients pass on the states of others too, and report those they have lost: not theirs to say.
   */
  ownEntry(attendant: Attendant, message: Uint8Array): PresenceEntry | "malformed" | null {
    const entries = readPresence(message);
    if (!entries) return "malformed";
    return entries.find((entry) => this.isOwn(attendant, entry)) ?? null;
  }

  private isOwn(attendant: Attendant, entry: PresenceEntry): boolean {
    const bound = this.attendants.get(attendant);
    if (bound === undefined) return false;
    if (bound !== null) return bound === entry.clientId;
    if (entry.state === "null") return false;
    // The same person coming back before the old connection, here or elsewhere, is noticed to be dead takes over.
    const owner = this.present.get(entry.clientId)?.by ?? attendant;
    return owner.userId === attendant.userId;
  }

  /** Makes an own entry known to all, its sender included: stock clients give up after 30 s without a message. */
  say(attendant: Attendant, entry: PresenceEntry): void {
    if (!this.attendants.has(attendant) || !this.isOwn(attendant, entry)) return;
    const before = this.present.get(entry.clientId);
    if (!isNext(before, entry, attendant)) return;
    const state = entry.state === "null" ? "null" : filledIn(attendant, entry.state);
    if (state === null || this.isEcho(before, state, attendant)) return;
    this.attendants.set(attendant, entry.clientId);
    this.put({ ...entry, state }, attendant);
    this.owner.onSaid({ ...entry, state, userId: attendant.userId });
  }

  /**
   * Stock clients repeat what they hear, of themselves too: an older connection of somebody who goes on over another one
   * would take them back by it, and take them away when it ends.
   */
  private isEcho(before: Present | undefined, state: string, attendant: Attendant): boolean {
    return before !== undefined && before.by !== attendant && before.state === state && this.attendants.get(attendant) !== null;
  }

  /** Who is connected to this node, for a node that asks. */
  here(): Heard[] {
    return [...this.present].flatMap(([clientId, { clock, state, by }]) =>
      by === null || "node" in by || state === "null" ? [] : { clientId, clock, state, userId: by.userId },
    );
  }

  /** What another node says of somebody connected there; `again` when it only repeats it. `now` in milliseconds. */
  hear(node: string, { userId, ...entry }: Heard, again: boolean, now: number): void {
    const before = this.present.get(entry.clientId);
    if (!mayCome(before, node, { userId, ...entry }, again)) return;
    if (entry.state !== "null") return this.put(entry, { node, userId, heardAt: now });
    if (before) this.part(entry.clientId, before);
  }

  /** Those connected to a node that has gone, or of whom nothing was heard since `heardBefore`, have gone. */
  expire(isGone: (elsewhere: { node: string; heardAt: number }) => boolean): void {
    for (const [clientId, present] of [...this.present]) {
      if (present.by !== null && "node" in present.by && isGone(present.by)) this.part(clientId, present);
    }
  }

  private put({ clientId, clock, state }: PresenceEntry, by: Attendant | Elsewhere): void {
    const before = this.present.get(clientId);
    const shown = shownClock(before, clock, state);
    this.present.set(clientId, { clock, shown, state, by });
    this.tell({ clientId, clock: shown, state }, "node" in by ? null : by, clock);
  }

  /** Shows somebody's end, once. */
  private part(clientId: number, { clock, shown, state }: Present): void {
    this.present.delete(clientId);
    this.present.set(clientId, { clock, shown, state: "null", by: null });
    if (state !== "null") this.tell({ clientId, clock: shown, state: "null" }, null, clock);
    this.forgetGone();
  }

  private forgetGone(): void {
    for (const [clientId, { by }] of this.present) {
      if (this.present.size <= MAX_GONE + 2 * this.attendants.size) return;
      if (by === null) this.present.delete(clientId);
    }
  }

  /** Tells it to all: at once to a few; among many, what comes meanwhile goes along in the same message. */
  private tell(entry: PresenceEntry, sender: Attendant | null, senderClock: number): void {
    this.news.set(entry.clientId, { entry, sender, senderClock });
    if (this.news.size > 1) return;
    const wait = this.attendants.size * WAIT_PER_ATTENDANT;
    if (wait < LEAST_WAIT) this.tellNews();
    else this.clock.after(wait, () => this.tellNews());
  }

  /** A sender gets its own clock back: another one would make a stock client answer the echo. */
  private tellNews(): void {
    const news = [...this.news.values()];
    this.news.clear();
    const frame = presenceFrame(news.map(({ entry }) => entry));
    const ownClocks = new Map(news.flatMap(({ entry, sender, senderClock }) => (sender && senderClock !== entry.clock ? [[sender, senderClock]] : [])));
    for (const attendant of this.attendants.keys()) {
      const clock = ownClocks.get(attendant);
      if (clock === undefined) attendant.send(frame);
      else attendant.send(presenceFrame(news.map(({ entry, sender }) => (sender === attendant ? { ...entry, clock } : entry))));
    }
  }
}

function isNext(before: Present | undefined, entry: PresenceEntry, attendant: Attendant): boolean {
  // Somebody who comes back may count from the beginning.
  const clock = before?.by ? before.clock : 0;
  if (entry.clock - clock > MAX_CLOCK_JUMP) return false;
  if (!before?.by || entry.clock > clock) return true;
  // The same clock again says nothing new, unless it is a goodbye or said over another connection.
  return entry.clock === clock && (before.by !== attendant || (entry.state === "null" && before.state !== "null"));
}

/** Does what another node says change what is known here? */
function mayCome(before: Present | undefined, node: string, entry: Heard, again: boolean): boolean {
  if (!before?.by) return entry.state !== "null" && entry.clock <= MAX_CLOCK_JUMP * 2;
  const { by } = before;
  if ("node" in by && by.node === node) return true;
  if (entry.state === "null" || by.userId !== entry.userId) return false;
  // The same person, over another connection: whoever has spoken last has them.
  return !again && entry.clock >= before.clock;
}

/**
 * Clients take a state only with a clock they have not seen, and a goodbye with the clock they have: so a client that
 * comes back with its old clock after its goodbye was shown is shown with a newer one.
 */
function shownClock(before: Present | undefined, clock: number, state: string): number {
  if (!before) return clock;
  const isOldNews = state === "null" || (state === before.state && clock === before.clock);
  return Math.max(clock, isOldNews ? before.shown : before.shown + 1);
}
