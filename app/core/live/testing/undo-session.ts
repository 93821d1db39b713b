/**
 * A seeded random session of one or more people who edit nested elements, undo, redo and receive each other's updates,
 * played on a given copy of Yjs.
 *
 * Called by the tests that guard the patch of yjs. Promises: the same seed plays the same session. After every step, what is live must
 * equal what is loaded from the encoded state.
 */
import type * as Yjs from "yjs";

const STEPS = 60;

interface Person {
  readonly doc: Yjs.Doc;
  readonly root: Yjs.XmlFragment;
  readonly history: Yjs.UndoManager;
}

export interface Difference {
  step: number;
  live: string;
  reloaded: string;
}

/** Plays one session; answers the first step after which live and reloaded text differ, or null. */
export function firstDifference(yjs: typeof Yjs, people: number, seed: number): Difference | null {
  return new Session(yjs, people, seed).play();
}

class Session {
  readonly #people: Person[];
  #state: number;

  constructor(
    readonly yjs: typeof Yjs,
    people: number,
    seed: number,
  ) {
    this.#state = seed | 0;
    this.#people = Array.from({ length: people }, (_, n) => this.#join(n + 1));
  }

  play(): Difference | null {
    for (let step = 0; step < STEPS; step += 1) {
      const person = this.#people[this.#below(this.#people.length)];
      if (!person) continue;
      this.#act(person);
      const live = person.root.toJSON();
      const reloaded = this.#reload(person);
      if (live !== reloaded) return { step, live, reloaded };
    }
    return null;
  }

  /** Whole numbers from 0 up to a bound, the same for the same seed (mulberry32). */
  #below(bound: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  }

  #join(clientId: number): Person {
    const doc = new this.yjs.Doc();
    doc.clientID = clientId;
    const root = doc.getXmlFragment("prosemirror");
    return { doc, root, history: new this.yjs.UndoManager(root, { captureTimeout: 0 }) };
  }

  #act(person: Person): void {
    const choice = this.#below(20);
    const times = 1 + this.#below(3);
    const other = this.#people[this.#below(this.#people.length)];
    const again = (act: () => void): void => {
      for (let n = 0; n < times; n += 1) act();
    };
    if (choice < 5) again(() => person.history.undo());
    else if (choice < 7) again(() => person.history.redo());
    else if (choice < 10 && other && other !== person) this.#receive(person, other);
    else person.doc.transact(() => again(() => this.#edit(person.root, 0)));
  }

  #receive(person: Person, other: Person): void {
    const { applyUpdate, encodeStateAsUpdate, encodeStateVector } = this.yjs;
    applyUpdate(person.doc, encodeStateAsUpdate(other.doc, encodeStateVector(person.doc)), "remote");
  }

  #edit(container: Yjs.XmlFragment | Yjs.XmlElement, depth: number): void {
    const choice = this.#below(10);
    if (container.length === 0 || (choice < 2 && container.length < 3)) {
      container.insert(this.#below(container.length + 1), [this.#newElement(depth)]);
    } else if (choice < 4) {
      const start = this.#below(container.length);
      container.delete(start, 1 + this.#below(container.length - start));
    } else {
      const child = container.get(this.#below(container.length));
      if (child instanceof this.yjs.XmlText) this.#editText(child);
      else if (child instanceof this.yjs.XmlElement) this.#edit(child, depth + 1);
    }
  }

  #newElement(depth: number): Yjs.XmlElement {
    const element = new this.yjs.XmlElement("p");
    const children = Array.from({ length: 1 + this.#below(2) }, () => {
      if (depth < 1 && this.#below(10) < 6) return this.#newElement(depth + 1);
      const text = new this.yjs.XmlText();
      text.insert(0, this.#letters(97));
      return text;
    });
    element.insert(0, children);
    return element;
  }

  #editText(text: Yjs.XmlText): void {
    if (text.length === 0 || this.#below(10) < 6) {
      text.insert(this.#below(text.length + 1), this.#letters(65));
      return;
    }
    const start = this.#below(text.length);
    text.delete(start, 1 + this.#below(Math.min(3, text.length - start)));
  }

  #letters(from: number): string {
    return String.fromCharCode(from + this.#below(26)).repeat(1 + this.#below(3));
  }

  #reload(person: Person): string {
    const doc = new this.yjs.Doc();
    this.yjs.applyUpdate(doc, this.yjs.encodeStateAsUpdate(person.doc));
    return doc.getXmlFragment("prosemirror").toJSON();
  }
}
