/**
 * Frames of /sync as bytes: reading what a client sends, writing what the server sends.
 *
 * Called by connections and rooms. Promises: a frame is read only if its type is known, its sizes are within bounds
 * and every byte of it is used; what is read is a copy, so that a lying length can't reach into other memory.
 */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import {
  MESSAGE_AWARENESS,
  MESSAGE_LIVE,
  MESSAGE_QUERY_AWARENESS,
  MESSAGE_SYNC,
  type LiveFrame,
} from "../../app/core/live/protocol.ts";

/** Largest frame the socket takes: a long absence may come back as one reply. */
export const MAX_FRAME = 8 * 1024 * 1024;
/** The longest single change, in bytes. */
const MAX_UPDATE = 1024 * 1024;

/** The kinds of sync message, as y-protocols numbers them. */
const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;

/** The state vector of an empty text: no authors. */
export const EMPTY_VECTOR = new Uint8Array([0]);

/** A client asks for what it lacks. */
export interface Question {
  kind: "question";
  vector: Uint8Array;
}

/** A client writes; `reply` when it answers our question with all it has, and not with one change. */
export interface Write {
  kind: "write";
  reply: boolean;
  update: Uint8Array;
}

export type Incoming = Question | Write | { kind: "presence"; entries: Uint8Array } | { kind: "presence-query" };

/** What the frame says, or null when it is not one of ours: deny by default. */
export function readFrame(frame: Uint8Array): Incoming | null {
  try {
    const decoder = decoding.createDecoder(frame);
    const message = readMessage(decoder);
    return decoder.pos === frame.length ? message : null;
  } catch {
    // lib0 throws on truncated input; whatever it can't read is not for us.
    return null;
  }
}

/** Is a frame that `readFrame` won't read a change longer than one may be? An honest paste can be. */
export function isTooLong(frame: Uint8Array): boolean {
  return frame.length > MAX_UPDATE && frame[0] === MESSAGE_SYNC && frame[1] === UPDATE;
}

function readMessage(decoder: decoding.Decoder): Incoming | null {
  switch (decoding.readVarUint(decoder)) {
    case MESSAGE_SYNC:
      return readSync(decoder);
    case MESSAGE_AWARENESS:
      return { kind: "presence", entries: readBytes(decoder, MAX_UPDATE) };
    case MESSAGE_QUERY_AWARENESS:
      return { kind: "presence-query" };
    default:
      return null;
  }
}

function readSync(decoder: decoding.Decoder): Incoming | null {
  switch (decoding.readVarUint(decoder)) {
    case STEP_1:
      return { kind: "question", vector: readBytes(decoder, MAX_UPDATE) };
    case STEP_2:
      return { kind: "write", reply: true, update: readBytes(decoder, MAX_FRAME) };
    case UPDATE:
      return { kind: "write", reply: false, update: readBytes(decoder, MAX_UPDATE) };
    default:
      return null;
  }
}

/** Copies: a slice beyond the end then comes out short, and the position check of `readFrame` fails. */
function readBytes(decoder: decoding.Decoder, limit: number): Uint8Array {
  const length = decoding.readVarUint(decoder);
  if (length > limit) throw new RangeError("too long");
  const bytes = Uint8Array.from(decoder.arr.subarray(decoder.pos, decoder.pos + length));
  decoder.pos += length;
  return bytes;
}

function syncFrame(kind: number, bytes: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE_SYNC);
    encoding.writeVarUint(encoder, kind);
    encoding.writeVarUint8Array(encoder, bytes);
  });
}

/** "This is what I know: send me the rest." */
export const questionFrame = (vector: Uint8Array): Uint8Array => syncFrame(STEP_1, vector);
/** The answer to a question. */
export const replyFrame = (update: Uint8Array): Uint8Array => syncFrame(STEP_2, update);
/**
 * The same in portions. The last one is the reply proper: stock clients take it for the sign that they
 * have everything, so the ones before it travel as changes.
 */
export const replyFrames = (portions: readonly Uint8Array[]): Uint8Array[] =>
  portions.map((portion, nth) => (nth === portions.length - 1 ? replyFrame(portion) : updateFrame(portion)));
/** One change of somebody else. */
export const updateFrame = (update: Uint8Array): Uint8Array => syncFrame(UPDATE, update);

export interface PresenceEntry {
  clientId: number;
  clock: number;
  /** JSON, "null" for somebody who has gone. */
  state: string;
}

/** Entries of presence as one frame; with none it is the heartbeat that keeps stock clients from giving up. */
export function presenceFrame(entries: readonly PresenceEntry[]): Uint8Array {
  const body = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, entries.length);
    for (const entry of entries) {
      encoding.writeVarUint(encoder, entry.clientId);
      encoding.writeVarUint(encoder, entry.clock);
      encoding.writeVarString(encoder, entry.state);
    }
  });
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE_AWARENESS);
    encoding.writeVarUint8Array(encoder, body);
  });
}

/** The entries of a presence message, or null when it is malformed. */
export function readPresence(bytes: Uint8Array): PresenceEntry[] | null {
  try {
    const decoder = decoding.createDecoder(bytes);
    const entries: PresenceEntry[] = [];
    for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) {
      const clientId = decoding.readVarUint(decoder);
      const clock = decoding.readVarUint(decoder);
      entries.push({ clientId, clock, state: decoding.readVarString(decoder) });
    }
    return decoder.pos === bytes.length ? entries : null;
  } catch {
    return null;
  }
}

/** A frame of our own protocol: type 100, then JSON as a string. */
export function liveFrame(frame: LiveFrame): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE_LIVE);
    encoding.writeVarString(encoder, JSON.stringify(frame));
  });
}
