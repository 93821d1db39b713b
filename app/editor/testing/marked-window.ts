/**
 * One window on a marked document: somebody's editor with the highlights and the re-anchoring of the desk, and their mark
 * store, both as in the browser.
 *
 * Made by MarkedRoom. What must stay true: while it is away nothing reaches it and nothing leaves it; calls it makes
 * then fail as they do in a browser, and are repeated by the store.
 */
import * as Y from "yjs";
import type { Resolution } from "~/core/anchor/anchor.ts";
import type { ChangesFrame } from "~/core/live/protocol.ts";
import { MarkStore } from "~/live/mark-store.ts";
import { highlightsOf, tellHighlights } from "../highlight-state.ts";
import { highlights } from "../highlights.ts";
import { placedAtOnce } from "../mark-resolver.ts";
import { reanchoring } from "../reanchoring.ts";
import { HeadlessEditor } from "./headless-editor.ts";

/** The server as a window knows it. */
export interface MarkServer {
  readonly text: Y.Doc;
  readonly clock: number;
  sync(): void;
  changesSince(userId: string, from: number): ChangesFrame;
  call(window: MarkedWindow, method: string, path: string, body: Record<string, unknown>): { status: number; body: unknown };
}

/** What a window says of a mark, so that two can be compared. */
export interface SettledPlace {
  status: Resolution["status"];
  /** The words under it, borders of blocks as line feeds. */
  words: string;
  from?: number;
  to?: number;
}

export class MarkedWindow {
  readonly ydoc = new Y.Doc();
  readonly editor: HeadlessEditor;
  readonly store: MarkStore;
  online = true;
  readonly #room: MarkServer;
  #unsaved = false;

  constructor(room: MarkServer, readonly userId: string, client: number) {
    this.#room = room;
    this.ydoc.clientID = client;
    Y.applyUpdate(this.ydoc, Y.encodeStateAsUpdate(room.text), "server");
    this.ydoc.on("update", (_: Uint8Array, origin: unknown) => {
      if (origin !== "server") this.#unsaved = true;
    });
    const { annotations, links } = room.changesSince(userId, 0).puts;
    this.store = new MarkStore("d", { clock: room.clock, whole: true, annotations, links }, { id: userId, name: userId, role: "annotator" }, [], {
      fetch: (url, init) => this.#fetch(url as string, init),
      pause: () => new Promise((resolve) => setTimeout(resolve, 100)),
      now: () => "2026-01-01T00:00:00Z",
    });
    const onReanchor = (id: string, anchor: Parameters<MarkStore["reanchor"]>[1]): void => void this.store.reanchor(id, anchor, "editor");
    this.editor = new HeadlessEditor(this.ydoc, undefined, [highlights(), reanchoring({ isSaved: () => this.isSaved, onReanchor })]);
    this.editor.history.captureTimeout = 0;
    this.store.subscribe(() => this.#draw());
    this.#draw();
  }

  get isSaved(): boolean {
    return this.online && !this.#unsaved;
  }

  /** Comes back: text first, then what has changed in the marks. */
  comeBack(): void {
    this.online = true;
    this.#room.sync();
    void this.store.catchUp();
  }

  /** What the server has, and here is missing; afterwards the server has all of this window's too. */
  receive(update: Uint8Array): void {
    Y.applyUpdate(this.ydoc, update, "server");
    this.#unsaved = false;
  }

  /** Where it shows a mark; undefined when it does not know of it, or has not found out yet. */
  placeOf(id: string): SettledPlace | undefined {
    const { state } = this.editor;
    const { places, stale, own } = highlightsOf(state);
    const place = places.get(id);
    if (!place || stale.has(id) || own.has(id)) return undefined;
    if (place.status === "detached") return { status: "detached", words: "" };
    return { ...place, words: state.doc.textBetween(place.from, place.to, "\n", "\n") };
  }

  destroy(): void {
    this.store.drop();
    this.editor.destroy();
    this.ydoc.destroy();
  }

  #draw(): void {
    const marks = this.store.snapshot().annotations.map(({ id, anchor, state }) => ({ id, anchor, state, colour: "#000000", code: "", label: "" }));
    const places = placedAtOnce(this.editor.state, marks);
    this.editor.dispatch(tellHighlights(this.editor.state, { type: "marks", marks, places }));
  }

  async #fetch(url: string, init: RequestInit = {}): Promise<Response> {
    await Promise.resolve();
    if (!this.online) throw new TypeError("fetch failed");
    const body = JSON.parse((init.body as string | undefined) ?? "{}") as Record<string, unknown>;
    const answer = this.#room.call(this, init.method ?? "GET", url.replace("/api/v1", ""), body);
    return new Response(JSON.stringify(answer.body), { status: answer.status });
  }
}
