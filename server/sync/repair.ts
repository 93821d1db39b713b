/**
 * Mends what honest people break together: each change was sound where it was made, and both are not.
 *
 * Two people each delete one of the two paragraphs of a quote: an empty quote stays, which no editor can show. Called by
 * the replica after it has taken changes in. What must stay true: the server alone repairs, so that all see the same,
 * and it takes no words away: what is empty goes, what lacks a beginning gets one.
 */
import type { ContentMatch, NodeType } from "prosemirror-model";
import { Fragment } from "prosemirror-model";
import { uuidv7 } from "uuidv7";
import * as Y from "yjs";
import { schema, TEXTBLOCKS } from "../../app/core/document/schema.ts";

/** What a transaction has changed. */
export type Touched = Iterable<unknown>;

/** Repairs the touched parts and whatever becomes unsound by that. Must run inside of a transaction. */
export function repair(touched: Touched): void {
  const waiting = [...touched];
  for (let type = waiting.pop(); type !== undefined; type = waiting.pop()) {
    if (!isElement(type) || !isAlive(type)) continue;
    const nodeType = schema.nodes[type.nodeName];
    if (!nodeType || nodeType.inlineContent || nodeType.isLeaf) continue;
    const children = childTypes(type);
    if (children === null || isWhole(nodeType.contentMatch, children)) continue;
    if (children.length > 0) fillIn(type, nodeType, children);
    else waiting.push(removed(type));
  }
}

const isElement = (type: unknown): type is Y.XmlElement => type instanceof Y.XmlElement;

function isAlive(element: Y.XmlElement): boolean {
  for (let item = element._item; item; item = (item.parent as Y.XmlElement | null)?._item ?? null) if (item.deleted) return false;
  return true;
}

function childTypes(element: Y.XmlElement): NodeType[] | null {
  const types = element.toArray().map((child) => (child instanceof Y.XmlElement ? schema.nodes[child.nodeName] : undefined));
  return types.every((type) => type !== undefined) ? types : null;
}

function isWhole(start: ContentMatch, children: readonly NodeType[]): boolean {
  let match: ContentMatch | null = start;
  for (const child of children) match = match?.matchType(child) ?? null;
  return match?.validEnd ?? false;
}

/** Takes an empty element out; answers what it stood in. */
function removed(element: Y.XmlElement): unknown {
  const parent = element.parent;
  if (parent instanceof Y.XmlFragment) parent.delete(parent.toArray().indexOf(element), 1);
  return parent;
}

function fillIn(element: Y.XmlElement, type: NodeType, children: readonly NodeType[]): void {
  const standIns = Fragment.fromArray(children.map((child) => child.create()));
  const missing = type.contentMatch.fillBefore(standIns, true);
  const beginning = missing?.content.map((node) => {
    const made = new Y.XmlElement(node.type.name);
    if (TEXTBLOCKS.has(node.type.name)) made.setAttribute("id", uuidv7());
    return made;
  });
  if (beginning && beginning.length > 0) element.insert(0, beginning);
}
