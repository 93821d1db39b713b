/**
 * Folding: the form in which words are compared when they may be written differently. White space runs become one
 * space; curly quotes, dashes and no-break spaces become plain ones; soft hyphens and direction marks vanish;
 * letters with marks are composed (NFC). Case is kept.
 *
 * Promises: every folded unit knows the stretch of the original it came from, so a match can be carried back, and
 * never half a composed letter with it. Callers: TextIndex (whole documents, once) and everything that compares
 * quotes. Offsets here are UTF-16 on both sides.
 */
import { countWhile } from "../sorted.ts";

const SPACE = 0x20;
const BACKTICK = 0x60;
/** A letter with its combining marks; Hangul vowels and finals count as marks because NFC joins them. */
const CLUSTER = /\P{M}[\p{M}\u1160-\u11FF]*|\p{M}+/gu;
/** The most units NFC makes of one (Unicode Standard Annex 15, expansion factors). */
const NFC_GROWTH = 3;
const CHUNK = 8192;

const PLAIN = new Map<number, number>([
  ...pairs("'", "\u2018\u2019\u201A\u201B\u2032\u2039\u203A\u02BC\u0060\u00B4"),
  ...pairs('"', "\u201C\u201D\u201E\u201F\u2033\u00AB\u00BB"),
  ...pairs("-", "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uFE58\uFE63\uFF0D"),
]);

function pairs(plain: string, variants: string): [number, number][] {
  return Array.from(variants, (variant) => [variant.charCodeAt(0), plain.charCodeAt(0)]);
}

/** White space in the sense of a reader: all of Unicode's, line and paragraph ends too. */
export function isSpace(unit: number): boolean {
  if (unit <= SPACE) return unit === SPACE || (unit >= 9 && unit <= 13);
  if (unit < 0x1680) return unit === 0xa0 || unit === 0x85;
  if (unit < 0x2000) return unit === 0x1680;
  return unit <= 0x200a || unit === 0x2028 || unit === 0x2029 || unit === 0x202f || unit === 0x205f || unit === 0x3000;
}

/** Units that are not seen: soft hyphen, zero-width space, byte order mark, direction marks. Joiners are kept. */
export function isUnseen(unit: number): boolean {
  if (unit < 0x200b) return unit === 0xad || unit === 0x61c;
  if (unit > 0x2069) return unit === 0xfeff;
  return unit === 0x200b || unit === 0x200e || unit === 0x200f || (unit >= 0x202a && unit <= 0x202e) || unit === 0x2060 || unit >= 0x2066;
}

/** A folded text with, for each unit, the stretch [start, end) of the original it stands for. */
export class FoldedText {
  constructor(
    readonly text: string,
    private readonly starts: Uint32Array,
    private readonly ends: Uint32Array,
  ) {}

  /** Index of the first folded unit that starts at or after `offset` of the original. */
  indexAt(offset: number): number {
    return countBelow(this.starts, offset);
  }

  /** The original stretch of the folded [from, to), or null when that would cut a composed letter. */
  original(from: number, to: number): { start: number; end: number } | null {
    const start = this.starts[from];
    const end = this.ends[to - 1];
    if (start === undefined || end === undefined) return null;
    if (from > 0 && this.starts[from - 1] === start) return null;
    if (to < this.starts.length && this.ends[to] === end) return null;
    return { start, end };
  }

  /** The original stretch of the folded [from, to), widened to whole composed letters; null when it is empty. */
  covering(from: number, to: number): { start: number; end: number } | null {
    const start = this.starts[from];
    const end = this.ends[to - 1];
    return from >= to || start === undefined || end === undefined ? null : { start, end };
  }
}

/** How many entries of an ascending list are smaller than `value`. */
export function countBelow(ascending: Uint32Array, value: number): number {
  return countWhile(ascending.length, (index) => (ascending[index] ?? 0) < value);
}

/** Folds a text, keeping the way back to it. */
export function fold(text: string): FoldedText {
  const composed = composedClusters(text);
  const room = composed ? text.length * NFC_GROWTH : text.length;
  const units = new Uint16Array(room);
  const starts = new Uint32Array(room);
  const ends = new Uint32Array(room);
  let size = 0;
  const put = (unit: number, start: number, end: number): void => {
    units[size] = unit;
    starts[size] = start;
    ends[size] = end;
    size += 1;
  };
  for (let at = 0; at < text.length; ) {
    const unit = text.charCodeAt(at);
    const cluster = composed?.get(at);
    if (cluster) {
      for (let i = 0; i < cluster.text.length; i += 1) put(plain(cluster.text.charCodeAt(i)), at, cluster.end);
      at = cluster.end;
    } else if (isSpace(unit)) {
      const run = spaceRun(text, at);
      put(SPACE, at, run.seen);
      at = run.end;
    } else {
      if (!isUnseen(unit)) put(plain(unit), at, at + 1);
      at += 1;
    }
  }
  return new FoldedText(fromUnits(units, size), starts.slice(0, size), ends.slice(0, size));
}

/** The words of a text, to compare them: folded, without white space at the ends. */
export function foldWords(text: string): string {
  return fold(text).text.trim();
}

function plain(unit: number): number {
  return unit < 0x80 && unit !== BACKTICK ? unit : (PLAIN.get(unit) ?? unit);
}

/** From a white space on: where the last one of the run ends (`seen`), and where unseen units after it end. */
function spaceRun(text: string, from: number): { seen: number; end: number } {
  let seen = from + 1;
  let end = seen;
  while (end < text.length) {
    const unit = text.charCodeAt(end);
    if (isSpace(unit)) seen = end + 1;
    else if (!isUnseen(unit)) break;
    end += 1;
  }
  return { seen, end };
}

/** The clusters that NFC changes, by where they start; null when there are none (nearly always). */
function composedClusters(text: string): Map<number, { text: string; end: number }> | null {
  if (text.normalize("NFC") === text) return null;
  const clusters = new Map<number, { text: string; end: number }>();
  for (const match of text.matchAll(CLUSTER)) {
    const composed = match[0].normalize("NFC");
    if (composed !== match[0]) clusters.set(match.index, { text: composed, end: match.index + match[0].length });
  }
  return clusters;
}

function fromUnits(units: Uint16Array, size: number): string {
  const parts: string[] = [];
  for (let at = 0; at < size; at += CHUNK) {
    const chunk = units.subarray(at, Math.min(size, at + CHUNK));
    parts.push(String.fromCharCode.apply(null, chunk as unknown as number[]));
  }
  return parts.join("");
}
