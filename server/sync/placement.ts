/**
 * Where the new parts of a text have landed.
 *
 * Called by the room after it has applied a change and before anything is stored: Yjs tells an item's parent only
 * then. What must stay true: everything alive below the root is an element, attribute, text or mark that the schema
 * knows at that place, at most MAX_DEPTH deep; a text that breaks this is deleted by the clients that open it. And
 * everything stands between the neighbours it was written between.
 */
import * as Y from "yjs";
import { FRAGMENT } from "../../app/core/live/protocol.ts";
import { takeStep } from "./steps.ts";
import { isAttribute, mayContain, ROOT } from "./vocabulary.ts";

/** Deeper nesting overflows the stack of every reader. */
const MAX_DEPTH = 32;

/**
 * Looks at everything these clients added since `before`. Answers how many elements came with it; null when something
 * has landed where it may not be. Throws when that takes too many steps (steps.ts).
 */
export function newElements(doc: Y.Doc, clients: Iterable<number>, before: ReadonlyMap<number, number>): number | null {
  const root = doc.getXmlFragment(FRAGMENT);
  let count = 0;
  for (const client of clients) {
    for (const item of itemsSince(doc, client, before.get(client) ?? 0)) {
      if (!isBeforeItsRight(item, doc) || !(item.deleted || mayStand(item, root))) return null;
      if (item.content instanceof Y.ContentType && !(item.content.type instanceof Y.XmlText)) count += 1;
    }
  }
  return count;
}

function itemsSince(doc: Y.Doc, client: number, clock: number): Y.Item[] {
  const structs = doc.store.clients.get(client) ?? [];
  return structs.length === 0 ? [] : structs.slice(Y.findIndexSS(structs, clock)).filter((struct) => struct instanceof Y.Item);
}

/**
 * Does the item stand left of what it was written to the left of? Where it does not, its author claims an order that
 * never was, and replicas that integrate it at other moments read other texts (reliability: yjs#699, yjs#794).
 */
function isBeforeItsRight(item: Y.Item, doc: Y.Doc): boolean {
  if (item.rightOrigin === null || item.parentSub !== null) return true;
  const structs = doc.store.clients.get(item.rightOrigin.client) ?? [];
  const right = structs[Y.findIndexSS(structs, item.rightOrigin.clock)];
  if (!(right instanceof Y.Item)) return true;
  for (let next = item.right; next !== null; next = next.right) {
    // One with the same neighbour has shown it itself, or will: a paste of thousands is not walked through for each part.
    if (next === right || Y.compareIDs(next.rightOrigin, item.rightOrigin)) return true;
    takeStep(doc);
  }
  return false;
}

/** Elements in the text, nested ones too. */
export function countElements(fragment: Y.XmlFragment): number {
  let count = 0;
  for (const child of fragment.toArray()) if (child instanceof Y.XmlElement) count += 1 + countElements(child);
  return count;
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
