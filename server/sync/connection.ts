/**
 * One socket of somebody signed in who may read the document.
 *
 * Made by server.ts; the room, presence and the feed speak to it, and it hands them what the client says. What must
 * stay true: nothing is read before the room is open (the socket is paused) nor after closing has begun; one client,
 * however fast or slow, costs the others nothing: reading pauses over the limits; who doesn't keep up with what is
 * sent is sent no more of what can be made up for later, and is cut off when that doesn't help.
 */
import type { Socket } from "node:net";
import type { RawData, WebSocket } from "ws";
import { can, type Role } from "../../app/core/access/can.ts";
import type { DocumentKind } from "../../app/core/document/document.ts";
import { CLOSE, type LiveFrame } from "../../app/core/live/protocol.ts";
import type { Credential } from "../../db/people.ts";
import type { Beating, Heartbeat } from "./heartbeat.ts";
import { Inlet, type InletOwner } from "./inlet.ts";
import { Line, type LineOwner } from "./line.ts";
import { Pulse } from "./pulse.ts";
import type { Visit, Visitor } from "./rooms.ts";
import { Timers, type Clock, type SyncLog } from "./surroundings.ts";
import { Voice } from "./voice.ts";
import { isTooLong, liveFrame, presenceFrame, readFrame, type Incoming } from "./wire.ts";

/** How long a client may take to answer our closing. */
const CLOSE_WITHIN = 5_000;
/** Stock clients count messages, not pings. */
const SIGN_OF_LIFE = presenceFrame([]);

/** Who is connected, and as what. */
export interface Identity {
  userId: string;
  name: string;
  documentId: string;
  role: Role;
  kind: DocumentKind;
  /** What it was opened with; absent when that can't end. */
  credential?: Credential;
}

/** What all connections of a process share. */
export interface ConnectionHost {
  clock: Clock;
  log: SyncLog;
  heartbeat: Heartbeat;
  /** How many times the usual rate each may send at; 1 unless the operator says otherwise. */
  rateFactor: number;
  /** It can be sent again what was kept back from it. */
  caughtUp(connection: Connection): void;
  closed(connection: Connection): void;
}

/** An open socket, and what it itself writes to. */
export interface Wires {
  socket: WebSocket;
  stream: Socket;
}

export class Connection implements Visitor, Beating, LineOwner, InletOwner {
  /** The newest clock of the document's marks this client has; null while unknown. */
  marksClock: number | null = null;
  /** When its credential ends, as of `Date.now`; null for not. */
  goodUntil: number | null = null;
  private visit: Visit | null = null;
  private closing = false;
  private readonly socket: WebSocket;
  private readonly pulse: Pulse;
  private readonly timers: Timers;
  private readonly line: Line;
  private readonly inlet: Inlet;
  private readonly voice: Voice;

  /** `isLive`: does it understand our own frames? */
  constructor(
    { socket, stream }: Wires,
    private readonly identity: Identity,
    readonly isLive: boolean,
    private readonly host: ConnectionHost,
  ) {
    const { clock, rateFactor } = host;
    this.socket = socket;
    this.pulse = new Pulse(stream);
    this.timers = new Timers(clock);
    this.line = new Line(stream, this.timers, this);
    this.inlet = new Inlet(socket, this.timers, clock, rateFactor, this);
    this.voice = new Voice(this.timers, clock, rateFactor);
    socket.on("message", (data, isBinary) => this.onMessage(data, isBinary));
    socket.on("close", () => this.onClose());
    host.heartbeat.add(this);
  }

  get userId(): string {
    return this.identity.userId;
  }

  get name(): string {
    return this.identity.name;
  }

  get documentId(): string {
    return this.identity.documentId;
  }

  get role(): Role {
    return this.identity.role;
  }

  get isClosed(): boolean {
    return this.closing;
  }

  /** Is its line full? Then only what can't be made up for later is sent. */
  get isBehind(): boolean {
    return this.line.isFull;
  }

  get canType(): boolean {
    return can({ userId: this.userId, role: this.role }, "document.type", { kind: this.identity.kind });
  }

