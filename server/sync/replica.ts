/**
 * One text in memory: a Yjs document that only ever receives.
 *
 * Called by the room. Promises: what applying an update has changed comes back as updates, so that nothing changes
 * here without being stored; the encoded state is made once and kept until the next change (500 uncached joins of a
 * long text cost 16 s of CPU). A replica that has seen a bad update is thrown away, never repaired.
 */
import * as Y from "yjs";
import { FRAGMENT } from "../../app/core/live/protocol.ts";

/** What one update has changed. */
export interface Effect {
  /** Empty when all of it was known. */
  changes: Uint8Array[];
  /** What Yjs tidied up after it: superfluous formatting, deleted. A change of ours, not of the writer. */
  tidied: Uint8Array[];
}

const RECEIVED = Symbol("received");
const NOTHING = new Uint8Array([0]);

export class Replica {
  readonly doc = new Y.Doc({ gc: true });
  private effect: Effect = { changes: [], tidied: [] };
  private whole: Uint8Array | null = null;

  constructor() {
    this.doc.getXmlFragment(FRAGMENT);
    this.doc.on("update", (update: Uint8Array, origin: unknown) => {
      this.whole = null;
      (origin === RECEIVED ? this.effect.changes : this.effect.tidied).push(update);
    });
  }

  /** The text these updates make, and what was tidied up on the way. Throws when they don't make a whole. */
  static from(updates: readonly Uint8Array[]): { replica: Replica; tidied: Uint8Array[] } {
    const replica = new Replica();
    replica.effect = { changes: [], tidied: [] };
    replica.doc.transact(() => updates.forEach((update) => Y.applyUpdate(replica.doc, update, RECEIVED)), RECEIVED);
    if (replica.isIncomplete) throw new Error("the log refers to updates it does not hold");
    return { replica, tidied: replica.effect.tidied };
  }

  /** Applies an update; throws when it can't be integrated, and the replica is spoiled then. */
  apply(update: Uint8Array): Effect {
    this.effect = { changes: [], tidied: [] };
    Y.applyUpdate(this.doc, update, RECEIVED);
    return this.effect;
  }

  /** Deletes formatting that has no effect from these texts, as every replica may at any time. */
  tidy(texts: Iterable<Y.XmlText>): Effect {
    this.effect = { changes: [], tidied: [] };
    for (const text of texts) Y.cleanupYTextFormatting(text);
    return this.effect;
  }

  /** Is something waiting for updates that have not come? It must never be. */
  get isIncomplete(): boolean {
    return this.doc.store.pendingStructs !== null || this.doc.store.pendingDs !== null;
  }

  /** How far each author is known. */
  vector(): Uint8Array {
    return Y.encodeStateVector(this.doc);
  }

  /** What somebody who knows `vector` lacks. Throws when the vector is malformed. */
  missingFor(vector: Uint8Array): Uint8Array {
    if (vector.length > 1 || vector[0] !== NOTHING[0]) return Y.encodeStateAsUpdate(this.doc, vector);
    this.whole ??= Y.encodeStateAsUpdate(this.doc, NOTHING);
    return this.whole;
  }
}
