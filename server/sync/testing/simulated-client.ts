/**
 * A person with a stock client in the simulated world: types, deletes, formats, undoes, loses the line, comes back.
 *
 * Its half of the protocol is y-protocols' own. It keeps what it has sent, and checks against the log whatever it is
 * told: a frame with something that isn't stored, or "saved" for something that isn't, is a violation.
 */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { readSyncMessage, writeSyncStep1, writeUpdate } from "y-protocols/sync";
import * as Y from "yjs";
import type { Rooms, Visit, Visitor } from "../rooms.ts";
import { readFrame } from "../wire.ts";
import { DOCUMENT, type Chance, type SimulatedLog, type VirtualClock } from "./simulated-world.ts";

interface Line {
  node: Rooms;
  up: boolean;
  visit: Visit | null;
  /** The updates sent over this line, in order. */
  sent: Uint8Array[];
  saved: number;
  arrivesUp: number;
  arrivesDown: number;
  /** Until then it takes nothing more. */
  fullUntil: number;
}

export class SimulatedClient {
  readonly doc = new Y.Doc();
  closedWith: number | null = null;
  /** May send what its role doesn't allow. */
  canType = true;
  private line: Line | null = null;
  private readonly undo: Y.UndoManager;

  constructor(
    readonly userId: string,
    clientId: number,
    private readonly log: SimulatedLog,
    private readonly clock: VirtualClock,
    private readonly chance: Chance,
  ) {
    this.doc.clientID = clientId;
    this.undo = new Y.UndoManager(this.doc.getXmlFragment("prosemirror"), { trackedOrigins: new Set([this]), captureTimeout: 0 });
    this.doc.on("update", (update: Uint8Array, origin: unknown) => {
      // What is typed before the line is open goes with the answer to the first question.
      if (origin !== "server" && this.line?.visit) this.transmit(this.line, frame((encoder) => writeUpdate(encoder, update)));
    });
  }

  /** Is it offline, and not for good? */
  get mayConnect(): boolean {
    return this.line === null && (this.closedWith ?? 0) < 4000;
  }

  /** How much of what it has sent over this line is not acknowledged. */
  get unsaved(): number {
    return this.line ? this.line.sent.length - this.line.saved : 0;
  }

  connect(node: Rooms): void {
    const line: Line = { node, up: true, visit: null, sent: [], saved: 0, arrivesUp: 0, arrivesDown: 0, fullUntil: 0 };
    this.line = line;
    this.closedWith = null;
    node.enter(DOCUMENT, this.visitor(line)).then(
      (visit) => {
        if (!line.up) return visit.leave();
        line.visit = visit;
        this.transmit(line, frame((encoder) => writeSyncStep1(encoder, this.doc)));
      },
      () => this.cut(line),
    );
  }

  private visitor(line: Line): Visitor {
    const canType = (): boolean => this.canType;
    return {
      userId: this.userId,
      name: this.userId,
      get canType() {
        return canType();
      },
      send: (bytes) => this.receive(line, bytes),
      saved: (count) => this.clock.after(this.delay(line, "arrivesDown"), () => this.hearSaved(line, count)),
      close: (code) => {
        this.closedWith = code;
        this.cut(line);
      },
    };
  }

  /** A process has died: its sockets break, and it notices nothing any more. */
  lose(node: Rooms): void {
    const { line } = this;
    if (line?.node !== node) return;
    line.up = false;
    this.line = null;
  }

  /** The line breaks; what is on it is lost. The room notices some time later. */
  cut(line = this.line): void {
    if (!line?.up) return;
    line.up = false;
    if (this.line === line) this.line = null;
    this.clock.after(this.chance.below(200), () => line.visit?.leave());
  }

  private delay(line: Line, direction: "arrivesUp" | "arrivesDown"): number {
    line[direction] = Math.max(line[direction], this.clock.now() + this.chance.below(30));
    return line[direction] - this.clock.now();
  }

