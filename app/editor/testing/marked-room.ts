/**
 * A document with marks and the people at it, without a network: real Yjs documents, editors, highlights, re-anchoring
 * and mark stores, and in the place of the server its rules on one text and one list of marks.
 *
 * Called by the anchor matrix and the simulation of marks. Promises: nothing happens by itself: text travels at `sync`,
 * time passes at `settle`, both in the same order each time. What must stay true: a mark is moved by the server's rules
 * (version, `locate`, `decide`), and private marks reach their author's windows only.
 */
import type { Node } from "prosemirror-model";
import type { EditorState } from "prosemirror-state";
import { prosemirrorToYXmlFragment, yXmlFragmentToProseMirrorRootNode } from "y-prosemirror";
import * as Y from "yjs";
import type { Anchor, Resolution } from "~/core/anchor/anchor.ts";
import { locate } from "~/core/anchor/locate.ts";
import { resolveAnchor } from "~/core/anchor/resolve.ts";
import type { Annotation } from "~/core/annotation/annotation.ts";
import { decide } from "~/core/annotation/decide.ts";
import { schema } from "~/core/document/schema.ts";
import { FRAGMENT, type ChangesFrame } from "~/core/live/protocol.ts";
import { Problem } from "~/core/problem.ts";
import { textPlaces } from "../positions.ts";
import { HeadlessEditor } from "./headless-editor.ts";
import { MarkedWindow, type MarkServer, type SettledPlace } from "./marked-window.ts";

const AT = "2026-01-01T00:00:00Z";

/** A mark to begin with. */
export interface GivenMark {
  id: string;
  anchor: Anchor;
  author: string;
  visibility: Annotation["visibility"];
}

interface Change {
  clock: number;
  id: string;
}

/** What the server answers: a status and a body. */
interface Answer {
  status: number;
  body: unknown;
}

export class MarkedRoom implements MarkServer {
  /** The server's text. */
  readonly text = new Y.Doc();
  readonly windows: MarkedWindow[] = [];
  readonly marks = new Map<string, Annotation>();
  readonly #changes: Change[] = [];
  #doc: Node | null = null;

  constructor(doc: Node) {
    this.text.clientID = 1;
    prosemirrorToYXmlFragment(doc, this.text.getXmlFragment(FRAGMENT));
    this.text.on("update", () => {
      this.#doc = null;
    });
  }

  /** The text as the server reads it. */
  get doc(): Node {
    this.#doc ??= yXmlFragmentToProseMirrorRootNode(this.text.getXmlFragment(FRAGMENT), schema);
    return this.#doc;
  }

  /** The text as it is in an editor, to describe marks with. */
  read(): EditorState {
    const editor = new HeadlessEditor(this.text);
    editor.destroy();
    return editor.state;
  }

  /** Opens a window; `client` is its number in Yjs, which decides who is first where two write at one place. */
  open(userId: string, client: number): MarkedWindow {
    const window = new MarkedWindow(this, userId, client);
    this.windows.push(window);
    return window;
  }

  give({ id, anchor, author, visibility }: GivenMark): void {
    const person = { id: author, name: author };
    this.#write({
      id, anchor, visibility, author: person, documentId: "d", contributorIds: [author], state: "draft", note: null, verdicts: [],
      version: 0, createdAt: AT, updatedAt: AT, tags: [], paragraph: null, comments: [],
    });
  }

  /** Text travels between all who are connected, in one round. */
  sync(): void {
    const connected = this.windows.filter((window) => window.online);
    for (const { ydoc } of connected) Y.applyUpdate(this.text, Y.encodeStateAsUpdate(ydoc, Y.encodeStateVector(this.text)), "window");
    for (const window of connected) window.receive(Y.encodeStateAsUpdate(this.text, Y.encodeStateVector(window.ydoc)));
  }

  /** Lets time pass until nobody has anything left to say. `pass` moves the clock by so many ms. */
  async settle(pass: (ms: number) => Promise<unknown>): Promise<void> {
    for (let round = 0, clock = -1; round < 8 && clock !== this.clock; round += 1) {
      clock = this.clock;
      this.sync();
      await pass(1_200);
    }
  }

  /** Where the server's own lists and exports see a mark: without relative positions. */
  seenByServer(id: string): SettledPlace {
    const { index } = textPlaces(this.doc);
    const resolution: Resolution = resolveAnchor(index, (this.marks.get(id) as Annotation).anchor);
    const range = resolution.status === "detached" ? null : index.rangeOf(resolution.span);
    return { status: resolution.status, words: range ? index.slice(range) : "" };
  }

  /** A call of the interface by a window. */
  call(window: MarkedWindow, method: string, path: string, body: Record<string, unknown>): Answer {
    const since = /^\/documents\/d\/changes\?since=(\d+)$/.exec(path)?.[1];
    if (since !== undefined) return { status: 200, body: this.changesSince(window.userId, Number(since)) };
    const [, id = "", verb] = /^\/annotations\/([^/]+)(\/reanchor)?$/.exec(path) ?? [];
    const mark = this.marks.get(id);
    if (!mark || !sees(window.userId, mark)) return refusal(404, "not-found");
    if (method === "GET") return { status: 200, body: mark };
    if (verb !== "/reanchor") throw new Error(`Nobody answers ${method} ${path}`);
    return this.#reanchor(window, mark, body.anchor as Anchor, body.version as number);
  }

  /** What somebody may see of what has changed. */
  changesSince(userId: string, from: number): ChangesFrame {
    const ids = new Set(this.#changes.filter(({ clock }) => clock > from).map(({ id }) => id));
    const annotations = [...ids].map((id) => this.marks.get(id) as Annotation).filter((mark) => sees(userId, mark));
    return { t: "changes", from, clock: this.clock, puts: { annotations, links: [] }, removes: { annotations: [], links: [] } };
  }

  get clock(): number {
    return this.#changes.length;
  }

  #reanchor({ userId }: MarkedWindow, mark: Annotation, anchor: Anchor, version: number): Answer {
    if (version !== mark.version) return refusal(412, "stale");
    const located = locate(textPlaces(this.doc).index, anchor);
    if ("error" in located) return refusal(422, located.error);
    const thing = { ...mark, authorId: mark.author.id };
    try {
      const { state } = decide(thing, { type: "reanchor", wordsChanged: located.anchor.quote !== mark.anchor.quote }, { userId, role: "annotator" });
      const relative = anchor.relative ? { relative: anchor.relative } : {};
      return { status: 200, body: this.#write({ ...mark, state, anchor: { ...located.anchor, ...relative } }) };
    } catch (cause) {
      if (cause instanceof Problem) return refusal(cause.status, cause.type);
      throw cause;
    }
  }

  #write(mark: Annotation): Annotation {
    const written = { ...mark, version: mark.version + 1 };
    const from = this.clock;
    this.marks.set(mark.id, written);
    this.#changes.push({ clock: from + 1, id: mark.id });
    for (const window of this.windows) if (window.online) window.store.apply(this.changesSince(window.userId, from));
    return written;
  }
}

export function sees(userId: string, mark: Annotation): boolean {
  return mark.visibility === "team" || mark.author.id === userId;
}

function refusal(status: number, type: string): Answer {
  return { status, body: { type, title: type, status } };
}
