/**
 * Emphasis: `**bold**` and `*italic*` in a text become runs.
 *
 * Promises: signs that do not pair up stay in the text as they are printed; the plain text of the runs is the text
 * without the paired signs, character for character. Called by: `readText`, last.
 * Must stay true: linear, whatever the signs ("****…" included).
 */
import type { Inline } from "../document/block.ts";

interface Sign {
  from: number;
  to: number;
  /** How many signs are still free to pair. */
  free: number;
  opens: boolean;
  closes: boolean;
  char: string;
}

interface Span {
  from: number;
  to: number;
  strong: boolean;
}

/** Reads the emphasis of a text. `underscores` also takes `_so_` and `__so__`, as Markdown files do. */
export function readInline(text: string, underscores = false): Inline[] {
  const plain = text.includes("*") || text.includes("\\") || (underscores && text.includes("_"));
  if (!plain) return text === "" ? [] : [{ text }];
  const signs = findSigns(text, underscores);
  const { spans, used } = pairSigns(signs);
  return toRuns(text, spans, used);
}

function findSigns(text: string, underscores: boolean): Sign[] {
  const signs: Sign[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === "\\") {
      at += 1;
      continue;
    }
    if (char !== "*" && !(underscores && char === "_")) continue;
    let to = at;
    while (text[to] === char) to += 1;
    const before = text[at - 1] ?? " ";
    const after = text[to] ?? " ";
    const inWord = char === "_" && /[\p{L}\p{N}/.]/u.test(before) && /[\p{L}\p{N}/]/u.test(after);
    if (to - at <= 3 && !inWord) {
      signs.push({ from: at, to, free: to - at, opens: !/\s/.test(after), closes: !/\s/.test(before), char });
    }
    at = to - 1;
  }
  return signs;
}

function pairSigns(signs: Sign[]): { spans: Span[]; used: Set<number> } {
  const spans: Span[] = [];
  const used = new Set<number>();
  const open: Sign[] = [];
  for (const sign of signs) {
    while (sign.closes && sign.free > 0) {
      const partner = lastOf(open, sign.char, sign.free);
      if (!partner) break;
      const count = Math.min(2, partner.free, sign.free);
      for (let step = 0; step < count; step += 1) {
        used.add(partner.from + partner.free - 1 - step);
        used.add(sign.to - sign.free + step);
      }
      spans.push({ from: partner.from + partner.free, to: sign.to - sign.free, strong: count === 2 });
      partner.free -= count;
      sign.free -= count;
      if (partner.free === 0) open.pop();
    }
    if (sign.opens && sign.free > 0) open.push(sign);
  }
  return { spans, used };
}

/** The innermost open sign that can be closed by `free` signs; what lies unpaired above it is given up. */
function lastOf(open: Sign[], char: string, free: number): Sign | null {
  for (let back = 1; back <= 3 && back <= open.length; back += 1) {
    const sign = open.at(-back);
    if (!sign || sign.char !== char || (sign.free !== free && Math.max(sign.free, free) !== 3)) continue;
    open.length -= back - 1;
    return sign;
  }
  return null;
}

function toRuns(text: string, spans: Span[], used: Set<number>): Inline[] {
  const edges = new Map<number, { strong: number; em: number }>();
  const edge = (at: number, strong: boolean, by: number): void => {
    const one = edges.get(at) ?? { strong: 0, em: 0 };
    if (strong) one.strong += by;
    else one.em += by;
    edges.set(at, one);
  };
  for (const { from, to, strong } of spans) {
    edge(from, strong, 1);
    edge(to, strong, -1);
  }
  const runs: Inline[] = [];
  const depth = { strong: 0, em: 0 };
  const put = (part: string): void => {
    if (part !== "") runs.push({ text: part, ...(depth.strong > 0 && { strong: true }), ...(depth.em > 0 && { em: true }) });
  };
  const stops = [...new Set([...edges.keys(), ...used, ...escapes(text)])].sort((a, b) => a - b);
  let from = 0;
  for (const stop of stops) {
    put(text.slice(from, stop));
    const change = edges.get(stop);
    depth.strong += change?.strong ?? 0;
    depth.em += change?.em ?? 0;
    from = used.has(stop) || (text[stop] === "\\" && !change) ? stop + 1 : stop;
  }
  put(text.slice(from));
  return mergeRuns(runs);
}

/** Backslashes that only protect the sign after them. */
function escapes(text: string): number[] {
  return Array.from(text.matchAll(/\\(?=[*_[\]()#.>|`-])/g), ({ index }) => index);
}

function mergeRuns(runs: Inline[]): Inline[] {
  const merged: Inline[] = [];
  for (const run of runs) {
    const last = merged.at(-1);
    if (last && last.strong === run.strong && last.em === run.em) last.text += run.text;
    else merged.push(run);
  }
  return merged;
}
