/**
 * What a client's change may be: deny by default, in two halves.
 *
 * `decode` judges the bytes alone, when they arrive; `judge` judges them against the text, when their turn comes.
 * Called by the room, which after applying asks placement.ts where everything landed. What must stay true: only
 * "apply" changes anything, and whoever may not type is refused unless the change is known already, word for word.
 */
import * as Y from "yjs";
import { FRAGMENT } from "../../app/core/live/protocol.ts";
import { countWhile } from "../../app/core/sorted.ts";
import { decodeWhole, dependencies, type DeletedRange, type Struct } from "./decode-update.ts";
import { isElement, isFormat } from "./vocabulary.ts";

const MAX_STRUCTS = 50_000;
/** No honest client ever counts this far; guards against clocks that leave no room for anybody. */
const MAX_CLOCK = 2 ** 31;
/** So many values of one attribute, set one after the other and all gone again, may have become one item. */
const MAX_MERGED = 1_000;


/** A change that is well-formed and says only what a text can say. */
export interface Change {
  structs: Struct[];
  deletes: ReadonlyMap<number, DeletedRange[]>;
}

/** "gap": it builds on something that is missing here. */
export type Verdict = "nothing" | "apply" | "gap" | "refuse";

export interface Writer {
  userId: string;
  canType: boolean;
}

/** Which user writes under which Yjs client id: null when that user is no more, undefined while the id is nobody's. */
export interface Authors {
  ownerOf(client: number): string | null | undefined;
}

/** The change in these bytes, or null when they are malformed or hold what no text of ours holds. */
export function decode(update: Uint8Array): Change | null {
  try {
    const { structs, ds, end } = decodeWhole(update, MAX_STRUCTS);
    const change: Change = { structs, deletes: ds.clients };
    const sound = end === update.length && inOrder(change) && structs.every((struct) => isSound(struct, ds.clients));
    return sound ? change : null;
  } catch {
    // Truncated, over-long or too deep: Yjs throws different things for it, all of them mean "not an update".
    return null;
  }
}

/** Honest encoders write each client once, clocks rising; anything else costs quadratic time or hides a part. */
function inOrder(change: Change): boolean {
  const seen = new Set<number>();
  let last: Struct | undefined;
  for (const struct of change.structs) {
    const { client, clock } = struct.id;
    if (clock + struct.length > MAX_CLOCK || struct.length < 1) return false;
    if (last?.id.client === client) {
      if (clock !== last.id.clock + last.length) return false;
    } else if (seen.has(client)) return false;
    seen.add(client);
    last = struct;
  }
  return [...change.deletes.values()].every(isRising);
}

function isRising(ranges: readonly DeletedRange[]): boolean {
  return ranges.every((range, index) => {
    const before = ranges[index - 1];
    return range.len >= 1 && range.clock + range.len <= MAX_CLOCK && (!before || before.clock + before.len <= range.clock);
  });
}

function isSound(struct: Struct, deletes: Change["deletes"]): boolean {
  if (!(struct instanceof Y.Item)) return true;
  // Decoding leaves the name of a root where an integrated item has the root itself.
  const parent: unknown = struct.parent;
  if (typeof parent === "string" && parent !== FRAGMENT) return false;
  if (struct.content instanceof Y.ContentAny && struct.length > 1 && !isGone(struct, deletes)) return false;
  return !pointsAhead(struct) && isContent(struct.content);
}

/** Is all of this item deleted by the very change that brings it? The ranges are known to rise. */
function isGone({ id, length }: Y.Item, deletes: Change["deletes"]): boolean {
  const ranges = deletes.get(id.client) ?? [];
  const range = ranges[countWhile(ranges.length, (index) => (ranges[index]?.clock ?? 0) <= id.clock) - 1];
  return range !== undefined && id.clock + length <= range.clock + range.len;
}

/** An item that builds on itself or on its own author's future can't be integrated. */
function pointsAhead(item: Y.Item): boolean {
  return dependencies(item).some((id) => id.client === item.id.client && id.clock >= item.id.clock);
}

