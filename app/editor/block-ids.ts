/**
 * Gives every new block an id of its own, and takes printed numbers off the second half of a split block.
 *
 * A plugin of open documents. Promises: after each edit made here all textblocks have an id that is unique in the
 * document; of two halves the one that keeps words at the start keeps the id, so that marks stay where they were. What
 * must stay true: it answers to this person's edits only; if every window repaired what comes from others, they would
 * repair it differently.
 */
import type { Node } from "prosemirror-model";
import { Plugin, type Transaction } from "prosemirror-state";
import { ySyncPluginKey } from "y-prosemirror";
import { TEXTBLOCKS } from "~/core/document/schema.ts";

/** Ten characters, about 50 bits, as the server makes them. */
function newBlockId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").slice(0, 10);
}

interface Placed {
  node: Node;
  position: number;
}

/** The blocks that need other attributes, with those. */
function repairs(doc: Node, makeId: () => string): { position: number; attributes: Record<string, unknown> }[] {
  const first = new Map<string, Placed>();
  const needy: Placed[] = [];
  doc.descendants((node, position) => {
    if (!TEXTBLOCKS.has(node.type.name)) return true;
    const id = node.attrs.id as string | null;
    const other = id === null ? undefined : first.get(id);
    if (id === null) needy.push({ node, position });
    else if (!other) first.set(id, { node, position });
    else if (other.node.content.size === 0 && node.content.size > 0) {
      needy.push(other);
      first.set(id, { node, position });
    } else needy.push({ node, position });
    return false;
  });
  return needy.map(({ node, position }) => ({ position, attributes: asNew(node, makeId()) }));
}

/** The attributes of a block that has begun to be one of its own: the printed number and speaker are the other one's. */
function asNew(node: Node, id: string): Record<string, unknown> {
  const attributes: Record<string, unknown> = { ...node.attrs, id };
  if (node.attrs.id === null) return attributes;
  for (const name of ["number", "speaker"]) if (name in attributes) attributes[name] = null;
  // A bullet is everybody's, "(a)" is one item's.
  if (typeof attributes.label === "string" && /[\p{L}\p{N}]/u.test(attributes.label)) attributes.label = null;
  return attributes;
}

function isOwnEdit(transaction: Transaction): boolean {
  return transaction.docChanged && transaction.getMeta(ySyncPluginKey) === undefined;
}

export function blockIds(): Plugin {
  return new Plugin({
    appendTransaction: (transactions, _, state) => {
      if (!transactions.some(isOwnEdit)) return null;
      const wanted = repairs(state.doc, newBlockId);
      if (wanted.length === 0) return null;
      const repair = state.tr;
      for (const { position, attributes } of wanted) repair.setNodeMarkup(position, null, attributes);
      return repair.setStoredMarks(state.storedMarks);
    },
  });
}
