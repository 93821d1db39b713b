/**
 * One text as different parts see it, made comparable: a hash of its ProseMirror form with the marks in order.
 *
 * Called by house.ts and by cases. What must stay true: reading never touches the Y.Doc that is read (y-prosemirror
 * deletes from it what it can't make a node of), and state vectors are never compared instead: equal ones can hide
 * different texts.
 */
import { createHash } from "node:crypto";
import type { Node } from "prosemirror-model";
import * as Y from "yjs";
import { documentFromUpdates } from "../../server/sync/apply-server-edit.ts";

interface NodeJson {
  marks?: { type: string; attrs?: unknown }[];
  content?: NodeJson[];
  [key: string]: unknown;
}

/** SHA-256 of the document with its marks sorted: their order alone differs between honest replicas. */
export function canonicalHash(doc: Node): string {
  return createHash("sha256").update(JSON.stringify(sorted(doc.toJSON() as NodeJson))).digest("hex").slice(0, 16);
}

function sorted(node: NodeJson): NodeJson {
  const marks = node.marks && [...node.marks].sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
  return { ...node, marks, content: node.content?.map(sorted) };
}

/** The same of a live client's copy. */
export function hashOf(doc: Y.Doc): string {
  return canonicalHash(documentFromUpdates([Y.encodeStateAsUpdate(doc)]));
}
