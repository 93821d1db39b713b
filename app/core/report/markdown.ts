/**
 * The report as Markdown (GitHub flavour): findings first, then the text with a footnote reference after each mark.
 *
 * Promises: text from users is escaped so that it makes no headings, lists, links, images or HTML; footnote N is
 * finding N. Callers: exports; yields block by block.
 */
import type { Finding, FindingLink, MarkedBlock, Passage, Report, ReportDocument, ReportLink } from "./report-tree.ts";
import { approvers, coverageSentences, day, excerpt, linkPhrase, linksOfTheirOwn, minute, STATE_NAMES, STATUS_NOTES, tagCodes, tagNames } from "./wording.ts";

/** Escapes one line: whatever has a meaning in Markdown anywhere, or at the start of a line. */
function line(text: string): string {
  return text
    .replace(/\s+/gu, " ")
    .trim()
    .replace(/[\\`*_[\]<>|~&#$^]/g, "\\$&")
    .replace(/^([-+=])/, "\\$1")
    .replace(/^(\d{1,9})([.)])/, "$1\\$2")
    .replace(/(https?|ftp|www)([:.])/gi, "$1\\$2");
}

/** The lines of a text, each behind a prefix. */
function lines(text: string, prefix: string): string {
  return text.split(/\r\n|[\n\r\u2028\u2029]/u).map((each) => `${prefix}${line(each)}`.trimEnd()).join("  \n");
}

/** The file, piece by piece. */
export function* reportMarkdown(report: Report): Generator<string> {
  yield `# ${line(report.scope.title)}\n\n${coverageSentences(report).join(" ")}\n\n`;
  yield* documentList(report);
  yield `Annotated by: ${names(report.annotators.map((person) => person.name))}  \n`;
  yield `Approved by: ${names(approversOf(report))}  \n`;
  yield `Made ${minute(report.generatedAt)} with ${line(report.generator.name)} ${line(report.generator.version)}\n\n`;
  yield* tagTable(report);
  yield `## Findings\n\n`;
  if (report.findings.length === 0) yield `There are no findings.\n\n`;
  for (const finding of report.findings) yield findingSection(finding);
  const links = linksOfTheirOwn(report);
  if (links.length > 0) yield `## Links between passages\n\n`;
  for (const link of links) yield `${quote(link.from)}\n\n${linkPhrase(link, true)}\n\n${quote(link.to)}\n\n${about(link)}`;
  for (const document of report.documents) yield* documentText(report, document);
  for (const finding of report.findings) yield footnote(finding);
}

function names(list: readonly string[]): string {
  return list.length === 0 ? "–" : [...new Set(list)].map(line).join(", ");
}

function approversOf(report: Report): string[] {
  return [...report.findings, ...report.links].flatMap((mark) => approvers(mark));
}

function* documentList(report: Report): Generator<string> {
  yield `| Symbol | Title | Type | Date | Text version | Marks version |\n| --- | --- | --- | --- | --- | --- |\n`;
  for (const { symbol, title, type, date, head, clock } of report.documents) {
    const cells = [line(symbol ?? "–"), line(title), line(type ?? "–"), line(date ?? "–"), head, clock];
    yield `| ${cells.join(" | ")} |\n`;
  }
  yield "\n";
}

function* tagTable(report: Report): Generator<string> {
  if (report.tags.length === 0) return;
  yield `| Code | Tag | Meaning |\n| --- | --- | --- |\n`;
  for (const tag of report.tags) yield `| ${line(tag.code)} | ${line(tag.name)} | ${line(tag.meaning)} |\n`;
  yield "\n";
}

function findingSection(finding: Finding): string {
  const title = `### ${[`${finding.number}.`, line(tagCodes(finding)), line(tagNames(finding) || "Passage")].filter(Boolean).join(" ")}`;
  return `${title}\n\n${quote(finding.passage)}\n\n${about(finding)}${finding.links.map(linked).join("")}`;
}

/** The words and where they are from. */
function quote(passage: Passage): string {
  const status = STATUS_NOTES[passage.status];
  const cited = `— ${line(passage.citation)}${status ? ` (${status})` : ""}`;
  return passage.quote === "" ? cited : `${lines(passage.quote, "> ")}\n\n${cited}`;
}

/** Note, author, state and reviewers of a mark. */
function about(mark: Finding | ReportLink): string {
  const note = mark.note === null ? "" : `${lines(mark.note, "")}\n\n`;
  const approved = approvers(mark);
  const state = approved.length > 0 ? `approved by ${names(approved)}` : STATE_NAMES[mark.state].toLowerCase();
  const reasons = mark.reviews.flatMap((review) => (review.reason === null ? [] : [`${line(review.reviewer.name)}: ${line(review.reason)}`]));
  return `${note}Marked by ${line(mark.author.name)}, ${day(mark.createdAt)}; ${[state, ...reasons].join("; ")}\n\n`;
}

function linked({ link, outgoing, other }: FindingLink): string {
  const finding = other.finding === null ? "" : ` (finding ${other.finding})`;
  const note = link.note === null ? "" : ` ${line(link.note)}`;
  const status = STATUS_NOTES[other.status];
  const words = other.quote === "" ? "" : `: “${line(other.quote)}”`;
  return `- ${linkPhrase(link, outgoing)} ${line(other.citation)}${finding}${words}${status ? ` (${status})` : ""}${note}\n\n`;
}

function* documentText(report: Report, document: ReportDocument): Generator<string> {
  yield `## ${line(document.symbol === null ? document.title : `${document.symbol} · ${document.title}`)}\n\n`;
  for (const block of document.blocks) yield blockText(block);
  if (document.detached.length === 0) return;
  yield `### Marks whose passage is not in the present text\n\n`;
  for (const number of document.detached) {
    const finding = report.findings[number - 1];
    if (finding) yield `${quote(finding.passage)}[^${number}]\n\n`;
  }
}

function blockText(block: MarkedBlock): string {
  const words = block.segments.map(({ text, ends }) => spaced(text) + ends.map((number) => `[^${number}]`).join("")).join("");
  if (words.trim() === "") return "";
  if (block.kind === "heading") return `${"#".repeat(Math.min(6, (block.level ?? 1) + 2))} ${words}\n\n`;
  const label = block.number === undefined ? block.label : `${block.number}.`;
  return `${label ? `**${line(label)}** ` : ""}${words}\n\n`;
}

/** One stretch of a line, with the spaces at its ends. */
function spaced(text: string): string {
  const before = /^\s/u.test(text) ? " " : "";
  const after = /\S\s+$/u.test(text) ? " " : "";
  return before + line(text) + after;
}

function footnote(finding: Finding): string {
  const note = finding.note === null ? "" : `: ${line(excerpt(finding.note, 300))}`;
  const title = [`Finding ${finding.number}`, line(tagCodes(finding)), line(tagNames(finding))].filter(Boolean).join(", ");
  return `[^${finding.number}]: ${title}, ${line(finding.passage.citation)}${note}\n\n`;
}