  get credential(): Credential | undefined {
    return this.identity.credential;
  }

  /** Begins to read: the room is open. */
  enter(visit: Visit): void {
    this.visit = visit;
    if (this.closing) return visit.leave();
    this.inlet.open();
  }

  /** Tells the client its role; later again only when it has changed. */
  become(role: Role, kind: DocumentKind): void {
    if (role === this.role && kind === this.identity.kind) return;
    Object.assign(this.identity, { role, kind });
    this.tellRole();
  }

  tellRole(): void {
    this.sendLive({ t: "role", role: this.role, canType: this.canType });
  }

  saved(count: number): void {
    this.sendLive({ t: "saved", n: count });
  }

  sendLive(frame: LiveFrame): void {
    if (this.isLive) this.send(liveFrame(frame));
  }

  send(frame: Uint8Array): boolean {
    // Nothing may be written behind a closing, the client's neither.
    if (this.closing || this.socket.readyState !== this.socket.OPEN) return true;
    return this.line.send(frame);
  }

  /** A sign of life that came during the pause is about to be read. */
  onReading(): void {
    this.pulse.forgive();
  }

  /** What was kept back is made up for: the text by one difference, presence and marks as they are now. */
  onFree(): void {
    this.pulse.forgive();
    if (this.closing) return;
    this.visit?.room.resume(this.visit.seat);
    this.visit?.presence.show(this);
    this.host.caughtUp(this);
  }

  /** It does not keep up. */
  onDead(): void {
    this.host.log.warn({ userId: this.userId, documentId: this.documentId }, "a connection does not keep up and is cut off");
    this.terminate();
  }

  close(code: number, reason: string): void {
    if (this.closing) return;
    this.closing = true;
    this.socket.close(code, reason);
    // A paused socket would never read the answer.
    this.socket.resume();
    this.timers.start("close", CLOSE_WITHIN, () => this.socket.terminate());
  }

  private terminate(): void {
    this.closing = true;
    this.socket.terminate();
  }

  private onClose(): void {
    this.closing = true;
    this.timers.clear();
    this.host.heartbeat.remove(this);
    this.visit?.leave();
    this.host.closed(this);
  }

  private onMessage(data: RawData, isBinary: boolean): void {
    if (this.closing || !this.visit) return;
    const bytes = data as Buffer;
    const message = isBinary ? readFrame(bytes) : null;
    if (!message && isTooLong(bytes)) return this.refuse("too long a change", CLOSE.tooBig);
    if (!message) return this.refuse("not a message of ours");
    if (!this.inlet.charge(message, bytes.length)) return this.refuse("too many messages", CLOSE.overloaded);
    this.hand(message, this.visit);
  }

  private hand(message: Incoming, visit: Visit): void {
    switch (message.kind) {
      case "question":
      case "write":
        return visit.room.receive(visit.seat, message);
      case "presence-query":
        return visit.presence.show(this);
      case "presence":
        return this.hearPresence(message.entries, visit);
    }
  }

  private hearPresence(entries: Uint8Array, { presence }: Visit): void {
    const own = presence.ownEntry(this, entries);
    if (own === "malformed") return this.refuse("malformed presence");
    if (own) this.voice.say(own, (entry) => presence.say(this, entry));
  }

  private refuse(reason: string, code: number = CLOSE.refused): void {
    this.host.log.warn({ userId: this.userId, documentId: this.documentId, reason }, "a connection was refused");
    this.close(code, reason);
  }

  beat(): void {
    this.pulse.forgive();
    // While it is not read from, or has much to read itself, no answer can be expected.
    if (this.inlet.isPaused || this.line.isFull || this.closing) return;
    if (this.line.mayBeLate(this.host.clock.now())) return;
    this.pulse.asked();
    this.socket.ping();
    this.send(SIGN_OF_LIFE);
  }

  checkPulse(): void {
    if (this.pulse.isMissed && !this.inlet.isPaused && !this.line.isFull) this.terminate();
  }
}
