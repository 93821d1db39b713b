/**
 * Many updates as one, read back and compared before anybody relies on it.
 *
 * Called in a worker thread (compress.worker.ts) and by simulations. What must stay true: the answer reads, loaded into
 * an empty document, exactly as the updates do; when it does not, an error is thrown and the log stays what it is.
 */
import { createHash } from "node:crypto";
import * as Y from "yjs";
import { FRAGMENT } from "../../app/core/live/protocol.ts";

export interface Compressed {
  /** One update (V1). */
  data: Uint8Array;
  /** Its state vector. */
  vector: Uint8Array;
  /** SHA-256 of the text as it reads, with its formatting and attributes. */
  hash: string;
}

function load(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc({ gc: true });
  doc.transact(() => updates.forEach((update) => Y.applyUpdate(doc, update)));
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) throw new Error("the log refers to updates it does not hold");
  return doc;
}

/** The same for two replicas only if they show the same text. */
function hashOf(doc: Y.Doc): string {
  return createHash("sha256").update(doc.getXmlFragment(FRAGMENT).toJSON()).digest("hex");
}

/** Throws when the updates are no whole, or when their sum reads otherwise than they do (yjs#699, yjs#794). */
export function compress(updates: readonly Uint8Array[]): Compressed {
  const replayed = load(updates);
  const data = Y.encodeStateAsUpdate(replayed);
  const reloaded = load([data]);
  const hash = hashOf(replayed);
  const vector = Y.encodeStateVector(replayed);
  const same = hash === hashOf(reloaded) && Buffer.compare(vector, Y.encodeStateVector(reloaded)) === 0;
  if (!same) throw new Error("the text reads otherwise when it is loaded again");
  return { data, vector, hash };
}
