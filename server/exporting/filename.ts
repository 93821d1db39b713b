/**
 * Names of exported files, and the header that carries them (RFC 6266, RFC 8187).
 *
 * Promises: a name has no path, control or direction characters, no quotes, at most 120 characters and 200 bytes,
 * and always its extension; the header is ASCII, one line, with the full name beside a plain one.
 * Callers: the export routes.
 */
import type { ReportState } from "../../app/core/report/report-tree.ts";

const LONGEST = 120;
/** File systems allow 255 bytes; browsers add to names. */
const MOST_BYTES = 200;
const encoder = new TextEncoder();

/** "CAT_C_XXX_3-approved.html" from the symbol, else the title, of what is exported. */
export function exportFilename(title: string, state: ReportState, format: string): string {
  const extension = format.replace(/[^a-z0-9]/gi, "").slice(0, 10).toLowerCase() || "bin";
  const end = `-${state}.${extension}`;
  return shortened(plainName(title), end) + end;
}

/** The value of a Content-Disposition header for a download. */
export function contentDisposition(filename: string): string {
  const [, stem = "", end = ""] = /^(.*?)((?:\.[A-Za-z0-9]{1,10})?)$/su.exec(filename) ?? [];
  const safe = shortened(plainName(stem), end) + end;
  const ascii = safe.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[^\x20-\x7e]|[%"\\/;]/gu, "_");
  const encoded = encodeURIComponent(safe).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** A name without what is special to file systems, shells of browsers or the direction of text. */
function plainName(text: string): string {
  const name = text
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, " ")
    .replace(/[/\\:*?"'`<>|%;\u2044\u2215\u29F8\uFF0F\uFF3C“”„‟«»]+/gu, "_")
    .replace(/\s+/gu, " ")
    .replace(/\.{2,}/g, ".")
    .replace(/^[\s._~-]+|[\s._-]+$/gu, "");
  return name === "" ? "report" : name;
}

/** As many whole characters as leave room for the end. */
function shortened(name: string, end: string): string {
  let kept = "";
  let bytes = encoder.encode(end).length;
  for (const { segment } of new Intl.Segmenter("und", { granularity: "grapheme" }).segment(name.slice(0, 2 * LONGEST))) {
    bytes += encoder.encode(segment).length;
    if (kept.length + segment.length + end.length > LONGEST || bytes > MOST_BYTES) break;
    kept += segment;
  }
  return kept.trimEnd() || "report";
}
