/**
 * The far end of a live connection, for tests of ours: one text on a real socket, acknowledged when the test says so.
 */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { WebSocketServer, type WebSocket as ServerSocket } from "ws";
import * as sync from "y-protocols/sync";
import * as Y from "yjs";
import { FRAGMENT, MESSAGE_LIVE, MESSAGE_SYNC, type LiveFrame } from "~/core/live/protocol.ts";

export class Hub {
  readonly text = new Y.Doc();
  readonly addresses: string[] = [];
  acknowledges = true;
  /** Does it answer those who want to be let in? */
  answers = true;
  /** How many have asked, answered or not. */
  asked = 0;
  socket: ServerSocket | null = null;
  #server = new WebSocketServer({
    port: 0,
    host: "127.0.0.1",
    verifyClient: ({ req }: { req: IncomingMessage }, letIn: (may: boolean) => void) => {
      this.asked += 1;
      if (this.answers) letIn(true);
      else this.#unanswered.push(req.socket);
    },
  });
  #unanswered: Socket[] = [];
  #writes = 0;

  constructor() {
    this.text.getXmlFragment(FRAGMENT).insert(0, [new Y.XmlElement("paragraph")]);
    this.#server.on("connection", (socket, request) => {
      this.addresses.push(request.url ?? "");
      this.socket = socket;
      this.#writes = 0;
      socket.on("message", (data: Buffer) => this.#read(socket, new Uint8Array(data)));
      socket.send(encoding.encode((encoder) => {
        encoding.writeVarUint(encoder, MESSAGE_SYNC);
        sync.writeSyncStep1(encoder, this.text);
      }));
    });
  }

  async listening(): Promise<void> {
    if (!this.#server.address()) await once(this.#server, "listening");
  }

  get words(): string {
    return this.text.getXmlFragment(FRAGMENT).toJSON();
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  tell(frame: LiveFrame): void {
    this.socket?.send(encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, MESSAGE_LIVE);
      encoding.writeVarString(encoder, JSON.stringify(frame));
    }));
  }

  acknowledge(): void {
    this.tell({ t: "saved", n: this.#writes });
  }

  async close(): Promise<void> {
    for (const client of this.#server.clients) client.terminate();
    for (const waiting of this.#unanswered) waiting.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #read(socket: ServerSocket, message: Uint8Array): void {
    const decoder = decoding.createDecoder(message);
    if (decoding.readVarUint(decoder) !== MESSAGE_SYNC) return;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, MESSAGE_SYNC);
    const kind = sync.readSyncMessage(decoder, encoder, this.text, "client");
    if (encoding.length(encoder) > 1) socket.send(encoding.toUint8Array(encoder));
    if (kind === sync.messageYjsSyncStep1) return;
    this.#writes += 1;
    if (this.acknowledges) this.acknowledge();
  }
}