  private transmit(line: Line, bytes: Uint8Array): void {
    const message = readFrame(bytes);
    if (!message || (message.kind !== "question" && message.kind !== "write")) throw new Error("a client sent no sync message");
    if (message.kind === "write") line.sent.push(message.update);
    this.clock.after(this.delay(line, "arrivesUp"), () => {
      if (line.up && line.visit) line.visit.room.receive(line.visit.seat, message);
    });
  }

  /** Now and then the line is full for a while. */
  private receive(line: Line, bytes: Uint8Array): boolean {
    this.deliver(line, bytes);
    if (this.clock.now() < line.fullUntil) return false;
    if (!this.chance.happens(0.05)) return true;
    const wait = this.chance.below(300);
    line.fullUntil = this.clock.now() + wait;
    this.clock.after(wait, () => line.visit?.room.resume(line.visit.seat));
    return false;
  }

  private deliver(line: Line, bytes: Uint8Array): void {
    const message = readFrame(bytes);
    if (message?.kind === "write" && !this.log.holds(message.update, false)) this.log.violations.push("shown before it was stored");
    this.clock.after(this.delay(line, "arrivesDown"), () => {
      if (!line.up || !message || message.kind === "presence") return;
      const decoder = decoding.createDecoder(bytes);
      decoding.readVarUint(decoder);
      const answer = encoding.createEncoder();
      encoding.writeVarUint(answer, 0);
      readSyncMessage(decoder, answer, this.doc, "server", (error) => {
        throw error;
      });
      if (encoding.length(answer) > 1) this.transmit(line, encoding.toUint8Array(answer));
    });
  }

  private hearSaved(line: Line, count: number): void {
    for (const update of line.sent.slice(line.saved, count)) {
      if (!this.log.holds(update, true)) this.log.violations.push("told saved before it was stored");
    }
    line.saved = Math.max(line.saved, count);
  }

  /** One random change of the text. */
  edit(): void {
    const kind = this.chance.next();
    if (kind < 0.04) this.undo.undo();
    else if (kind < 0.06) this.undo.redo();
    else this.doc.transact(() => this.change(kind), this);
  }

  private change(kind: number): void {
    const fragment = this.doc.getXmlFragment("prosemirror");
    const blocks = fragment.toArray() as Y.XmlElement[];
    const text = blocks.length > 0 ? (this.chance.pick(blocks).get(0) as Y.XmlText | undefined) : undefined;
    if (!text || kind < 0.15) return insertParagraph(fragment, this.chance.below(blocks.length + 1), `${this.userId}${this.clock.now()}`);
    const plain = plainText(text);
    const at = wholeCharacters(plain, this.chance.below(text.length + 1));
    const length = wholeCharacters(plain, Math.min(at + this.chance.below(6), text.length)) - at;
    if (kind < 0.2 && blocks.length > 1) fragment.delete(this.chance.below(blocks.length), 1);
    else if (kind < 0.65) text.insert(at, this.chance.pick(["law", "State", "é", "🙂", " "]));
    else if (kind < 0.8) text.format(at, length, { strong: this.chance.happens(0.5) ? {} : null });
    else text.delete(at, length);
  }
}

function plainText(text: Y.XmlText): string {
  return (text.toDelta() as { insert: string }[]).map((run) => run.insert).join("");
}

/** Yjs replaces the halves of a surrogate pair that is cut in two, and not on every replica; editors never cut one. */
function wholeCharacters(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}

/** Puts a paragraph in, as an editor would. */
export function insertParagraph(fragment: Y.XmlFragment, at: number, id: string, words = `paragraph ${id}`): void {
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.setAttribute("id", id);
  paragraph.insert(0, [new Y.XmlText(words)]);
  fragment.insert(at, [paragraph]);
}

function frame(write: (encoder: encoding.Encoder) => void): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 0);
    write(encoder);
  });
}
