/**
 * Bytes → text, without being told the encoding.
 *
 * Promises: text comes back exactly as it was written, or the file is refused with one sentence that says what it
 * seems to be and what to do; nothing is ever imported as mojibake or as binary noise.
 * Called by: the text reader's worker, before `readText`. Must stay true: no more than a few passes over the bytes.
 */
import { describeBinary } from "./file-signatures.ts";

/** Text with the name of the encoding it was found in, or a sentence for the person who sent the file. */
export type DecodedText = { text: string; encoding: string } | { refused: string };

const EMPTY = "The file is empty. Choose the file that holds the text of the document.";
const BINARY =
  "The file does not hold plain text (it contains control characters). Open it in the program that made it and save it as a text file in UTF-8.";
const UNKNOWN_ENCODING =
  "The file seems to be text in an encoding that could not be recognised. Open it in a text editor and save it as UTF-8.";
const UTF_32 = "The file is text in UTF-32, which is not read here. Open it in a text editor and save it as UTF-8.";

/** Most characters of a text that may be control characters before it is taken for binary. */
const CONTROL_SHARE = 0.01;

/**
 * Decodes a text file: UTF-8 with or without a byte order mark, UTF-16 with a mark or recognised by its zero bytes,
 * else Windows-1251 or Windows-1252 when the outcome reads like text.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (bytes.length === 0) return { refused: EMPTY };
  const binary = describeBinary(bytes);
  if (binary) return { refused: binary };
  const decoded = decodeMarked(bytes) ?? (bytes.includes(0) ? decodeUtf16(bytes) : decodeUnmarked(bytes));
  if ("refused" in decoded) return decoded;
  if (decoded.text.trim() === "") return { refused: EMPTY };
  return controlShare(decoded.text) > CONTROL_SHARE || decoded.text.includes("\0") ? { refused: BINARY } : decoded;
}

function decodeMarked(bytes: Uint8Array): DecodedText | null {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return { refused: UTF_32 };
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return { refused: UTF_32 };
  if (a === 0xff && b === 0xfe) return { text: decode(bytes, "utf-16le"), encoding: "UTF-16LE" };
  if (a === 0xfe && b === 0xff) return { text: decode(bytes, "utf-16be"), encoding: "UTF-16BE" };
  return null;
}

/** UTF-16 without a mark: its line ends and spaces leave zero bytes on one side of each pair only. */
function decodeUtf16(bytes: Uint8Array): DecodedText {
  const zeros = [0, 0];
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  }
  const [even = 0, odd = 0] = zeros;
  if (bytes.length % 2 !== 0 || Math.min(even, odd) * 20 > Math.max(even, odd)) return { refused: BINARY };
  const label = odd > even ? "utf-16le" : "utf-16be";
  const text = tryDecode(bytes, label);
  if (text === null || !readsLikeText(text)) return { refused: BINARY };
  return { text, encoding: label.toUpperCase() };
}

function decodeUnmarked(bytes: Uint8Array): DecodedText {
  const utf8 = tryDecode(bytes, "utf-8");
  if (utf8 !== null) return { text: utf8, encoding: "UTF-8" };
  const high = countHigh(bytes);
  const damaged = decode(bytes, "utf-8");
  if (countOf(damaged, "\ufffd") * 20 < high) return { text: damaged, encoding: "UTF-8 with damaged characters" };
  if (high * 4 > bytes.length) {
    const cyrillic = decode(bytes, "windows-1251");
    return cyrillicShare(cyrillic) > 0.85 ? { text: cyrillic, encoding: "windows-1251" } : { refused: UNKNOWN_ENCODING };
  }
  const latin = decodeWindows1252(bytes);
  if (controlShare(latin) > CONTROL_SHARE) return { refused: BINARY };
  return readsLikeText(latin) ? { text: latin, encoding: "windows-1252" } : { refused: UNKNOWN_ENCODING };
}

/** What Windows-1252 has where Latin-1 has control characters (0x80 to 0x9f); five places are not used. */
const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** Windows-1252 by our own table: the platform's decoder reads it as Latin-1 in some versions. */
function decodeWindows1252(bytes: Uint8Array): string {
  return decode(bytes, "latin1").replace(/[\u0080-\u009f]/g, (char) => WINDOWS_1252[char.charCodeAt(0) - 0x80] ?? char);
}

function decode(bytes: Uint8Array, label: string): string {
  return new TextDecoder(label).decode(bytes);
}

function tryDecode(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** The start of the text is letters, digits, spaces and common punctuation, almost without exception. */
function readsLikeText(text: string): boolean {
  const start = text.slice(0, 20_000);
  const strange = start.replace(/[\p{L}\p{M}\p{N}\p{P}\p{Z}\s$€£+=<>|^~`°©®§¢¥]/gu, "");
  const letters = start.replace(/[^\p{L}\p{N}\s]/gu, "");
  return strange.length <= start.length * 0.02 && letters.length >= start.length * 0.6;
}

function controlShare(text: string): number {
  let controls = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if ((code < 32 && (code < 9 || code > 13)) || (code >= 127 && code < 160 && code !== 0x85)) controls += 1;
  }
  return controls / text.length;
}

/** Of the letters beyond ASCII, how many are small Cyrillic ones, as in running text. */
function cyrillicShare(text: string): number {
  const beyond = text.slice(0, 20_000).replace(/[\0-\u007f]/g, "");
  return beyond.replace(/[^а-яё]/g, "").length / Math.max(1, beyond.length);
}

function countHigh(bytes: Uint8Array): number {
  let high = 0;
  for (const byte of bytes) if (byte >= 0x80) high += 1;
  return high;
}

function countOf(text: string, char: string): number {
  let count = 0;
  for (let at = text.indexOf(char); at !== -1; at = text.indexOf(char, at + 1)) count += 1;
  return count;
}
