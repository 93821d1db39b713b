/**
 * The live connection of one open document: text by y-websocket, marks and roles by our own frames, presence, and the
 * one answer to "is it saved?".
 *
 * Called by the desk, which makes one for each open document and destroys it. Promises: `saveState` never says saved
 * before the server has made everything typed here durable; closing the page asks while it has not; a connection that
 * breaks comes back by itself, with jitter; a refusal is told once and final, and what was not saved stays "not saved"; where the right to
 * read ends, nothing that was downloaded stays here. What must stay true: windows talk through the server only (no
 * BroadcastChannel), or the counting of what is saved would be wrong.
 */
import * as decoding from "lib0/decoding";
import { Awareness } from "y-protocols/awareness";
import { WebsocketProvider } from "y-websocket";
import type * as Y from "yjs";
import { SCHEMA_VERSION } from "~/core/document/schema.ts";
import { CLOSE, endsReading, MESSAGE_LIVE, type ChangesFrame, type LiveFrame, type RoleFrame } from "~/core/live/protocol.ts";
import { reconnectDelay } from "./backoff.ts";
import { guardLeaving } from "./leave-guard.ts";
import { DROPPED, LocalCopy } from "./local-copy.ts";
import { Presence } from "./presence.ts";
import { sendPresence } from "./presence-sender.ts";
import { SaveTally, type SaveState } from "./save-tally.ts";
import { watchedSocket } from "./sync-socket.ts";

export type { SaveState } from "./save-tally.ts";

export type LinkState = "connecting" | "connected" | "down" | "ended";

export interface ConnectionOptions {
  documentId: string;
  ydoc: Y.Doc;
  /** The clock of the mark store, sent with each connection attempt so that the server sends what came after it. */
  clock(): number;
  onFrame(frame: ChangesFrame): void;
  onRole?(frame: RoleFrame): void;
  /** The server refused for good: see CLOSE. `unsaved`: words written here that went with a copy that may not be kept. */
  onFinal?(code: number, unsaved: string): void;
  /** Where the server is; default: where the page comes from. */
  origin?: string;
  /** Default: the browser's. */
  WebSocket?: typeof globalThis.WebSocket;
}

/** Would coming back end the same way? */
function isFinal(code: number): boolean {
  return (code >= 4400 && code < 4500) || code === CLOSE.tooBig;
}

/** y-websocket's own delay is then longer than any of ours. */
const DOUBLED_ENOUGH = 10;

export class DocumentConnection {
  readonly ydoc: Y.Doc;
  readonly awareness: Awareness;
  /** Who else is here. */
  readonly presence: Presence;
  /** Resolves when the text has come for the first time. */
  readonly ready: Promise<void>;
  readonly #options: ConnectionOptions;
  readonly #provider: WebsocketProvider;
  readonly #tally = new SaveTally(Date.now());
  readonly #copy: LocalCopy;
  readonly #listeners = new Set<() => void>();
  readonly #stops: (() => void)[] = [];
  #saveState: SaveState = { state: "saved" };
  #linkState: LinkState = "connecting";
  /** Attempts since the text last came completely. */
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.ydoc = options.ydoc;
    this.#copy = new LocalCopy(options.ydoc);
    this.awareness = new Awareness(options.ydoc);
    this.presence = new Presence(this.awareness);
    this.#provider = this.#makeProvider();
    this.ready = new Promise((resolve) => this.#provider.on("sync", (synced) => synced && resolve()));
    this.#listen();
    this.#provider.connect();
    this.#update();
  }

  /** The same object until it changes; for useSyncExternalStore with `subscribe`. */
  get saveState(): SaveState {
    return this.#saveState;
  }

  get linkState(): LinkState {
    return this.#linkState;
  }

  /** Has the text of this connection come completely? */
  get synced(): boolean {
    return this.#provider.synced;
  }

  /** Told when `saveState`, `linkState` or `synced` change; answers how to stop. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The block at the top of this person's window, for the others. */
  setReading(block: string | null): void {
    const current = this.awareness.getLocalState()?.reading as string | undefined;
    if ((current ?? null) !== block) this.awareness.setLocalStateField("reading", block ?? undefined);
  }

