/**
 * The doorbell between nodes: tells the others which texts have moved and who is present, and hears the same of them.
 *
 * Made by server.ts; rooms tell it of commits and of presence, it tells the feed and the rooms what it hears. What must
 * stay true: losing notes loses nothing (the log is polled while the bell is silent); a node that is alone sends
 * nothing for a commit; at most one turn of notes in `GAP`, and never while the turn before is still on its way.
 */
import type { Carrier } from "./carriers.ts";
import { readNote, writeNote, writeNotes, type Note, type NoteBody, type Said } from "./notes.ts";
import { failureOf, Timers, type Clock, type SyncLog } from "./surroundings.ts";

/** Least time between two turns of notes. */
const GAP = 25;
/** How often a node says that it is there: to others, and, alone, to hear that it is heard. */
const BEAT = { together: 1_000, alone: 10_000 };
/** A carrier on which nothing, not even our own beat, was heard for this long is not relied on. */
const SILENT_AFTER = 2_500;
/** A node not heard of for this long has gone. */
const GONE_AFTER = 8_000;

/** What the node does when the bell rings. */
export interface BellListener {
  moved(documentId: string, seq: number): void;
  presence(node: string, said: Said, again: boolean): void;
  /** Who is present here, in these documents or in all? */
  present(documentIds: readonly string[] | null): Said[];
  left(node: string): void;
}

export interface DoorbellParts {
  /** Its name among the nodes, new with each start. */
  node: string;
  clock: Clock;
  log: SyncLog;
  listener: BellListener;
}

interface Line {
  carrier: Carrier;
  /** When something was heard on it last, from whom. */
  heard: Map<string, number>;
}

export class Doorbell {
  private readonly lines: Line[] = [];
  private readonly timers: Timers;
  private readonly peers = new Map<string, number>();
  private moves = new Map<string, number>();
  private sayings = new Map<string, Said>();
  private asked = new Set<string>();
  private lastTurn = -Infinity;
  private sending = false;
  private closed = false;
  /** Has the last note been lost? */
  private losing = false;

  constructor(private readonly parts: DoorbellParts) {
    this.timers = new Timers(parts.clock);
  }

  /** How many other nodes are there. */
  get peerCount(): number {
    return this.peers.size;
  }

  /** May notes be passing us by? Then whoever must not miss any asks Postgres. */
  get isSilent(): boolean {
    const since = this.parts.clock.now() - SILENT_AFTER;
    return this.lines.some(({ heard }) => Math.max(-Infinity, ...heard.values()) < since);
  }

  /** Takes the carriers, the preferred one first, and makes itself known. */
  open(carriers: readonly Carrier[]): void {
    for (const carrier of carriers) this.lines.push({ carrier, heard: new Map() });
    this.everywhere({ t: "hello" });
    this.beat();
  }

  /** Rows have been stored here. */
  moved(documentId: string, seq: number): void {
    if (this.peers.size === 0) return;
    this.moves.set(documentId, seq);
    this.plan();
  }

  /** Somebody here has moved, come or gone. */
  said(said: Said): void {
    if (this.peers.size === 0) return;
    this.sayings.set(`${said.document} ${said.client}`, said);
    this.plan();
  }

  /** A room has been opened here. */
  opened(documentId: string): void {
    if (this.peers.size === 0) return;
    this.asked.add(documentId);
    this.plan();
  }

  /** A note has come in on carrier number `index`. */
  hear(index: number, payload: string): void {
    const note = readNote(payload);
    if (!note || this.closed) return;
    this.lines[index]?.heard.set(note.node, this.parts.clock.now());
    if (note.node !== this.parts.node) this.heed(note);
  }

  async close(): Promise<void> {
    this.timers.clear();
    this.everywhere({ t: "bye" });
    this.closed = true;
    await Promise.allSettled(this.lines.map(({ carrier }) => carrier.close()));
  }

  private heed(note: Note): void {
    const { listener } = this.parts;
    if (note.t === "bye") return this.forget(note.node);
    this.meet(note);
    switch (note.t) {
      case "moved":
        return note.documents.forEach(([documentId, seq]) => listener.moved(documentId, seq));
      case "presence":
        return note.said.forEach((said) => listener.presence(note.node, said, note.again ?? false));
      case "ask":
        return this.send(this.presenceNotes(listener.present(note.documents), true));
      case "hello":
      case "here":
    }
  }

  /** Notes who is there. A newcomer is told that we are, and who is present here. */
  private meet(note: Note): void {
    const isNew = !this.peers.has(note.node);
    this.peers.set(note.node, this.parts.clock.now());
    if (!isNew && note.t !== "hello") return;
    this.everywhere({ t: "here" });
    this.send(this.presenceNotes(this.parts.listener.present(null), true));
    this.timers.start("beat", BEAT.together, () => this.beat());
  }

  private forget(node: string): void {
    if (!this.peers.delete(node)) return;
    for (const { heard } of this.lines) heard.delete(node);
    this.parts.listener.left(node);
  }

  private beat(): void {
    const now = this.parts.clock.now();
    for (const [node, at] of [...this.peers]) if (now - at > GONE_AFTER) this.forget(node);
    this.everywhere({ t: "here" });
    this.timers.start("beat", this.peers.size > 0 ? BEAT.together : BEAT.alone, () => this.beat());
  }

  private plan(): void {
    if (this.closed || this.sending || this.timers.has("turn")) return;
    const wait = Math.max(0, this.lastTurn + GAP - this.parts.clock.now());
    this.timers.start("turn", wait, () => void this.turn());
  }

  private async turn(): Promise<void> {
    this.lastTurn = this.parts.clock.now();
    const { node } = this.parts;
    const notes = [
      ...writeNotes(node, [...this.moves], (documents) => ({ t: "moved", documents })),
      ...this.presenceNotes([...this.sayings.values()], false),
      ...writeNotes(node, [...this.asked], (documents) => ({ t: "ask", documents })),
    ];
    this.moves = new Map();
    this.sayings = new Map();
    this.asked = new Set();
    this.sending = true;
    for (const note of notes) await this.post(note);
    this.sending = false;
    if (this.moves.size + this.sayings.size + this.asked.size > 0) this.plan();
  }

  private presenceNotes(said: readonly Said[], again: boolean): string[] {
    return writeNotes(this.parts.node, said, (part) => ({ t: "presence", said: part, ...(again ? { again } : {}) }));
  }

  private send(notes: readonly string[]): void {
    for (const note of notes) void this.post(note);
  }

  /** Sends by the first carrier on which all others are heard; by the next when that fails. Lost notes are made up for by polling. */
  private async post(note: string): Promise<void> {
    for (const line of this.lines.filter((one, index) => index === this.lines.length - 1 || this.isGood(one))) {
      try {
        await line.carrier.send(note);
        this.losing = false;
        return;
      } catch (error) {
        if (!this.losing) this.parts.log.warn({ failure: failureOf(error) }, "a note to the other nodes could not be sent");
        this.losing = true;
      }
    }
  }

  private isGood({ carrier, heard }: Line): boolean {
    const since = this.parts.clock.now() - SILENT_AFTER;
    return carrier.isUp && [this.parts.node, ...this.peers.keys()].every((node) => (heard.get(node) ?? -Infinity) >= since);
  }

  /** Goes over all carriers: by these notes nodes know where they hear each other. */
  private everywhere(said: NoteBody): void {
    const note = writeNote(this.parts.node, said);
    // A carrier that is away says so itself.
    for (const { carrier } of this.lines) if (carrier.isUp) carrier.send(note).catch(() => undefined);
  }
}
