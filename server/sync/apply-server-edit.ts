/**
 * Between ProseMirror documents and the updates of the log.
 *
 * Called by imports and commands (seeding a text) and by queries and exports (reading it). What must stay true: a
 * text is seeded once, since seeding again would double it; reading works on a Y.Doc of its own, because
 * y-prosemirror deletes from the Y.Doc it reads what it can't make a node of.
 */
import type { Node } from "prosemirror-model";
import { prosemirrorToYXmlFragment, yXmlFragmentToProseMirrorRootNode } from "y-prosemirror";
import * as Y from "yjs";
import { schema } from "../../app/core/document/schema.ts";
import { FRAGMENT } from "../../app/core/live/protocol.ts";

/** The first update of a document's log. */
export function seedDocument(doc: Node): Uint8Array {
  const target = new Y.Doc();
  prosemirrorToYXmlFragment(doc, target.getXmlFragment(FRAGMENT));
  return Y.encodeStateAsUpdate(target);
}

/** The document these updates make; one empty paragraph when they make none. */
export function documentFromUpdates(updates: readonly Uint8Array[]): Node {
  const source = new Y.Doc();
  source.transact(() => updates.forEach((update) => Y.applyUpdate(source, update)));
  const doc = yXmlFragmentToProseMirrorRootNode(source.getXmlFragment(FRAGMENT), schema);
  if (doc.childCount > 0) return doc;
  return schema.node("doc", null, [schema.node("paragraph")]);
}
