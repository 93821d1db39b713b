/**
 * What stands at the start of a line: a paragraph number, an item's letter, a bullet, a heading's numeral.
 *
 * Promises: looks at a bounded stretch of the line, decides nothing (a "12." may be a paragraph, an item or the
 * end of a sentence: the passes with more context decide). Called by: numbering, paragraphs.
 * Must stay true: `rest` is the line's own text, unchanged.
 */

export type Mark =
  | { type: "none" }
  | { type: "number"; value: number; rest: string; style: string; bulleted: boolean }
  | { type: "item"; label: string; rest: string }
  | { type: "bullet"; rest: string; sign: string }
  | { type: "enumerated"; style: "roman" | "letter"; ordinal: number; text: string }
  | { type: "hash"; hashes: number; rest: string }
  | { type: "note"; label: string; rest: string }
  | { type: "quote"; rest: string };

const BULLET = /^(?:[-–—•·▪▫●○◦‣∙■□➢✓*+\uf0b7\uf0a7\uf02d\uf0d8]|o(?=\t))\s+(?=\S)/;
const NUMBER = /^(\*\*|__)?(\d{1,4})(\\?\.|．|、|。)(\*\*|__)?(?:\s+|(?=[\p{Lu}\p{Lo}"“«‘'([*[]))(?=\S)/u;
const PAREN = /^(\*\*)?\\?\((\d{1,3}(?:[-.]\d{1,2})?(?:bis|ter)?|\p{L}|[\p{Ll}]{1,6})\\?\)(\*\*)?(?:\s+|(?=[\p{L}"“«‘'([*]))(?=\S)/u;
const HALF_PAREN = /^(\d{1,2}|[a-z]|[ivx]{1,5})\)\s+(?=\S)/;
const LETTER_DOT = /^([a-z])\.(?:\t\s*|\s+(?=\p{Lu}))(?=\S)/u;
const ENUMERATED = /^(?:\*\*|__)?([IVXІ]{1,7}|\p{Lu})\.(?:\*\*)?\s+(?=["“«*]{0,3}[\p{Lu}\p{Lo}])/u;
const NOTE = /^(?:\^\{([^{}]{1,6})\}|\[\^([^\]\s]{1,20})\]:)\s*(?=\S)/;
/** The star notes of a title page, as they begin when only the star is left of their mark. */
const STAR_NOTE =
  /^\\?(\*{1,3}|†|‡)\s+(?=(?:Adopted by|The present|Reissued|Late submission|The annex|In accordance|Previously|Unedited|Issued|Pursuant|Adopté|La présente|Le présent|Aprobad|El presente|La presente)\S*\s)/;

/** Reads the mark at the start of a line's text. */
export function readMark(text: string): Mark {
  const head = text.slice(0, 60);
  const hash = /^(#{1,6})\s+(?=\S)/.exec(head);
  if (hash) return { type: "hash", hashes: hash[1]?.length ?? 1, rest: text.slice(hash[0].length).replace(/\s#{1,6}$/, "") };
  const quote = /^>\s?/.exec(head);
  if (quote) return { type: "quote", rest: text.slice(quote[0].length).trimStart() };
  const note = NOTE.exec(head) ?? STAR_NOTE.exec(head);
  if (note) return { type: "note", label: note[1] ?? note[2] ?? "", rest: text.slice(note[0].length) };
  return numberMark(text, head, false) ?? itemMark(text, head) ?? enumeratedMark(text, head) ?? bulletMark(text, head);
}

function numberMark(text: string, head: string, bulleted: boolean): Mark | null {
  const found = NUMBER.exec(head);
  if (!found) return null;
  const [whole, open, digits = "", , close] = found;
  const rest = (open && !close ? open : "") + text.slice(whole.length);
  return { type: "number", value: Number(digits), rest, style: `${bulleted ? "-" : ""}${open ? "*" : ""}`, bulleted };
}

function itemMark(text: string, head: string): Mark | null {
  const paren = PAREN.exec(head);
  if (paren && isItemLabel(paren[2] ?? "")) {
    return { type: "item", label: `(${paren[2]})`, rest: text.slice(paren[0].length) };
  }
  const half = HALF_PAREN.exec(head);
  if (half) return { type: "item", label: `${half[1]})`, rest: text.slice(half[0].length) };
  const dot = LETTER_DOT.exec(head);
  return dot ? { type: "item", label: `${dot[1]}.`, rest: text.slice(dot[0].length) } : null;
}

/** A digit group, one letter, a letter doubled, or a small Roman numeral. */
function isItemLabel(label: string): boolean {
  if (/^\d/.test(label) || /^\p{L}$/u.test(label)) return true;
  return /^(\p{Ll})\1$/u.test(label) || romanValue(label.toUpperCase()) > 0;
}

function enumeratedMark(text: string, head: string): Mark | null {
  const found = ENUMERATED.exec(head);
  if (!found) return null;
  const numeral = (found[1] ?? "").replace(/І/g, "I");
  const roman = romanValue(numeral);
  if (roman > 0) return { type: "enumerated", style: "roman", ordinal: roman, text };
  if (numeral.length > 1) return null;
  return { type: "enumerated", style: "letter", ordinal: numeral.charCodeAt(0) - 64, text };
}

function bulletMark(text: string, head: string): Mark {
  const found = BULLET.exec(head);
  if (!found) return { type: "none" };
  const rest = text.slice(found[0].length);
  const inner = rest.slice(0, 60);
  return numberMark(rest, inner, true) ?? itemMark(rest, inner) ?? { type: "bullet", rest, sign: found[0].trim() };
}

/** The value of a Roman numeral up to 39, or 0. */
export function romanValue(numeral: string): number {
  const found = /^(X{0,3})(IX|IV|V?I{0,3})$/.exec(numeral);
  if (!found || numeral === "") return 0;
  const [, tens = "", ones = ""] = found;
  const small = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"].indexOf(ones);
  return tens.length * 10 + small;
}

/** A line of a table of contents: it ends in page numbers or paragraph ranges, set off by tabs, dots or blanks. */
export function isContentsEntry(text: string): boolean {
  const end = text.slice(-60);
  if (/(?:\t|\.{3}|…|·{3}| {3})[\s.…]{0,40}\(?\d{1,4}(?:\s?[–-]\s?\d{1,4})?\)?(?:\s{1,8}\d{1,4})?$/.test(end)) return true;
  return /\s\d{1,4}\s?[–-]\s?\d{1,4}\s{1,8}\d{1,3}$/.test(end);
}
