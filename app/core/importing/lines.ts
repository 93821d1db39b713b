/**
 * The line stage: a text file as lines, cleaned of what a converter left behind.
 *
 * Promises: all ways of ending a line are understood, invisible characters and Word bookmarks are gone, indentation
 * is counted and taken off; nothing else about the text changes. Called by: `readText`; other formats bring their
 * own lines. Must stay true: time linear in the length of the source, however long a single line is.
 */

export interface Line {
  /** Line of the source, from 1. */
  at: number;
  /** Without indentation and trailing space. */
  text: string;
  spaces: number;
  tabs: number;
  /** A form feed stood before it. */
  pageStart: boolean;
}

const BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g;
const BOOKMARK = /\[bookmark: [^\]\n\r]{0,80}\]/g;
const INVISIBLE = /[\0-\u0008\u000e-\u001d\u001f\u007f-\u0084\u0086-\u009f\u200b\u2060\ufeff]/g;
const SOFT_HYPHEN = /\u00ad(?=[^\r\n])/g;

/** Splits a source into lines. `bookmarks` counts the Word bookmarks that were taken out. */
export function readLines(source: string): { lines: Line[]; bookmarks: number } {
  let bookmarks = 0;
  const clean = source
    .replace(BOOKMARK, () => {
      bookmarks += 1;
      return "";
    })
    .replace(INVISIBLE, "")
    .replace(/\u001e/g, "-")
    .replace(SOFT_HYPHEN, (_, at: number, whole: string) => (/\s/.test(whole[at + 1] ?? "") ? "\u00ad" : ""));
  const lines: Line[] = [];
  let from = 0;
  let pageStart = false;
  for (const found of clean.matchAll(BREAK)) {
    lines.push(toLine(clean.slice(from, found.index), lines.length + 1, pageStart));
    from = found.index + found[0].length;
    pageStart = found[0] === "\f";
  }
  lines.push(toLine(clean.slice(from), lines.length + 1, pageStart));
  return { lines, bookmarks };
}

function toLine(raw: string, at: number, pageStart: boolean): Line {
  let start = 0;
  let tabs = 0;
  for (; start < raw.length; start += 1) {
    const char = raw[start];
    if (char === "\t") tabs += 1;
    else if (char !== " " && char !== "\u00a0" && char !== "\u3000") break;
  }
  return { at, text: raw.slice(start).trimEnd(), spaces: start - tabs, tabs, pageStart };
}
