/**
 * Updates that no honest client makes, written byte by byte in Yjs' first encoding, and changes of a real copy.
 *
 * Called by the cases of group C. What must stay true: nothing here is random; where an id matters it is handed in.
 */
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { FRAGMENT } from "../../app/core/live/protocol.ts";

/** Yjs' numbers of what an item holds, and the two structs that are none. */
const GC = 0;
const ANY = 8;
const TYPE = 7;
const SKIP = 10;
const ORIGIN = 0x80;
const RIGHT_ORIGIN = 0x40;

type Write = (encoder: encoding.Encoder) => void;

const uint = (value: number): Write => (encoder) => encoding.writeVarUint(encoder, value);

/** An update of one client from clock 0, `count` structs as announced, then what it deletes (nothing). */
function update(count: number, client: number, body: Write, clock = 0): Uint8Array {
  return encoding.encode((encoder) => {
    for (const value of [1, count, client, clock]) encoding.writeVarUint(encoder, value);
    body(encoder);
    encoding.writeVarUint(encoder, 0);
  });
}

/** The root of the text as parent. */
const inRoot: Write = (encoder) => {
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarString(encoder, FRAGMENT);
};

const info = (value: number): Write => (encoder) => encoding.writeUint8(encoder, value);

function all(...writes: Write[]): Write {
  return (encoder) => writes.forEach((write) => write(encoder));
}

/** Update whose header announces more clients than there are bytes. */
export const manyClients = (count: number): Uint8Array => encoding.encode(uint(count));
/** One client, more structs announced than there are. */
export const manyStructs = (count: number): Uint8Array => update(count, 1, all(info(GC), uint(1)));
export const hugeGarbage = (length: number): Uint8Array => update(1, 2, all(info(GC), uint(length)));
export const hugeSkip = (length: number): Uint8Array => update(1, 3, all(info(SKIP), uint(length)));
/** A list of values, as many announced as `count`, only `there` of them undefineds. */
export function anyValues(count: number, there: number): Uint8Array {
  const undefineds: Write = (encoder) => encoding.writeUint8Array(encoder, new Uint8Array(there).fill(127));
  return update(1, 4, all(info(ANY), inRoot, uint(count), undefineds));
}
/** Deletes in `clients` clients, as announced. */
export const manyDeletes = (clients: number): Uint8Array => encoding.encode(all(uint(0), uint(clients), uint(1), uint(2 ** 31)));
/** `count` empty paragraphs one behind the other, behind an item or at the start of the text. */
export function emptyParagraphs(count: number, client: number, after?: Y.ID): Uint8Array {
  const paragraph: Write = all(uint(3), (encoder) => encoding.writeVarString(encoder, "paragraph"));
  const first = after ? all(info(TYPE | ORIGIN), uint(after.client), uint(after.clock)) : all(info(TYPE), inRoot);
  return update(count, client, (encoder) => {
    all(first, paragraph)(encoder);
    for (let clock = 1; clock < count; clock += 1) all(info(TYPE | ORIGIN), uint(client), uint(clock - 1), paragraph)(encoder);
  });
}
/** Paragraphs one within the other, `depth` of them. */
export function nestedQuotes(depth: number, client: number): Uint8Array {
  const quote: Write = all(uint(3), (encoder) => encoding.writeVarString(encoder, "blockquote"));
  return update(depth, client, (encoder) => {
    all(info(TYPE), inRoot, quote)(encoder);
    for (let clock = 1; clock < depth; clock += 1) all(info(TYPE), uint(0), uint(client), uint(clock - 1), quote)(encoder);
  });
}
/** A paragraph between two neighbours given in the wrong order. */
export function betweenWrongly(client: number, left: Y.ID, right: Y.ID): Uint8Array {
  const ids: Write = all(uint(left.client), uint(left.clock), uint(right.client), uint(right.clock));
  return update(1, client, all(info(TYPE | ORIGIN | RIGHT_ORIGIN), ids, uint(3), (encoder) => encoding.writeVarString(encoder, "paragraph")));
}
/** The bytes of yjs#687, on which merging in the second encoding never ends. */
export const RUN_LENGTH_TRAP = Uint8Array.from(Buffer.from("00010000000001000100010200001602000001fdffffffff7f0000", "hex"));

/** A copy of a text, under an id of its own. */
export function copyOf(doc: Y.Doc, clientId?: number): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  if (clientId !== undefined) copy.clientID = clientId;
  return copy;
}

export function fragmentOf(doc: Y.Doc): Y.XmlFragment {
  return doc.getXmlFragment(FRAGMENT);
}

/** The first paragraph, and the text in it. */
export function firstBlock(doc: Y.Doc): Y.XmlElement {
  return fragmentOf(doc).get(0) as Y.XmlElement;
}

export function firstText(doc: Y.Doc): Y.XmlText {
  return firstBlock(doc).get(0) as Y.XmlText;
}

/** The updates a change of this copy makes, one for each transaction. */
export function updatesOf(doc: Y.Doc, change: () => void): Uint8Array[] {
  const updates: Uint8Array[] = [];
  const collect = (made: Uint8Array): number => updates.push(made);
  doc.on("update", collect);
  change();
  doc.off("update", collect);
  return updates;
}

/** The one update of a change. */
export function updateOf(doc: Y.Doc, change: (doc: Y.Doc) => void): Uint8Array {
  return Y.mergeUpdates(updatesOf(doc, () => doc.transact(() => change(doc))));
}
