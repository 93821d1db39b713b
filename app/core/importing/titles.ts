/**
 * What a document is called and what type of document it is.
 *
 * Promises: the title is made of words the document prints, or of its file's name; the type is one of a fixed list.
 * Called by: facts. Must stay true: the first rule that answers wins, from the surest to the weakest.
 */
import { countryOfLine } from "./countries.ts";
import type { Passage } from "./passage.ts";

const STATE_REPORT = "State report";
const OBSERVATIONS = "Concluding observations";
const RECORD = "Summary record";
const ISSUES = "List of issues";
const REPLIES = "Replies";

/** The type a document symbol tells. */
export function typeOfSymbol(symbol: string): string | null {
  if (/\/SR\.\d/.test(symbol)) return RECORD;
  if (/\/COR?\/\d[\d-]*(?:\/(?:Corr|Rev)\.\d+)?$/.test(symbol)) return OBSERVATIONS;
  if (/\/RQ\/|\/Q\/[\d-]+\/Add\./.test(symbol)) return REPLIES;
  if (/\/Q(?:PR)?\/\d/.test(symbol)) return ISSUES;
  if (/^(?:[A-Z]{2,5}\/(?:C|OP)|E\/C\.12)\/[A-Z]{3}\/\d[\d-]*(?:\/(?:Corr|Rev)\.\d+)?$/.test(symbol)) return STATE_REPORT;
  return null;
}

const FRONT_TYPES: [type: string, pattern: RegExp][] = [
  [RECORD, /Summary record|Compte rendu analytique|Acta resumida|Краткий отчет/i],
  [REPLIES, /(?:Repl(?:y|ies)|Responses?) (?:of|by|from|received|to the list)|Written replies|Réponses d|Respuestas d/i],
  [ISSUES, /Lists? of (?:issues|themes|questions)|Liste de(?:s)? points|Lista de cuestiones/i],
  [OBSERVATIONS, /Concluding observations|Conclusions and recommendations|Observations finales|Observaciones finales|Заключительные замечания/i],
  [STATE_REPORT, /(?:periodic|initial|combined) reports?\b|reports? submitted by|Rapports? (?:périodique|initial|soumis)|Informes? (?:periódico|inicial|presentado)/i],
];

const TEXT_TYPES: [type: string, pattern: RegExp][] = [
  [RECORD, /^(?:.{0,400}\n)?.{0,20}(?:meeting|discussion).{0,40} (?:called to order|began|opened) at\b|La séance est ouverte|Se declara abierta la sesión/i],
  [OBSERVATIONS, /\bThe Committee (?:against|on)?.{0,120}considered the .{0,120}reports? of\b/i],
  [STATE_REPORT, /\b(?:This|The (?:present )?)\s?.{0,80}(?:is the|periodic report|initial report|combined|present report)\b.{0,200}(?:submitted|Committee|Convention|Covenant)/i],
];

/** The type that the front matter, else the first words of the text, tell. */
export function findType(front: readonly string[], text: string): string | null {
  const head = front.map((line) => line.slice(0, 400)).join("\n");
  const start = text.slice(0, 1_500);
  return (
    FRONT_TYPES.find(([, pattern]) => pattern.test(head))?.[0] ?? TEXT_TYPES.find(([, pattern]) => pattern.test(start))?.[0] ?? null
  );
}

export interface TitleClues {
  front: readonly string[];
  passages: readonly Passage[];
  type: string | null;
  country: string | null;
  filename: string | undefined;
  text: string;
}

/** What the document is called. */
export function findTitle(clues: TitleClues): string {
  const title = (clues.type === RECORD ? recordTitle(clues) : null) ?? frontTitle(clues) ?? textTitle(clues) ?? fileTitle(clues.filename) ?? firstWords(clues.text);
  return title.replace(/\s+/g, " ").trim().slice(0, 500) || "Untitled document";
}

function recordTitle({ front, passages }: TitleClues): string | null {
  for (const line of front) {
    const found = /(?:Summary record(?: \([^)]{1,20}\))? of the .{1,60}? meeting|Compte rendu analytique .{1,60}? séance|Acta resumida .{1,60}? sesión)/i.exec(line);
    if (found) return found[0];
  }
  const agenda = passages.filter(({ kind }) => kind === "heading").map(({ text }) => text.replace(/\s*\([^()]{1,200}\)/g, ""));
  const report = agenda.find((text) => /\breport/i.test(text) && !/^Consideration/i.test(text)) ?? agenda[0];
  return report ? `Summary record: ${report}` : null;
}

const TITLED = /^(?:Concluding observations|Conclusions and recommendations|List of|Replies|Written replies|Responses?|Observations finales|Observaciones finales|Liste de|Lista de|Réponses|Respuestas|Information received|Follow-up|Common core|Comments by)/i;
const AGENDA = /^(?:Consideration of|Examen de|[^\d.;:()]{3,60}reports? (?:of|submitted)|[^\d.;:()]{3,60}periodic reports?)/i;

/** The title lines of the masthead, with the State's name when it stands alone below them. */
function frontTitle({ front, country }: TitleClues): string | null {
  const lines = front.map((line) => line.replace(/^#{1,6}\s*/, "").replace(/[\s*†‡]+$/, ""));
  const state = lines.find((line) => countryOfLine(line) !== null);
  const titled = lines.find((line) => TITLED.test(line));
  if (titled !== undefined) {
    const names = country !== null && titled.includes(country);
    return state === undefined || names ? titled : `${titled}. ${country ?? state}`;
  }
  const agenda = lines.filter((line) => line.length <= 300 && AGENDA.test(line) && !/\d\s*$/.test(line.replace(/\b(?:19|20)\d\d\s*$/, "")));
  if (agenda.length === 0) return null;
  return [...agenda.slice(0, 3), ...(state === undefined ? [] : [country ?? state])].join(". ");
}

/** "This is the second periodic report of …": a report without a title page names itself. */
function textTitle({ passages, text, country }: TitleClues): string | null {
  const hash = passages.find(({ hashes, kind }) => hashes === 1 && kind === "heading");
  const named = /\b((?:combined |initial |first |second |third |[a-z]{4,12}(?:-[a-z]{4,8})? )(?:and [a-z-]{4,20} )?(?:periodic )?report) of ((?:the )?[\p{Lu}][\p{L}’' -]{2,60}?)(?= to | under | is | has |[,.(])/u.exec(text.slice(0, 600));
  if (named) {
    const report = named[1] ?? "";
    return `${report.charAt(0).toUpperCase()}${report.slice(1)} of ${country !== null && (named[2] ?? "").includes(country) ? country : named[2]}`;
  }
  return hash ? hash.text : null;
}

function fileTitle(filename: string | undefined): string | null {
  const base = filename?.slice(-200).replace(/^.*[\\/]/, "").replace(/\.[A-Za-z0-9]{1,8}$/, "").trim();
  return base ? base : null;
}

function firstWords(text: string): string {
  const first = text.slice(0, 120).split("\n")[0] ?? "";
  return first.length <= 80 ? first : `${first.slice(0, first.lastIndexOf(" ", 80))}…`;
}
