/**
 * Many people on one document: 500 connections, 50 of which type one character a second and move their cursor with it.
 *
 * Run by sync.ts (`npm run bench:sync -- crowd`) on the built program with its own Postgres; bounded by its arguments,
 * on the loopback address only. Everything that is typed must reach everybody; how soon is what is measured.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as decoding from "lib0/decoding";
import WebSocket from "ws";
import * as Y from "yjs";
import { FRAGMENT, MESSAGE_AWARENESS, MESSAGE_SYNC } from "../../app/core/live/protocol.ts";
import { presenceFrame, questionFrame, replyFrame, updateFrame } from "../../server/sync/wire.ts";
import { BenchClient, percentile, startServer } from "./server.ts";

export interface CrowdSize {
  clients: number;
  writers: number;
  seconds: number;
}

export interface CrowdFigures {
  /** Deliveries of one update to one of the others. */
  expected: number;
  delivered: number;
  /** From sending to being read by another, ms, of each delivery. */
  seenMs: number[];
  presenceFrames: number;
  closed: number;
}

/** One change: everybody types a character at a time. */
interface Typed {
  writer: number;
  clock: number;
}

/** Client ids of writers are counted from here. */
const FIRST_ID = 1_000;
const JOIN_ABREAST = 20;
/** What is on its way at the end is waited for this long, ms. */
const DRAIN = 10_000;

class Crowd {
  readonly figures: CrowdFigures = { expected: 0, delivered: 0, seenMs: [], presenceFrames: 0, closed: 0 };
  private readonly sockets: WebSocket[] = [];
  private readonly sentAt = new Map<string, number>();
  /** Everybody gets the same bytes: they are read once. */
  private lastFrame = Buffer.alloc(0);
  private lastTyped: Typed[] = [];

  constructor(
    private readonly url: string,
    private readonly headers: Record<string, string>,
    private readonly size: CrowdSize,
  ) {}

  async join(): Promise<void> {
    for (let first = 0; first < this.size.clients; first += JOIN_ABREAST) {
      const count = Math.min(JOIN_ABREAST, this.size.clients - first);
      await Promise.all(Array.from({ length: count }, (_, index) => this.enter(first + index)));
    }
  }

  /** Resolves when it has the text. */
  private async enter(index: number): Promise<void> {
    const socket = new WebSocket(this.url, { headers: this.headers });
    this.sockets[index] = socket;
    socket.on("close", () => (this.figures.closed += 1));
    await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
    socket.send(questionFrame(new Uint8Array([0])));
    await new Promise<void>((resolve) => {
      socket.on("message", (data: Buffer) => {
        if (this.hear(socket, data)) resolve();
      });
    });
    socket.send(presenceFrame([{ clientId: FIRST_ID + index, clock: 1, state: "{}" }]));
  }

  /** Answers whether it is the text. */
  private hear(socket: WebSocket, data: Buffer): boolean {
    if (data[0] === MESSAGE_AWARENESS) this.figures.presenceFrames += 1;
    if (data[0] !== MESSAGE_SYNC) return false;
    if (data[1] === 0) socket.send(replyFrame(new Uint8Array([0, 0])));
    if (data[1] === 2) this.count(data);
    return data[1] === 1;
  }

  private count(data: Buffer): void {
    const now = performance.now();
    if (!data.equals(this.lastFrame)) {
      this.lastFrame = Buffer.from(data);
      this.lastTyped = typedIn(data);
    }
    for (const { writer, clock } of this.lastTyped) {
      const at = this.sentAt.get(`${writer} ${clock}`);
      if (at !== undefined) this.figures.seenMs.push(now - at);
    }
    this.figures.delivered += this.lastTyped.length;
  }

  /** Everybody who types does so once a second, one after the other. */
  async type(): Promise<void> {
    const { writers, seconds, clients } = this.size;
    const pens = Array.from({ length: writers }, (_, index) => new Pen(FIRST_ID + index));
    const start = performance.now();
    for (let count = 0; count < writers * seconds; count += 1) {
      const due = start + (count * 1_000) / writers;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
      const pen = pens[count % writers];
      const socket = this.sockets[count % writers];
      if (!pen || !socket) break;
      const { update, clock } = pen.type();
      this.sentAt.set(`${pen.id} ${clock}`, performance.now());
      socket.send(updateFrame(update));
      socket.send(presenceFrame([{ clientId: pen.id, clock: 2 + count, state: JSON.stringify({ cursor: { at: clock } }) }]));
      this.figures.expected += clients - 1;
    }
    for (const end = performance.now() + DRAIN; this.figures.delivered < this.figures.expected && performance.now() < end;) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  leave(): void {
    for (const socket of this.sockets) socket.removeAllListeners("close").terminate();
  }
}

/** Types a paragraph of its own, without reading the others'. */
class Pen {
  private readonly doc = new Y.Doc();
  private readonly text = new Y.XmlText();

  constructor(readonly id: number) {
    this.doc.clientID = id;
  }

  type(): { update: Uint8Array; clock: number } {
    const before = Y.encodeStateVector(this.doc);
    const clock = Y.getState(this.doc.store, this.id);
    if (clock === 0) {
      const paragraph = new Y.XmlElement("paragraph");
      paragraph.insert(0, [this.text]);
      this.doc.getXmlFragment(FRAGMENT).insert(0, [paragraph]);
    } else this.text.insert(this.text.length, "x");
    return { update: Y.encodeStateAsUpdate(this.doc, before), clock };
  }
}

function typedIn(frame: Buffer): Typed[] {
  const decoder = decoding.createDecoder(frame);
  decoder.pos = 2;
  const { structs } = Y.decodeUpdate(decoding.readVarUint8Array(decoder));
  const typed = new Map<string, Typed>();
  for (const { id, length } of structs) {
    // The first change is a paragraph and its text: two clocks, one change.
    for (let clock = id.clock; clock < id.clock + length; clock += 1) if (clock !== 1) typed.set(`${id.client} ${clock}`, { writer: id.client, clock });
  }
  return [...typed.values()];
}

/** The whole run: the program is started, the crowd comes, types, and goes. */
export async function measureCrowd(size: CrowdSize): Promise<CrowdFigures> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "rapporteur-crowd-"));
  const server = await startServer(dataDir);
  try {
    const client = await BenchClient.signIn(server.origin, "lead@demo.test");
    const workspace = await client.post<{ id: string }>("/api/v1/workspaces", { name: "Crowd" });
    const document = await client.post<{ id: string }>(`/api/v1/workspaces/${workspace.id}/documents`, { kind: "working", title: "Crowd" });
    const crowd = new Crowd(`${server.origin.replace("http", "ws")}/sync/${document.id}`, { Cookie: client.cookie, Origin: server.origin }, size);
    await crowd.join();
    await crowd.type();
    crowd.leave();
    return crowd.figures;
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** The figures as lines for people. */
export function describeCrowd(size: CrowdSize, { expected, delivered, seenMs, presenceFrames, closed }: CrowdFigures): string {
  const ms = (share: number): string => `${percentile(seenMs, share).toFixed(1)} ms`;
  return [
    `${size.clients} connections on one document, ${size.writers} typing once a second for ${size.seconds} s`,
    `delivered ${delivered} of ${expected}; connections lost ${closed}; messages of presence read ${presenceFrames}`,
    `seen by others: p50 ${ms(0.5)}, p95 ${ms(0.95)} (bar 150 ms), p99 ${ms(0.99)}`,
  ].join("\n");
}
