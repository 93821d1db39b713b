/**
 * An update taken apart, as Yjs reads it: its structs, in the order of the bytes, and what it deletes.
 *
 * Called by intake (is it sound?) and by portions (where may it be cut?). What must stay true: nothing is integrated,
 * and where the reading ended is told, so that bytes behind the end are noticed. Updates are V1, always.
 */
import type { Decoder } from "lib0/decoding";
import * as Y from "yjs";

export type Struct = Y.Item | Y.GC | Y.Skip;

export interface DeletedRange {
  clock: number;
  len: number;
}

type DeletedRanges = ReturnType<typeof Y.createDeleteSet>;

export interface DecodedUpdate {
  structs: Struct[];
  ds: DeletedRanges;
  /** Bytes read. */
  end: number;
}

/**
 * Throws what lib0 and Yjs throw on bytes that are no update, and on more than `most` structs or values: what is too
 * much is not read to its end, since 8 MB of the smallest ones would hold everybody up.
 */
export function decodeWhole(update: Uint8Array, most = Infinity): DecodedUpdate {
  let decoder: Decoder | undefined;
  let [structs, values] = [0, 0];
  class Remembering extends Y.UpdateDecoderV1 {
    constructor(inner: Decoder) {
      super(inner);
      decoder = inner;
    }

    override readInfo(): number {
      structs += 1;
      if (structs > most) throw new RangeError("too many structs");
      return super.readInfo();
    }

    override readAny(): unknown {
      values += 1;
      if (values > most) throw new RangeError("too many values");
      return super.readAny();
    }
  }
  const decoded = Y.decodeUpdateV2(update, Remembering);
  return { ...decoded, end: decoder?.pos ?? -1 };
}

/** The items this one names: its neighbours when it was written, and what it stands in. */
export function dependencies(item: Y.Item): Y.ID[] {
  return [item.origin, item.rightOrigin, item.parent].filter((id) => id instanceof Y.ID);
}
