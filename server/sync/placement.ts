/**
 * Where the new parts of a text have landed.
 *
 * Called by the room after it has applied a change and before anything is stored: Yjs tells an item's parent only
 * then. What must stay true: everything alive below the root is an element, attribute, text or mark that the schema
 * knows at that place, at most MAX_DEPTH deep; a text that breaks this is deleted by the clients that open it.
 */
import * as Y from "yjs";
import { FRAGMENT } from "../../app/core/live/protocol.ts";
import { isAttribute, mayContain, ROOT } from "./vocabulary.ts";

/** Deeper nesting overflows the stack of every reader. */
const MAX_DEPTH = 32;

/** Has everything these clients added since `before` landed where it may be? */
export function isWellPlaced(doc: Y.Doc, clients: Iterable<number>, before: ReadonlyMap<number, number>): boolean {
  const root = doc.getXmlFragment(FRAGMENT);
  for (const client of clients) {
    const structs = doc.store.clients.get(client);
    if (!structs) continue;
    const since = before.get(client) ?? 0;
    for (let index = Y.findIndexSS(structs, since); index < structs.length; index += 1) {
      const struct = structs[index];
      if (struct instanceof Y.Item && !struct.deleted && !mayStand(struct, root)) return false;
    }
  }
  return true;
}

function mayStand(item: Y.Item, root: Y.XmlFragment): boolean {
  const parent = item.parent as unknown;
  if (!isNear(parent, root)) return false;
  if (item.parentSub !== null) return isPlacedAttribute(item, item.parentSub, parent);
  if (parent instanceof Y.XmlText) return item.content instanceof Y.ContentString || item.content instanceof Y.ContentFormat;
  const name = parent === root ? ROOT : (parent as Y.XmlElement).nodeName;
  if (!(item.content instanceof Y.ContentType)) return false;
  const type = item.content.type as unknown;
  return mayContain(name, type instanceof Y.XmlElement ? type.nodeName : "text");
}

function isPlacedAttribute(item: Y.Item, name: string, parent: unknown): boolean {
  if (!(parent instanceof Y.XmlElement) || !(item.content instanceof Y.ContentAny)) return false;
  return item.content.arr.length === 1 && isAttribute(parent.nodeName, name, item.content.arr[0]);
}

/** Does the way up end at the root, soon enough? */
function isNear(type: unknown, root: Y.XmlFragment): boolean {
  let current = type;
  for (let depth = 0; depth <= MAX_DEPTH; depth += 1) {
    if (current === root) return true;
    if (!(current instanceof Y.XmlElement || current instanceof Y.XmlText)) return false;
    current = current._item?.parent;
  }
  return false;
}
