/**
 * Title page, table of findings and appendix of the HTML report.
 *
 * Promises: the title page says which documents in which version, who annotated, who approved, which tags; each row
 * of a table leads to its finding. All text from users is escaped. Called by: ./html.ts; yields row by row.
 */
import { escapeHtml } from "../document/html.ts";
import { bdi, codeBadge, people, type Colours } from "./html-parts.ts";
import type { Finding, Report, ReportDocument } from "./report-tree.ts";
import { approvers, claim, counted, coverageSentences, excerpt, minute } from "./wording.ts";

/** Title, documents, people, tags. */
export function* titlePage(report: Report, colours: Colours): Generator<string> {
  yield `<header class="title-page"><h1 dir="auto">${escapeHtml(report.scope.title)}</h1>\n<p>Annotated report</p>\n`;
  const [which, ...more] = coverageSentences(report);
  yield `<p class="notice">${escapeHtml(which ?? "")}</p>\n${more.map((sentence) => `<p>${escapeHtml(sentence)}</p>`).join("\n")}`;
  yield `<table><caption>Documents</caption><thead><tr><th scope="col">Symbol</th><th scope="col">Title</th><th scope="col">Type</th><th scope="col">Date</th><th scope="col">Text version</th><th scope="col">Marks version</th></tr></thead><tbody>\n`;
  for (const [nth, document] of report.documents.entries()) yield documentRow(document, nth);
  yield `</tbody></table>\n<p>Annotated by: ${people(report.annotators)}</p>\n<p>Approved by: ${people(reviewersWhoApproved(report))}</p>\n`;
  yield* tagTable(report, colours);
  const made = `${report.generator.name} ${report.generator.version}`;
  yield `<p class="meta">Made ${escapeHtml(minute(report.generatedAt))} with ${escapeHtml(made)} · ${counted(report.findings.length, "finding")} · ${counted(report.links.length, "link")}</p></header>\n`;
}

/** In a working copy some have only sent back or rejected. */
function reviewersWhoApproved(report: Report): Report["reviewers"] {
  const approving = [...report.findings, ...report.links].flatMap((mark) => mark.reviews.filter((review) => review.verdict === "approve"));
  const ids = new Set(approving.map((review) => review.reviewer.id));
  return report.reviewers.filter((person) => ids.has(person.id));
}

function documentRow(document: ReportDocument, nth: number): string {
  const symbol = document.symbol === null ? "–" : bdi(document.symbol);
  const title = `<a href="#d${nth + 1}">${bdi(document.title)}</a>`;
  const cells = [symbol, title, bdi(document.type ?? "–"), bdi(document.date ?? "–"), String(document.head), String(document.clock)];
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>\n`;
}

function* tagTable(report: Report, colours: Colours): Generator<string> {
  if (report.tags.length === 0) return;
  yield `<table><caption>Tags used</caption><thead><tr><th scope="col">Code</th><th scope="col">Tag</th><th scope="col">Meaning</th></tr></thead><tbody>\n`;
  for (const tag of report.tags) {
    yield `<tr><td>${codeBadge(tag, colours)}</td><td>${bdi(tag.name)}</td><td dir="auto">${escapeHtml(tag.meaning)}</td></tr>\n`;
  }
  yield `</tbody></table>\n`;
}

/** One row a finding, most important first. */
export function* findingsTable(report: Report, colours: Colours): Generator<string> {
  yield `<section id="overview"><h2>Overview of findings</h2>\n`;
  if (report.findings.length === 0) {
    yield `<p>There are no findings.</p>\n`;
  } else {
    yield* table(["No.", "Tags", "Passage", "Finding", "Approved by"], report.findings, (finding) => [
      ...rowStart(finding, colours),
      escapeHtml(claim(finding, 160)),
      approvers(finding).map(bdi).join(", ") || "–",
    ]);
  }
  yield `</section>\n`;
}

/** Statistics, commitments and deadlines. */
export function* appendix(report: Report, colours: Colours): Generator<string> {
  const chosen = (numbers: readonly number[]): Finding[] => numbers.flatMap((number) => report.findings[number - 1] ?? []);
  if (report.statistics.length + report.commitments.length === 0) return;
  yield `<section id="appendix"><h2>Appendix</h2>\n`;
  if (report.statistics.length > 0) {
    yield `<h3>Statistics</h3>\n`;
    yield* table(["No.", "Tags", "Source", "Figure", "Note"], chosen(report.statistics), (finding) => cells(finding, colours));
  }
  if (report.commitments.length > 0) {
    yield `<h3>Commitments and deadlines</h3>\n`;
    yield* table(["No.", "Tags", "Source", "Words", "Note", "Followed up in"], chosen(report.commitments), (finding) => [
      ...cells(finding, colours),
      followedUpIn(finding) || "–",
    ]);
  }
  yield `</section>\n`;
}

function cells(finding: Finding, colours: Colours): string[] {
  return [...rowStart(finding, colours), escapeHtml(finding.passage.quote), escapeHtml(excerpt(finding.note ?? "", 300))];
}

function followedUpIn(finding: Finding): string {
  const later = finding.links.filter(({ link, outgoing }) => link.type === "follows-up" && !outgoing);
  return later.map(({ other }) => bdi(other.citation)).join("; ");
}

function rowStart(finding: Finding, colours: Colours): string[] {
  const tags = finding.tags.map((tag) => codeBadge(tag, colours)).join(" ");
  return [`<a href="#f${finding.number}">${finding.number}</a>`, tags, bdi(finding.passage.citation)];
}

function* table(heads: readonly string[], findings: readonly Finding[], row: (finding: Finding) => string[]): Generator<string> {
  yield `<table><thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join("")}</tr></thead><tbody>\n`;
  for (const finding of findings) yield `<tr>${row(finding).map((cell) => `<td dir="auto">${cell}</td>`).join("")}</tr>\n`;
  yield `</tbody></table>\n`;
}
