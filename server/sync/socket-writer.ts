/**
 * Writes messages to one socket: the same bytes to every socket of a room.
 *
 * Used by connections. What goes to hundreds of readers is framed once, and takes one write each; `ws` frames it for
 * each of them. The stream is the one `ws` itself writes pings, pongs and closings to: both write whole frames at once
 * (nothing is compressed or fragmented), so they stay in order. Nothing may follow a closing: callers see to that.
 */
import type { Duplex } from "node:stream";

/** Larger messages are not copied to put a header in front of them. */
const MAX_COPIED = 16 * 1024;
/** One whole message of bytes (RFC 6455, 5.2). */
const FINAL_BINARY = 0x82;

// A message goes to many sockets one after the other: the last one framed is the only one worth keeping.
let lastMessage: Uint8Array | null = null;
let lastFramed: Uint8Array = new Uint8Array();

/** Writes one binary message; the socket must be open. */
export function writeMessage(stream: Duplex, message: Uint8Array): void {
  if (message === lastMessage) stream.write(lastFramed);
  else if (message.length > MAX_COPIED) writeInTwo(stream, message);
  else {
    lastFramed = Buffer.concat([headerOf(message.length), message]);
    lastMessage = message;
    stream.write(lastFramed);
  }
}

function writeInTwo(stream: Duplex, message: Uint8Array): void {
  stream.cork();
  stream.write(headerOf(message.length));
  stream.write(message);
  stream.uncork();
}

/** What stands before the payload of a message from a server, which masks nothing. */
function headerOf(length: number): Buffer {
  if (length < 126) return Buffer.from([FINAL_BINARY, length]);
  if (length < 2 ** 16) {
    const header = Buffer.from([FINAL_BINARY, 126, 0, 0]);
    header.writeUInt16BE(length, 2);
    return header;
  }
  const header = Buffer.from([FINAL_BINARY, 127, 0, 0, 0, 0, 0, 0, 0, 0]);
  header.writeBigUInt64BE(BigInt(length), 2);
  return header;
}
