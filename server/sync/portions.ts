/**
 * A large update cut into portions that arrive one after the other: on a slow line a client hears something all the
 * while, instead of giving up in the middle of one message of megabytes.
 *
 * Called by the replica for first syncs. Promises: each portion is a valid update (V1) that builds only on what the
 * portions before it hold, or on what the receiver knew already, so that nothing ever waits in a client; all together
 * they are the update; what is deleted comes with the last one.
 */
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { decodeWhole, dependencies, type DecodedUpdate, type Struct } from "./decode-update.ts";

/** Bytes of a portion, about: eight seconds on a line of 256 kbit/s. */
const PORTION = 256 * 1024;

/** Cuts an update of ours. An update that is not larger than `limit` comes back as it is. */
export function portionsOf(update: Uint8Array, limit = PORTION): Uint8Array[] {
  if (update.length <= limit) return [update];
  const decoded = decodeWhole(update);
  const portions: Struct[][] = [[]];
  let size = 0;
  for (const struct of inCausalOrder(decoded)) {
    const weight = weightOf(struct);
    if (size + weight > limit && size > 0) {
      portions.push([]);
      size = 0;
    }
    portions.at(-1)?.push(struct);
    size += weight;
  }
  return portions.map((structs, nth) => encoded(structs, nth === portions.length - 1 ? decoded.ds : Y.createDeleteSet()));
}

/** Bytes of a struct when encoded, about. */
function weightOf(struct: Struct): number {
  if (!(struct instanceof Y.Item)) return 4;
  const { content } = struct;
  if (content instanceof Y.ContentString) return 12 + content.str.length;
  return content instanceof Y.ContentAny ? 24 + JSON.stringify(content.arr).length : 24;
}

/**
 * Every struct after those it builds on. Each author's structs stay in order; where one needs another author's, that
 * author goes on first. What is not in this update at all is known to the receiver.
 */
function* inCausalOrder({ structs }: DecodedUpdate): Generator<Struct, undefined> {
  const queues = byAuthor(structs);
  const taken = new Map<number, number>();
  /** The author whose next struct holds what `struct` lacks; undefined when it lacks nothing. */
  const lacking = (struct: Struct): number | undefined => {
    if (!(struct instanceof Y.Item)) return undefined;
    return dependencies(struct).find(({ client, clock }) => {
      const next = client === struct.id.client ? undefined : queues.get(client)?.[taken.get(client) ?? 0];
      return next !== undefined && next.id.clock <= clock;
    })?.client;
  };
  for (const first of queues.keys()) {
    const stack = [first];
    for (let author = stack.at(-1); author !== undefined; author = stack.at(-1)) {
      const place = taken.get(author) ?? 0;
      const struct = queues.get(author)?.[place];
      const needed = struct && lacking(struct);
      if (needed !== undefined) stack.push(needed);
      else {
        if (struct) {
          taken.set(author, place + 1);
          yield struct;
        }
        // Somebody below may have waited for just this one.
        if (!struct || stack.length > 1) stack.pop();
      }
    }
  }
}

function byAuthor(structs: readonly Struct[]): Map<number, Struct[]> {
  const queues = new Map<number, Struct[]>();
  for (const struct of structs) {
    const queue = queues.get(struct.id.client);
    if (queue) queue.push(struct);
    else queues.set(struct.id.client, [struct]);
  }
  return queues;
}

/** As yjs writes an update: a section for each author, higher ids first, then what is deleted. */
function encoded(structs: readonly Struct[], deleted: DecodedUpdate["ds"]): Uint8Array {
  const encoder = new Y.UpdateEncoderV1();
  const sections = [...byAuthor(structs)].sort(([a], [b]) => b - a);
  encoding.writeVarUint(encoder.restEncoder, sections.length);
  for (const [client, section] of sections) {
    encoding.writeVarUint(encoder.restEncoder, section.length);
    encoder.writeClient(client);
    encoding.writeVarUint(encoder.restEncoder, section[0]?.id.clock ?? 0);
    for (const struct of section) struct.write(encoder, 0);
  }
  writeDeleted(encoder, deleted);
  return encoder.toUint8Array();
}

function writeDeleted(encoder: Y.UpdateEncoderV1, deleted: DecodedUpdate["ds"]): void {
  encoding.writeVarUint(encoder.restEncoder, deleted.clients.size);
  for (const [client, ranges] of [...deleted.clients].sort(([a], [b]) => b - a)) {
    encoder.resetDsCurVal();
    encoding.writeVarUint(encoder.restEncoder, client);
    encoding.writeVarUint(encoder.restEncoder, ranges.length);
    for (const { clock, len } of ranges) {
      encoder.writeDsClock(clock);
      encoder.writeDsLen(len);
    }
  }
}
