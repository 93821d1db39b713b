/**
 * An honest person at the keyboard: the product's own browser connection, on a Node socket, writing tokens of a ledger.
 *
 * Made by cases. What must stay true: what counts as saved is what `saveState` shows a person, nothing read off the wire;
 * tokens are put between words, never into one.
 */
import WebSocket from "ws";
import * as Y from "yjs";
import { FRAGMENT } from "../../app/core/live/protocol.ts";
import { DocumentConnection } from "../../app/live/connection.ts";
import type { Chance } from "../../server/sync/testing/simulated-world.ts";
import { insertParagraph } from "../../server/sync/testing/simulated-client.ts";
import type { Person } from "./house.ts";
import type { Entry, Ledger } from "./ledger.ts";
import { everyMs } from "./waiting.ts";

export interface TypistOptions {
  origin: string;
  documentId: string;
  who: Person;
  ledger: Ledger;
  chance: Chance;
  name: string;
}

export class Typist {
  readonly doc = new Y.Doc();
  readonly connection: DocumentConnection;
  /** Codes of closings that were final. */
  readonly finals: number[] = [];
  /** Connections tried. */
  attempts = 0;
  /** When the connection was noticed to be gone, and when the text was whole again; performance.now(). */
  readonly downs: number[] = [];
  readonly backs: number[] = [];
  /** When the person was told "not saved". */
  readonly warned: number[] = [];
  #unacked: Entry[] = [];
  #stop: () => void = () => undefined;

  readonly who: Person;

  constructor(private readonly options: TypistOptions) {
    this.who = options.who;
    const { origin, documentId, who } = options;
    const headers = { Authorization: `Bearer ${who.token}` };
    const attempt = (): void => void (this.attempts += 1);
    class Authorised extends WebSocket {
      constructor(address: string | URL) {
        super(address, { headers, perMessageDeflate: false });
        attempt();
      }
    }
    const Socket = Authorised as unknown as typeof globalThis.WebSocket;
    this.connection = new DocumentConnection({
      documentId, ydoc: this.doc, origin, clock: () => 0, WebSocket: Socket, onFrame: () => undefined, onFinal: (code) => this.finals.push(code),
    });
    let [wasUp, warned] = [false, false];
    this.connection.subscribe(() => {
      const { synced, linkState, saveState } = this.connection;
      const isUp = synced && linkState === "connected";
      if (isUp !== wasUp) (isUp ? this.backs : this.downs).push(performance.now());
      if (saveState.state === "unsaved" && !warned) this.warned.push(performance.now());
      [wasUp, warned] = [isUp, saveState.state === "unsaved"];
      this.#acknowledge();
    });
  }

  get isUp(): boolean {
    return this.connection.synced && this.connection.linkState === "connected";
  }

  /** Is everything written here shown as saved? */
  get isSaved(): boolean {
    return this.connection.saveState.state === "saved";
  }

  /** The oldest operation that is not shown as saved, since when; null when there is none. */
  get oldestUnsaved(): number | null {
    return this.#unacked[0]?.madeAt ?? null;
  }

  #acknowledge(): void {
    if (!this.isSaved) return;
    const now = performance.now();
    for (const entry of this.#unacked.splice(0)) entry.ackedAt = now;
  }

  /** Writes the next token, somewhere between words. */
  type(): Entry {
    const entry = this.options.ledger.make(this.options.name);
    this.#unacked.push(entry);
    const { text, at } = this.#place();
    text.insert(at, `${entry.token} `);
    return entry;
  }

  /** Types at this pace until stopped. */
  keepTyping(perSecond: number): void {
    this.#stop = everyMs(1_000 / perSecond, () => {
      if (this.doc.getXmlFragment(FRAGMENT).length > 0) this.type();
    });
  }

  rest(): void {
    this.#stop();
  }

  /** A change of structure: a paragraph put in, with a token in it, or two words made bold. */
  restructure(): void {
    const { chance, ledger, name } = this.options;
    const fragment = this.doc.getXmlFragment(FRAGMENT);
    if (chance.happens(0.3)) {
      const { text } = this.#place();
      text.format(0, Math.min(8, text.length), { strong: chance.happens(0.5) ? {} : null });
      return;
    }
    const entry = ledger.make(name);
    this.#unacked.push(entry);
    insertParagraph(fragment, chance.below(fragment.length + 1), `b${entry.token}`, `${entry.token} `);
  }

  #place(): { text: Y.XmlText; at: number } {
    const { chance } = this.options;
    const blocks = this.doc.getXmlFragment(FRAGMENT).toArray() as Y.XmlElement[];
    const text = chance.pick(blocks).get(0) as Y.XmlText;
    const plain = (text.toDelta() as { insert: string }[]).map((run) => run.insert).join("");
    const starts = [0, ...[...plain.matchAll(/ /g)].map((space) => space.index + 1)];
    return { text, at: chance.pick(starts.slice(0, 40)) };
  }

  leave(): void {
    this.rest();
    this.connection.destroy();
    this.doc.destroy();
  }
}
