/**
 * The one place where UTF-16 offsets (ProseMirror, Yjs, JavaScript strings) and Unicode code points (anchors,
 * API, exports; W3C Web Annotation and REFI-QDA count them) are turned into each other.
 */

const SURROGATE = /[\uD800-\uDBFF][\uDC00-\uDFFF]/;

/** Length of `text` in code points. A lone surrogate counts as one. */
export function codePointLength(text: string): number {
  if (!SURROGATE.test(text)) return text.length;
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** UTF-16 offset → code points. An offset inside a surrogate pair counts the pair as passed. */
export function toCodePoints(text: string, utf16: number): number {
  return codePointLength(text.slice(0, utf16));
}

/** Code points → UTF-16 offset; clamped to the text. */
export function toUtf16(text: string, codePoints: number): number {
  if (!SURROGATE.test(text)) return Math.max(0, Math.min(codePoints, text.length));
  let offset = 0;
  let left = codePoints;
  for (const char of text) {
    if (left <= 0) break;
    offset += char.length;
    left -= 1;
  }
  return offset;
}

/** The code points [start, end) of `text`. */
export function sliceCodePoints(text: string, start: number, end?: number): string {
  return text.slice(toUtf16(text, start), end === undefined ? undefined : toUtf16(text, end));
}
