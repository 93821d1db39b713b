/**
 * The findings of the HTML report, each with its quotes, reasoning, people and linked passages; contradictions
 * stand side by side.
 *
 * Promises: finding N has the id `fN` and leads to its words in the text; all text from users is escaped.
 * Called by: ./html.ts.
 */
import { bdi, codeBadge, colourOf, findingLink, markLine, noteParagraph, passageTarget, quoteFigure, type Colours } from "./html-parts.ts";
import type { Finding, FindingLink, LinkedPassage, Report, ReportLink } from "./report-tree.ts";
import { contradictions, linkPhrase, linksOfTheirOwn, tagNames } from "./wording.ts";

/** All findings, then the links that have no finding at either end. */
export function* findingsSection(report: Report, colours: Colours): Generator<string> {
  if (report.findings.length > 0) {
    yield `<section id="findings"><h2>Findings</h2>\n`;
    for (const finding of report.findings) yield findingArticle(finding, report, colours);
    yield `</section>\n`;
  }
  const links = linksOfTheirOwn(report);
  if (links.length === 0) return;
  yield `<section id="links"><h2>Links between passages</h2>\n`;
  for (const link of links) yield linkArticle(link, report);
  yield `</section>\n`;
}

function findingArticle(finding: Finding, report: Report, colours: Colours): string {
  const badges = finding.tags.map((tag) => codeBadge(tag, colours)).join(" ");
  const title = `<h3>${finding.number}. ${badges} ${bdi(tagNames(finding) || "Passage")}</h3>`;
  const opposed = contradictions(finding);
  const own = quoteFigure(finding.passage, passageTarget(finding));
  const quotes = opposed.length === 0 ? own : pairs(own, opposed, report);
  const others = finding.links.filter((link) => !opposed.includes(link)).map((link) => linkedPassage(link, report));
  const parts = [title, quotes, noteParagraph(finding.note), markLine(finding), ...others];
  return `<article class="finding ${colourOf(finding, colours)}" id="f${finding.number}">\n${parts.filter(Boolean).join("\n")}\n</article>\n`;
}

/** Its own words on one side, each passage they cannot stand with on the other. */
function pairs(own: string, opposed: readonly FindingLink[], report: Report): string {
  const sides = opposed.map((link) => `<div>${linkHead(link)}${otherFigure(link.other, report)}${linkTail(link.link)}</div>`);
  return `<div class="pair"><div>${own}</div><div>${sides.join("\n")}</div></div>`;
}

function linkedPassage(link: FindingLink, report: Report): string {
  return `<div class="linked">${linkHead(link)}${otherFigure(link.other, report)}${linkTail(link.link)}</div>`;
}

function linkHead({ link, outgoing, other }: FindingLink): string {
  const to = other.finding === null ? "" : ` · ${findingLink(other.finding)}`;
  return `<p class="meta"><strong>${linkPhrase(link, outgoing)}</strong>${to}</p>`;
}

function linkTail(link: ReportLink): string {
  return noteParagraph(link.note) + markLine(link);
}

function otherFigure(passage: LinkedPassage, report: Report): string {
  const finding = passage.finding === null ? undefined : report.findings[passage.finding - 1];
  return quoteFigure(passage, passageTarget(finding));
}

function linkArticle(link: ReportLink, report: Report): string {
  const [from, to] = [otherFigure(link.from, report), otherFigure(link.to, report)];
  const head = `<h3>${linkPhrase(link, true)}</h3>`;
  return `<article class="link">\n${head}\n<div class="pair"><div>${from}</div><div>${to}</div></div>\n${linkTail(link)}\n</article>\n`;
}
