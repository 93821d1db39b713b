/**
 * A socket on the live channel that says whatever it is told to, and counts what comes back without believing it.
 *
 * Made by cases, for offenders, for silent listeners and for readers by the hundred. What must stay true: it applies
 * nothing to any document, so that a thousand of them cost little; it keeps frames only when asked to.
 */
import * as decoding from "lib0/decoding";
import WebSocket, { type ClientOptions } from "ws";
import { MESSAGE_AWARENESS, MESSAGE_LIVE, MESSAGE_SYNC, type LiveFrame } from "../../app/core/live/protocol.ts";
import { questionFrame } from "../../server/sync/wire.ts";
import type { Person } from "./house.ts";
import { until } from "./waiting.ts";

export interface RawOptions extends ClientOptions {
  /** Sends the API token of this person. */
  who?: Person;
  /** Appended to the address, with its "?". */
  query?: string;
  onFrame?: (frame: Buffer) => void;
}

/** The state vector of somebody who knows nothing. */
const NOTHING = new Uint8Array([0]);

export class RawSocket {
  /** Null while open. 1006 when it ended without a closing. */
  code: number | null = null;
  reason = "";
  readonly counts = { frames: 0, bytes: 0, updates: 0, questions: 0, replies: 0, presence: 0 };
  readonly live: LiveFrame[] = [];
  readonly socket: WebSocket;
  /** The answer to the upgrade, as headers. */
  upgraded: Record<string, unknown> | null = null;
  readonly openedAt = performance.now();
  /** When the whole text had come; null while it has not. */
  syncedAt: number | null = null;

  constructor(origin: string, documentId: string, options: RawOptions = {}) {
    const { who, query = "", onFrame, headers, ...rest } = options;
    const authorization: Record<string, string> = who ? { Authorization: `Bearer ${who.token}` } : {};
    const address = `${origin.replace("http", "ws")}/sync/${documentId}${query}`;
    this.socket = new WebSocket(address, { perMessageDeflate: false, skipUTF8Validation: true, headers: { ...authorization, ...headers }, ...rest });
    this.socket.on("error", () => undefined);
    this.socket.on("upgrade", (answer) => (this.upgraded = answer.headers));
    this.socket.on("close", (code, reason) => {
      this.code = code;
      this.reason = reason.toString();
    });
    this.socket.on("message", (data: Buffer) => {
      this.#count(data);
      onFrame?.(data);
    });
  }

  get isOpen(): boolean {
    return this.socket.readyState === WebSocket.OPEN;
  }

  #count(frame: Buffer): void {
    this.counts.frames += 1;
    this.counts.bytes += frame.length;
    if (frame[0] === MESSAGE_AWARENESS) this.counts.presence += 1;
    else if (frame[0] === MESSAGE_LIVE) this.#readLive(frame);
    else if (frame[0] === MESSAGE_SYNC && frame[1] === 0) this.counts.questions += 1;
    else if (frame[0] === MESSAGE_SYNC && frame[1] === 1) {
      this.counts.replies += 1;
      this.syncedAt ??= performance.now();
    } else if (frame[0] === MESSAGE_SYNC) this.counts.updates += 1;
  }

  #readLive(frame: Buffer): void {
    const decoder = decoding.createDecoder(frame);
    decoding.readVarUint(decoder);
    this.live.push(JSON.parse(decoding.readVarString(decoder)) as LiveFrame);
  }

  /** How many of its writes it was told are durable. */
  get saved(): number {
    return this.live.reduce((most, frame) => (frame.t === "saved" ? Math.max(most, frame.n) : most), 0);
  }

  async open(ms = 15_000): Promise<this> {
    await until("the socket opens", () => this.isOpen || this.code !== null, ms);
    return this;
  }

  /** Asks for the text and waits for it, or for the end. */
  async sync(ms = 30_000): Promise<this> {
    await this.open(ms);
    this.send(questionFrame(NOTHING));
    await until("the text comes", () => this.counts.replies > 0 || this.code !== null, ms);
    return this;
  }

  /** Asks for the text as soon as it is open. */
  syncSoon(): this {
    this.socket.once("open", () => this.send(questionFrame(NOTHING)));
    return this;
  }

  send(frame: Uint8Array | string): void {
    if (this.isOpen) this.socket.send(frame);
  }

  /** Bytes below the level of frames, as they are. */
  sendBytes(bytes: Uint8Array): void {
    (this.socket as unknown as { _socket: { write(bytes: Uint8Array): void } })._socket.write(bytes);
  }

  /** The code it is closed with; 0 when it is still open after `ms`. */
  async closed(ms = 15_000): Promise<number> {
    await until("the socket is closed", () => this.code !== null, ms).catch(() => undefined);
    return this.code ?? 0;
  }

  terminate(): void {
    this.socket.terminate();
  }
}
