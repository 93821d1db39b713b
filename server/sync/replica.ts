/**
 * One text in memory: a Yjs document that only ever receives.
 *
 * Called by the room. Promises: whatever changes here by applying, tidying or repairing comes back as updates, so that
 * nothing changes without being stored; the encoded state is made once and kept until the next change (500 uncached
 * joins of a long text cost 16 s of CPU). A text that comes as one update stays packed until somebody writes: readers
 * are served from the bytes. A replica that has seen a bad update is thrown away, never repaired.
 */
import * as Y from "yjs";
import { FRAGMENT } from "../../app/core/live/protocol.ts";
import { Answers } from "./answers.ts";
import { countElements } from "./placement.ts";
import { portionsOf } from "./portions.ts";
import { repair } from "./repair.ts";
import { EMPTY_VECTOR } from "./wire.ts";

const RECEIVED = Symbol("received");
/** The update of a text that has nothing in it: no authors, nothing deleted. */
const EMPTY = new Uint8Array([0, 0]);

/** The largest text: forty times the longest State report. */
const LIMITS = { bytes: 20 * 1024 * 1024, elements: 50_000 };

export class Replica {
  /** The state as one update, as long as nothing has changed since. */
  private whole: Uint8Array | null;
  /** The state vector, as long as nothing has changed since. */
  private known: Uint8Array | null;
  private unpacked: Y.Doc | null = null;
  private changes: Uint8Array[] = [];
  private own: Uint8Array[] = [];
  private bytes: number;
  /** Elements in the text, at most; null while nobody has counted. */
  private elements: number | null = null;
  /** Changed by others since the last repair. */
  private touched = new Set<unknown>();
  private readonly answers = new Answers();

  private constructor(whole: Uint8Array | null, bytes: number, known: Uint8Array | null) {
    this.whole = whole;
    this.bytes = bytes;
    this.known = known;
  }

  /**
   * The text these updates make, and its state vector where that is known. Throws when they don't make a whole; a
   * single one is looked at when it is needed.
   */
  static from(updates: readonly Uint8Array[], vector: Uint8Array | null = null): Replica {
    const bytes = updates.reduce((sum, update) => sum + update.length, 0);
    const [only = EMPTY] = updates;
    if (updates.length < 2) return new Replica(only, bytes, vector);
    const replica = new Replica(null, bytes, null);
    replica.unpack(updates);
    return replica;
  }

  get doc(): Y.Doc {
    return this.unpacked ?? this.unpack(this.whole ? [this.whole] : []);
  }

  private unpack(updates: readonly Uint8Array[]): Y.Doc {
    const doc = new Y.Doc({ gc: true });
    doc.getXmlFragment(FRAGMENT);
    this.unpacked = doc;
    let listening = false;
    const listen = (): void => {
      if (!listening) doc.on("update", (update, origin) => this.hear(update, origin));
      listening = true;
    };
    // Whoever listens makes Yjs encode the whole text again: there is need to only if something is tidied up on the way.
    const onTransaction = ({ origin }: Y.Transaction): void => {
      if (origin !== RECEIVED) listen();
    };
    doc.on("beforeTransaction", onTransaction);
    doc.transact(() => updates.forEach((update) => Y.applyUpdate(doc, update, RECEIVED)), RECEIVED);
    if (this.isIncomplete) throw new Error("the log refers to updates it does not hold");
    doc.off("beforeTransaction", onTransaction);
    listen();
    doc.on("afterTransaction", ({ origin, changed }: Y.Transaction) => {
      if (origin === RECEIVED) for (const type of changed.keys()) this.touched.add(type);
    });
    return doc;
  }

  private hear(update: Uint8Array, origin: unknown): void {
    this.whole = null;
    this.known = null;
    this.answers.clear();
    this.bytes += update.length;
    (origin === RECEIVED ? this.changes : this.own).push(update);
  }

  /** Applies an update and answers what was new in it; throws when it can't be integrated, and the replica is spoiled then. */
  apply(update: Uint8Array): Uint8Array[] {
    const { doc } = this;
    this.changes = [];
    Y.applyUpdate(doc, update, RECEIVED);
    return this.changes;
  }

  /** Deletes formatting that has no effect from these texts, as every replica may at any time. */
  tidy(texts: Iterable<Y.XmlText>): void {
    for (const text of texts) Y.cleanupYTextFormatting(text);
  }

  /** Mends what several changes have broken together. */
  repair(): void {
    const touched = [...this.touched];
    this.touched.clear();
    if (touched.length > 0) this.doc.transact(() => repair(touched), this);
  }

  /** Has this replica changed something by itself that was not taken? */
  get hasOwn(): boolean {
    return this.own.length > 0;
  }

  /** What was tidied up or repaired here and has to be stored: changes of ours, not of any writer. */
  takeOwn(): Uint8Array[] {
    return this.own.splice(0);
  }

  /** Is something waiting for updates that have not come? It must never be. */
  get isIncomplete(): boolean {
    const store = this.unpacked?.store;
    return store !== undefined && (store.pendingStructs !== null || store.pendingDs !== null);
  }

  /**
   * Is the text larger than it may be, with `elements` more just added? Counts what has come, which is cheap, and looks
   * closely only when that is over the limit: what was overwritten or deleted since may have made room.
   */
  isFull(elements: number): boolean {
    if (this.bytes > LIMITS.bytes) this.bytes = this.encoded().length;
    if (this.bytes > LIMITS.bytes) return true;
    // So many elements need more bytes than that.
    if (elements === 0 || this.bytes < LIMITS.elements * 8) return false;
    this.elements = this.elements === null ? Infinity : this.elements + elements;
    if (this.elements > LIMITS.elements) this.elements = countElements(this.doc.getXmlFragment(FRAGMENT));
    return this.elements > LIMITS.elements;
  }

  /** How far each author is known. */
  vector(): Uint8Array {
    this.known ??= this.unpacked || !this.whole ? Y.encodeStateVector(this.doc) : Y.encodeStateVectorFromUpdate(this.whole);
    return this.known;
  }

  /** What somebody who knows `vector` lacks, in portions to be sent in this order. Throws when the vector is malformed. */
  missingFor(vector: Uint8Array): readonly Uint8Array[] {
    return this.answers.to(vector, () => portionsOf(this.difference(vector)));
  }

  private difference(vector: Uint8Array): Uint8Array {
    if (Buffer.compare(vector, EMPTY_VECTOR) === 0) return this.encoded();
    if (this.whole) return Y.diffUpdate(this.whole, vector);
    return Y.encodeStateAsUpdate(this.doc, vector);
  }

  /** The whole state as one update. */
  encoded(): Uint8Array {
    this.whole ??= Y.encodeStateAsUpdate(this.doc);
    return this.whole;
  }
}
