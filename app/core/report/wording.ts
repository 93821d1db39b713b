/**
 * The words a report uses for what the tree says in codes: states, links, statuses, dates; and how long texts are
 * shortened where they are repeated. English, as the interface is.
 *
 * Promises: plain text, nothing escaped; user text is only ever cut, never changed, and a cut shows as "…".
 * Callers: html, markdown, csv.
 */
import type { LinkType, State, VerdictKind } from "../annotation/annotation.ts";
import type { Finding, FindingLink, PassageStatus, Report, ReportLink } from "./report-tree.ts";

export const STATE_NAMES: Readonly<Record<State, string>> = {
  draft: "Draft",
  submitted: "In review",
  approved: "Approved",
  changes_requested: "Changes requested",
  rejected: "Rejected",
};

export const VERDICT_NAMES: Readonly<Record<VerdictKind, string>> = {
  approve: "Approved",
  "request-changes": "Changes requested",
  reject: "Rejected",
};

/** What a link says of its first end, and of its second. */
const LINK_PHRASES: Readonly<Record<LinkType, readonly [string, string]>> = {
  "replies-to": ["replies to", "is replied to in"],
  contradicts: ["contradicts", "is contradicted by"],
  repeats: ["repeats", "is repeated in"],
  "follows-up": ["follows up", "is followed up in"],
  cites: ["cites", "is cited in"],
  "same-subject": ["same subject as", "same subject as"],
};

export function linkPhrase(link: ReportLink, outgoing: boolean): string {
  return LINK_PHRASES[link.type][outgoing ? 0 : 1];
}

/** What a reader has to know about a passage besides its words; empty when there is nothing. */
export const STATUS_NOTES: Readonly<Record<PassageStatus, string>> = {
  found: "",
  check: "Similar words found; position to be checked",
  detached: "Passage not found in the present text",
  elsewhere: "",
};

/** The day of a moment, in UTC: 2026-11-21. What is not a time is given as it is. */
export function day(moment: string): string {
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(moment)) return moment.slice(0, 10);
  const date = new Date(moment);
  return Number.isNaN(date.getTime()) ? moment : date.toISOString().slice(0, 10);
}

/** Day and minute, in UTC. */
export function minute(moment: string): string {
  const date = new Date(moment);
  return Number.isNaN(date.getTime()) ? moment : `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** The first `limit` code points, on one line. */
export function excerpt(text: string, limit: number): string {
  const line = text.slice(0, 4 * limit).replace(/\s+/gu, " ").trim();
  const points = [...line];
  const isWhole = points.length <= limit && text.length <= 4 * limit;
  return isWhole ? line : `${points.slice(0, limit - 1).join("").trimEnd()}…`;
}

/** A finding in a few words: the start of its note, else of its quote. */
export function claim(finding: Finding, limit: number): string {
  return excerpt(finding.note ?? `“${finding.passage.quote}”`, limit);
}

export function tagNames(finding: Finding): string {
  return finding.tags.map((tag) => tag.name).join(", ");
}

export function tagCodes(finding: Finding): string {
  return finding.tags.map((tag) => tag.code).join(" ");
}

/** Those who approved, in the order in which they did. */
export function approvers(mark: Pick<Finding, "reviews">): string[] {
  return [...new Set(mark.reviews.filter((review) => review.verdict === "approve").map((review) => review.reviewer.name))];
}

/** Links none of whose ends is a finding. */
export function linksOfTheirOwn(report: Report): ReportLink[] {
  return report.links.filter((link) => link.from.finding === null && link.to.finding === null);
}

export function contradictions(finding: Finding): FindingLink[] {
  return finding.links.filter(({ link }) => link.type === "contradicts");
}

/** Which marks are in the report and which are not, in whole sentences. */
export function coverageSentences(report: Report): string[] {
  const left = report.individualCasesLeftOut;
  const cases = left === 0 ? [] : [
    `${left} ${left === 1 ? "mark" : "marks"} on individual cases ${left === 1 ? "is" : "are"} left out, with any link to ${left === 1 ? "it" : "them"}.`,
  ];
  const which = report.state === "approved"
    ? "This report holds approved marks only."
    : "Working copy: it also holds marks that nobody has approved. Not for distribution.";
  return [which, ...cases];
}

/** "3 findings", "1 finding". */
export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