  /** Tries now instead of waiting for the next attempt. */
  reconnectNow(): void {
    if (this.#linkState === "down") this.#provider.connect();
  }

  destroy(): void {
    for (const stop of this.#stops) stop();
    if (this.#timer) clearTimeout(this.#timer);
    this.#provider.destroy();
    this.presence.stop();
    this.awareness.destroy();
    this.#listeners.clear();
  }

  #makeProvider(): WebsocketProvider {
    const { documentId, ydoc, origin = globalThis.location.origin, WebSocket = globalThis.WebSocket } = this.#options;
    const provider = new WebsocketProvider(`${origin.replace(/^http/, "ws")}/sync`, documentId, ydoc, {
      connect: false,
      awareness: this.awareness,
      params: this.#params(),
      disableBc: true,
      shouldReconnect: ({ code }) => !isFinal(code),
      WebSocketPolyfill: watchedSocket(WebSocket, (kind) => {
        this.#tally.sent(kind, Date.now());
        this.#update();
      }),
    });
    provider.messageHandlers[MESSAGE_LIVE] = (_, decoder) => this.#read(decoder);
    return provider;
  }

  #params(): Record<string, string> {
    return { live: "1", schema: String(SCHEMA_VERSION), clock: String(this.#options.clock()) };
  }

  #listen(): void {
    const provider = this.#provider;
    // Presence is sent by presence-sender instead: throttled, and our own only.
    this.awareness.off("update", provider._awarenessUpdateHandler);
    this.#stops.push(sendPresence(this.awareness, (message) => {
      if (this.#isOpen()) provider.ws?.send(message);
    }));
    provider.on("status", ({ status }) => {
      if (status === "connected") this.#tally.opened();
      this.#setLink(status === "disconnected" ? "down" : status);
    });
    provider.on("connection-close", (event) => this.#closed(event?.code));
    provider.on("closed", ({ code }) => {
      this.#setLink("ended");
      this.#options.onFinal?.(code, endsReading(code) ? this.#dropCopy() : "");
    });
    provider.on("sync", (synced) => {
      if (synced) this.#attempt = 0;
      this.#tell();
    });
    const onUpdate = (_: Uint8Array, from: unknown): void => {
      if (from === provider || from === DROPPED || this.#isOpen()) return;
      this.#tally.missed(Date.now());
      this.#update();
    };
    this.ydoc.on("update", onUpdate);
    this.#stops.push(() => this.ydoc.off("update", onUpdate));
    this.#stops.push(guardLeaving(() => this.#tally.changes > 0));
    this.#listenToNetwork();
  }

  #listenToNetwork(): void {
    if (typeof window === "undefined") return;
    const onOnline = (): void => this.reconnectNow();
    window.addEventListener("online", onOnline);
    this.#stops.push(() => window.removeEventListener("online", onOnline));
  }

  /** Before y-websocket sets its timer: the next wait, and the clock the next attempt will name. */
  #closed(code: number | undefined): void {
    const asked = code === CLOSE.restarting || code === CLOSE.overloaded;
    // The timer takes the lesser of its own doubling, which has no jitter, and this bound: so the bound has to be less.
    this.#provider.maxBackoffTime = reconnectDelay(this.#attempt, asked);
    this.#provider.wsUnsuccessfulReconnects = DOUBLED_ENOUGH;
    this.#attempt += 1;
    this.#provider.params = this.#params();
    this.#tally.closed(Date.now());
    this.#setLink("down");
  }

  /** Never sends again, and keeps nothing; answers what was written here in vain. */
  #dropCopy(): string {
    this.#provider.destroy();
    return this.#copy.drop();
  }

  #isOpen(): boolean {
    const { ws, wsconnected } = this.#provider;
    return wsconnected && ws !== null && ws.readyState === ws.OPEN;
  }

  #read(decoder: decoding.Decoder): void {
    const frame = JSON.parse(decoding.readVarString(decoder)) as LiveFrame;
    switch (frame.t) {
      case "saved":
        this.#tally.acknowledged(frame.n);
        if (this.#tally.changes === 0) this.#copy.saved();
        return this.#update();
      case "changes":
        return this.#options.onFrame(frame);
      case "role":
        return this.#options.onRole?.(frame);
    }
  }

  #setLink(state: LinkState): void {
    if (this.#linkState === "ended" || this.#linkState === state) return;
    this.#linkState = state;
    this.#update();
    this.#tell();
  }

  /** Works the save state out again, and when it will change by itself. */
  #update(): void {
    const now = Date.now();
    const state = this.#tally.state(now);
    if (this.#timer) clearTimeout(this.#timer);
    const next = this.#tally.nextChange(now);
    this.#timer = next === null ? null : setTimeout(() => this.#update(), next - now + 1);
    if (JSON.stringify(state) !== JSON.stringify(this.#saveState)) {
      this.#saveState = state;
      this.#tell();
    }
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
