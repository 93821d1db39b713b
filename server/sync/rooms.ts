/**
 * The rooms of this process: exactly one for each document that somebody has open.
 *
 * Called by the socket server and the feed. What must stay true: two rooms of one document never take writes at the
 * same time; a room goes only when its last connection has left and all they wrote is stored, and somebody who comes
 * back while that is going on finds the same room, or a new one that has read everything.
 */
import { CLOSE } from "../../app/core/live/protocol.ts";
import { Presence, type Attendant, type Heard } from "./presence.ts";
import type { Room, RoomOwner } from "./room.ts";
import type { Member, Seat } from "./seat.ts";

/** A document open in this process. */
export interface OpenRoom {
  readonly room: Room;
  readonly presence: Presence;
}

export type Visitor = Member & Attendant;

/** A visitor's place: where its frames go. */
export interface Visit extends OpenRoom {
  readonly seat: Seat;
  leave(): void;
}

/** Who is told what happens in the rooms. */
export interface RoomsListener {
  opened(documentId: string): void;
  /** The last room has closed. */
  emptied(): void;
  said(documentId: string, said: Heard): void;
}

const nobody: RoomsListener = { opened: () => undefined, emptied: () => undefined, said: () => undefined };

export class Rooms {
  private readonly open = new Map<string, OpenRoom>();
  private closing: Promise<void> | null = null;
  private readonly past = { commits: 0, refused: 0, failed: 0 };

  constructor(
    private readonly makeRoom: (documentId: string, owner: RoomOwner) => Room,
    private readonly listener: RoomsListener = nobody,
  ) {}

  /** Lets a connection in; rejects when the text can't be read, or the process is going down. */
  async enter(documentId: string, visitor: Visitor): Promise<Visit> {
    for (;;) {
      if (this.closing) throw new Error("shutting down");
      const entry = this.open.get(documentId) ?? this.make(documentId);
      await entry.room.ready;
      // Between being ready and now it may have gone again.
      if (entry.room.isOpen) return sit(entry, visitor);
    }
  }

  get(documentId: string): Room | undefined {
    return this.open.get(documentId)?.room;
  }

  presenceOf(documentId: string): Presence | undefined {
    return this.open.get(documentId)?.presence;
  }

  documentIds(): string[] {
    return [...this.open.keys()];
  }

  stats(): { rooms: number; commits: number; refused: number; failed: number } {
    const totals = { rooms: this.open.size, ...this.past };
    for (const { room } of this.open.values()) {
      totals.commits += room.counts.commits;
      totals.refused += room.counts.refused;
    }
    return totals;
  }

  /** Stores what has arrived and closes every connection with `code`. Nobody gets in afterwards. */
  closeAll(code: number = CLOSE.restarting): Promise<void> {
    const rooms = [...this.open.values()].map(({ room }) => room);
    this.closing ??= Promise.all(rooms.map((room) => room.shutDown(code, "restarting"))).then(() => undefined);
    return this.closing;
  }

  private make(documentId: string): OpenRoom {
    const entry = new Entry(documentId, this.makeRoom, this.listener, this);
    entry.room.ready.catch(() => {
      this.past.failed += 1;
    });
    this.open.set(documentId, entry);
    this.listener.opened(documentId);
    return entry;
  }

  /** A room has closed. */
  forget(documentId: string, entry: OpenRoom): void {
    if (this.open.get(documentId) !== entry) return;
    this.open.delete(documentId);
    this.past.commits += entry.room.counts.commits;
    this.past.refused += entry.room.counts.refused;
    if (this.open.size === 0) this.listener.emptied();
  }
}

/** A room, and what it tells the rooms. */
class Entry implements OpenRoom, RoomOwner {
  readonly room: Room;
  readonly presence: Presence;

  constructor(
    private readonly documentId: string,
    makeRoom: (documentId: string, owner: RoomOwner) => Room,
    private readonly listener: RoomsListener,
    private readonly rooms: Pick<Rooms, "forget">,
  ) {
    this.room = makeRoom(documentId, this);
    this.presence = new Presence(this);
  }

  onClosed(): void {
    this.rooms.forget(this.documentId, this);
  }

  onEmpty(): void {
    void this.room.drained().then(() => {
      if (this.room.isEmpty) this.room.close(CLOSE.restarting, "nobody is here");
    });
  }

  onSaid(said: Heard): void {
    this.listener.said(this.documentId, said);
  }
}

function sit(entry: OpenRoom, visitor: Visitor): Visit {
  const seat = entry.room.join(visitor);
  entry.presence.join(visitor);
  const leave = (): void => {
    entry.presence.leave(visitor);
    entry.room.leave(seat);
  };
  return { ...entry, seat, leave };
}