/** Only what a ProseMirror text is made of; no subdocuments, embeds, binaries or foreign types. */
function isContent(content: Y.Item["content"]): boolean {
  if (content instanceof Y.ContentType) {
    const type = content.type as unknown;
    if (type instanceof Y.XmlElement) return isElement(type.nodeName);
    return (type as object).constructor === Y.XmlText;
  }
  if (content instanceof Y.ContentFormat) return isFormat(content.key, content.value);
  if (content instanceof Y.ContentAny) return content.arr.length <= MAX_MERGED;
  return content instanceof Y.ContentString || content instanceof Y.ContentDeleted;
}

/** What to do with a change in its turn. Reads `doc`, changes nothing. */
export function judge(doc: Y.Doc, change: Change, writer: Writer, authors: Authors): Verdict {
  const after = statesAfter(doc, change);
  if (after === null || !restsOnKnown(doc, change, after)) return "gap";
  const added = newAuthors(doc, change);
  if (added.size === 0 && !stillAlive(doc, change).next().value) return "nothing";
  if (!writer.canType) return "refuse";
  for (const client of added) {
    const owner = authors.ownerOf(client);
    // What was written under an id that is nobody's, the server itself has written.
    const isFree = owner === undefined && Y.getState(doc.store, client) === 0;
    if (!isFree && owner !== writer.userId) return "refuse";
  }
  return "apply";
}

/**
 * The texts in which this change deletes formatting and nothing else; null when it does more. Each Yjs replica, a
 * reader's too, deletes formatting that has no effect and reports it like an edit. The room does that tidying itself
 * before it decides whether such a reader wanted more.
 */
export function textsTidied(doc: Y.Doc, change: Change): Set<Y.XmlText> | null {
  if (newAuthors(doc, change).size > 0) return null;
  const texts = new Set<Y.XmlText>();
  for (const struct of stillAlive(doc, change)) {
    const parent = struct.parent as unknown;
    if (!(struct.content instanceof Y.ContentFormat) || !(parent instanceof Y.XmlText)) return null;
    texts.add(parent);
  }
  return texts;
}

/** The clients this change adds words of. */
export function newAuthors(doc: Y.Doc, change: Change): Set<number> {
  const clients = new Set<number>();
  for (const struct of change.structs) {
    if (struct.id.clock + struct.length > Y.getState(doc.store, struct.id.client)) clients.add(struct.id.client);
  }
  return clients;
}

/** The clock each author of the change would have after it; null when something before it is missing. */
function statesAfter(doc: Y.Doc, change: Change): Map<number, number> | null {
  const after = new Map<number, number>();
  for (const struct of change.structs) {
    if (struct instanceof Y.Skip) continue;
    const { client, clock } = struct.id;
    const known = after.get(client) ?? Y.getState(doc.store, client);
    if (clock > known) return null;
    after.set(client, Math.max(known, clock + struct.length));
  }
  return after;
}

function restsOnKnown(doc: Y.Doc, change: Change, after: ReadonlyMap<number, number>): boolean {
  const known = (client: number): number => after.get(client) ?? Y.getState(doc.store, client);
  const items = change.structs.filter((struct) => struct instanceof Y.Item);
  if (!items.every((item) => dependencies(item).every((id) => id.clock < known(id.client)))) return false;
  return [...change.deletes].every(([client, ranges]) => ranges.every((range) => range.clock + range.len <= known(client)));
}

/** What the change deletes and we have not deleted. All of it must be known. */
function* stillAlive(doc: Y.Doc, change: Change): Generator<Y.Item, undefined> {
  for (const [client, ranges] of change.deletes) {
    const structs = doc.store.clients.get(client) ?? [];
    for (const range of ranges) {
      const end = range.clock + range.len;
      for (let index = Y.findIndexSS(structs, range.clock); index < structs.length; index += 1) {
        const struct = structs[index];
        if (!struct || struct.id.clock >= end) break;
        if (struct instanceof Y.Item && !struct.deleted) yield struct;
      }
    }
  }
}
