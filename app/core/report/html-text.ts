/**
 * The text of the documents in the HTML report: marks underlined, numbered and coded, with notes in the margin.
 *
 * Promises: the words are those of the document to the letter; the place of finding N has the id `mN`; a mark ends
 * with its number and letter codes, so that it is found again in black and white. Called by: ./html.ts.
 */
import { escapeHtml } from "../document/html.ts";
import { LANES } from "./html-style.ts";
import { bdi, colourOf, quoteFigure, type Colours } from "./html-parts.ts";
import type { Finding, MarkedBlock, Report, ReportDocument, Segment } from "./report-tree.ts";
import { claim, tagCodes, tagNames } from "./wording.ts";

/** One document: heading, blocks, then the marks whose passage is gone. */
export function* documentText(report: Report, document: ReportDocument, nth: number, colours: Colours): Generator<string> {
  const language = document.language && /^[A-Za-z0-9-]{2,35}$/.test(document.language) ? ` lang="${document.language}"` : "";
  const name = document.symbol === null ? bdi(document.title) : `${bdi(document.symbol)} · ${bdi(document.title)}`;
  yield `<section class="text" id="d${nth + 1}"><h2>${name}</h2>\n<div${language}>\n`;
  const numbered = new Set<number>();
  for (const block of document.blocks) yield blockHtml(block, `d${nth + 1}`, numbered, report, colours);
  yield `</div>\n`;
  yield* detachedMarks(report, document);
  yield `</section>\n`;
}

function blockHtml(block: MarkedBlock, prefix: string, numbered: Set<number>, report: Report, colours: Colours): string {
  const isFirst = block.number !== undefined && !numbered.has(block.number);
  if (isFirst && block.number !== undefined) numbered.add(block.number);
  const id = isFirst ? ` id="${prefix}p${block.number}"` : "";
  const number = `<span class="number">${escapeHtml(String(block.number ?? block.label ?? ""))}</span>`;
  const words = block.segments.map((segment) => segmentHtml(segment, report, colours)).join("");
  const tag = block.kind === "heading" ? "h3" : "p";
  const starts = block.segments.flatMap((segment) => segment.starts);
  return `<div class="${blockClass(block)}"${id}>${number}<${tag} class="words" dir="auto">${words}</${tag}>${marginNotes(starts, report, colours)}</div>\n`;
}

function blockClass(block: MarkedBlock): string {
  const kind = block.kind === "note" ? "note-block" : block.kind;
  const level = block.kind === "item" && block.level !== undefined ? ` level${Math.min(3, block.level)}` : "";
  return `block ${kind}${level}${block.cell ? " cell" : ""}`;
}

/** One element inside the other for each mark, so that the lines of all are drawn. */
function segmentHtml(segment: Segment, report: Report, colours: Colours): string {
  const places = segment.starts.map((number) => `<span id="m${number}"></span>`).join("");
  const words = segment.marks.reduceRight((inner, { finding: number, lane }) => {
    const finding = report.findings[number - 1];
    const look = finding?.passage.status === "check" ? " check" : finding?.state === "approved" ? "" : " proposed";
    return `<span class="m l${Math.min(lane, LANES - 1)} ${colourOf(finding, colours)}${look}">${inner}</span>`;
  }, escapeHtml(segment.text));
  return places + words + segment.ends.map((number) => reference(report.findings[number - 1], colours)).join("");
}

function reference(finding: Finding | undefined, colours: Colours): string {
  if (!finding) return "";
  const codes = tagCodes(finding);
  return `<wbr><sup><a class="${colourOf(finding, colours)}" href="#f${finding.number}">${finding.number}${codes ? ` ${escapeHtml(codes)}` : ""}</a></sup>`;
}

function marginNotes(starts: readonly number[], report: Report, colours: Colours): string {
  if (starts.length === 0) return "";
  const notes = starts.flatMap((number) => {
    const finding = report.findings[number - 1];
    if (!finding) return [];
    const said = finding.note === null ? tagNames(finding) : claim(finding, 120);
    return `<li class="${colourOf(finding, colours)}"><a href="#f${number}">${number} ${escapeHtml(tagCodes(finding))}</a> ${bdi(said)}</li>`;
  });
  return `<ul class="margin">${notes.join("")}</ul>`;
}

function* detachedMarks(report: Report, document: ReportDocument): Generator<string> {
  if (document.detached.length === 0) return;
  yield `<h3>Marks whose passage is not in the present text</h3>\n<ul>\n`;
  for (const number of document.detached) {
    const finding = report.findings[number - 1];
    if (finding) yield `<li><a href="#f${number}">${number} ${escapeHtml(tagCodes(finding))}</a>${quoteFigure(finding.passage, null)}</li>\n`;
  }
  yield `</ul>\n`;
}
