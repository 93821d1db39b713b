/**
 * The facts of a document: symbol, title, committee, type, State, date, language.
 *
 * Promises: a symbol printed in the masthead is "stated", one worked out is "inferred" with its evidence, and none
 * is made up; null is a right answer for every fact but the title. Called by: `readText`, after the passages are
 * formed and before parts and speakers. Must stay true: citations of other documents are never the own symbol.
 */
import { committeeOfSymbol, findCommittee, mostNamedCommittee, prefixOfCommittee } from "./committees.ts";
import { countryOfLine, countryOfSymbol, mostNamedCountry } from "./countries.ts";
import { findDate } from "./dates.ts";
import type { Finding } from "./imported-document.ts";
import { detectLanguage } from "./language.ts";
import { withoutNoteMarks } from "./notes.ts";
import type { Passage } from "./passage.ts";
import { allSymbols, findSymbol, prefixFromFilename, symbolFromFilename } from "./symbols.ts";
import { findTitle, findType, typeOfSymbol } from "./titles.ts";

export interface Facts {
  symbol: Finding;
  title: string;
  body: string | null;
  type: string | null;
  country: string | null;
  language: string | null;
  date: string | null;
}

/** How much of the text is read for facts. */
const ENOUGH = 60_000;

/** Reads the facts from the front matter, the beginning of the text and the file's name. */
export function findFacts(passages: readonly Passage[], filename: string | undefined): Facts {
  const front = passages.filter((passage) => passage.front && passage.kind === "furniture").map(({ text }) => plain(text));
  const text = beginning(passages);
  const stated = statedSymbol(front);
  const type = (stated && typeOfSymbol(stated.symbol)) ?? findType(front, text) ?? typeOfFilename(filename);
  const country = (stated && countryOfSymbol(stated.symbol)) ?? lineCountry(front) ?? mostNamedCountry(`${front.join("\n")}\n${text}`);
  const body = findBody(front, text, stated?.symbol, filename);
  const symbol = stated ? statedFinding(stated) : inferSymbol({ front, text, type, body }, filename);
  const own = symbol.value ?? "";
  return {
    symbol,
    title: findTitle({ front, passages, type, country, filename, text }),
    body: body ?? committeeOfSymbol(own),
    type,
    country: country ?? countryOfSymbol(own),
    language: detectLanguage(text),
    date: findMastheadDate(front),
  };
}

function plain(text: string): string {
  return withoutNoteMarks(text).replace(/[*_]{2}|\^\{[^{}]{1,6}\}|\\(?=[*_#])/g, "").trim();
}

function beginning(passages: readonly Passage[]): string {
  const parts: string[] = [];
  let length = 0;
  for (const passage of passages) {
    if (length > ENOUGH) break;
    if (passage.kind === "furniture" || passage.kind === "note") continue;
    const part = plain(passage.text.slice(0, ENOUGH));
    parts.push(part);
    length += part.length;
  }
  return parts.join("\n").slice(0, ENOUGH);
}

interface Stated {
  symbol: string;
  line: string;
}

/** A masthead line that is nothing but letterhead and symbol. */
function statedSymbol(front: readonly string[]): Stated | null {
  for (const line of front.slice(0, 60)) {
    if (line.length > 160) continue;
    const symbol = findSymbol(line);
    if (symbol === null) continue;
    const rest = line.replace(symbol, "").replace(/\b(?:United Nations|Nations Unies|Naciones Unidas|Distr|General|Limited|Restricted|Original|English|French|Spanish|Russian|Arabic|Chinese|Page|and|only)\b|\d{1,2} \p{L}+ \d{4}|[^\p{L}\d]/gu, "");
    if (rest.length <= 4) return { symbol, line };
  }
  return null;
}

function statedFinding({ symbol, line }: Stated): Finding {
  return { value: symbol, status: "stated", evidence: `The masthead prints "${line}".` };
}

interface Known {
  front: readonly string[];
  text: string;
  type: string | null;
  body: string | null;
}

function inferSymbol({ front, text, type, body }: Known, filename: string | undefined): Finding {
  const named = filename === undefined ? null : symbolFromFilename(filename);
  if (named !== null && filename !== undefined) {
    return { value: named, status: "inferred", evidence: `The masthead prints no symbol; the file is named "${filename.slice(-120)}".` };
  }
  const prefix = body === null ? null : prefixOfCommittee(body);
  const meeting = type === "Summary record" ? /Summary record(?: \(partial\))? of the (?:first part of the )?(\d{1,5})(?:st|nd|rd|th) /i.exec(front.join("\n")) : null;
  if (meeting && prefix) {
    return { value: `${prefix}/SR.${meeting[1]}`, status: "inferred", evidence: `The masthead prints no symbol; it is headed "${meeting[0].trim()} meeting" of the ${body}.` };
  }
  const report = type === "Concluding observations" ? /report of [^().]{3,80} \(((?:[A-Z]{3,5}\/C)\/([A-Z]{3})\/(\d{1,3}(?:-\d{1,3})?))\)/.exec(text.slice(0, 5_000)) : null;
  if (report && prefix) {
    return { value: `${prefix}/${report[2]}/CO/${report[3]}`, status: "inferred", evidence: `The masthead prints no symbol; the observations are on the report ${report[1]}.` };
  }
  return { value: null, status: "not-stated" };
}

function typeOfFilename(filename: string | undefined): string | null {
  const symbol = filename === undefined ? null : symbolFromFilename(filename);
  return symbol === null ? null : typeOfSymbol(symbol);
}

function lineCountry(front: readonly string[]): string | null {
  for (const line of front) {
    const country = countryOfLine(line);
    if (country !== null) return country;
  }
  return null;
}

function findBody(front: readonly string[], text: string, symbol: string | undefined, filename: string | undefined): string | null {
  const named = front.map((line) => findCommittee(line)).find((name) => name !== null);
  const prefix = filename === undefined ? null : prefixFromFilename(filename);
  return (
    (symbol ? committeeOfSymbol(symbol) : null) ??
    named ??
    (prefix ? committeeOfSymbol(`${prefix}/`) : null) ??
    mostNamedCommittee(text.slice(0, 3_000)) ??
    mostCited(text)
  );
}

/** The committee whose symbols a text cites most. */
function mostCited(text: string): string | null {
  const counts = new Map<string, number>();
  for (const symbol of allSymbols(text.slice(0, ENOUGH))) {
    const name = committeeOfSymbol(symbol);
    if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

/** The date of distribution; where none is printed, the day of the meeting or the day of receipt. */
function findMastheadDate(front: readonly string[]): string | null {
  const distributed = front.findIndex((line) => /\bDistr\b/.test(line.slice(0, 200)));
  const after = distributed === -1 ? null : findDate(front.slice(distributed, distributed + 3).join("\n"));
  if (after !== null) return after;
  const held = front.find((line) => /\bHeld (?:at|on|in)\b|, on \p{Lu}\p{L}+day,/u.test(line.slice(0, 300)));
  const meeting = held === undefined ? null : findDate(held);
  if (meeting !== null) return meeting;
  const alone = front.find((line) => line.length < 60 && /^\[?(?:Date received:?|Received:?)?\s?\d{1,2}\s\p{L}+\s\d{4}\]?$/iu.test(line));
  return alone === undefined ? null : findDate(alone);
}
