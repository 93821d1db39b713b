/**
 * Small pieces of the HTML report that several of its sections use.
 *
 * Promises: every function answers HTML in which all text from users is escaped; `colours` gives the class of a
 * tag's colour in the style sheet. Callers: the other html files of report/.
 */
import { escapeHtml } from "../document/html.ts";
import type { Finding, Passage, Report, ReportPerson, ReportTag } from "./report-tree.ts";
import { day, excerpt, STATE_NAMES, STATUS_NOTES, VERDICT_NAMES } from "./wording.ts";

/** Class names of the tags' colours, by slug. */
export type Colours = ReadonlyMap<string, string>;

export function coloursOf(report: Report): Colours {
  return new Map(report.tags.map((tag, nth) => [tag.slug, `t${nth}`]));
}

/** The class that colours a finding: that of its first tag. */
export function colourOf(finding: Finding | undefined, colours: Colours): string {
  const tag = finding?.tags[0];
  return (tag && colours.get(tag.slug)) ?? "";
}

/** Text of a user inside a line, shielded from the direction of what is around it. */
export function bdi(text: string): string {
  return `<bdi>${escapeHtml(text)}</bdi>`;
}

export function codeBadge(tag: ReportTag, colours: Colours): string {
  return `<span class="code ${colours.get(tag.slug) ?? ""}">${escapeHtml(tag.code)}</span>`;
}

export function people(list: readonly ReportPerson[]): string {
  return list.length === 0 ? "–" : list.map((person) => bdi(person.name)).join(", ");
}

/** A link to a finding of this report. */
export function findingLink(number: number): string {
  return `<a href="#f${number}">Finding ${number}</a>`;
}

/** A quote with its citation; `target` is the id of the place in the text, if it is there. */
export function quoteFigure(passage: Passage, target: string | null): string {
  const cited = target ? `<a href="#${target}">${bdi(passage.citation)}</a>` : bdi(passage.citation);
  const status = STATUS_NOTES[passage.status];
  const flag = status ? ` <span class="flag">${status}</span>` : "";
  const words = passage.quote === "" ? "" : `<blockquote dir="auto">${escapeHtml(passage.quote)}</blockquote>`;
  return `<figure>${words}<figcaption><cite>${cited}</cite>${flag}</figcaption></figure>`;
}

/** Where the passage of a finding is in the text of the report. */
export function passageTarget(finding: Finding | undefined): string | null {
  return finding?.passage.span ? `m${finding.number}` : null;
}

export function noteParagraph(note: string | null): string {
  return note === null ? "" : `<p class="note" dir="auto">${escapeHtml(note)}</p>`;
}

/** Author, state and reviews of a mark, on one line. */
export function markLine(mark: Pick<Finding, "author" | "reviews" | "state" | "createdAt">): string {
  const reviews = mark.reviews.map(({ reviewer, verdict, at, reason }) => {
    const why = reason === null ? "" : ` (${bdi(excerpt(reason, 500))})`;
    return `${VERDICT_NAMES[verdict]} by ${bdi(reviewer.name)}, ${escapeHtml(day(at))}${why}`;
  });
  const state = mark.reviews.length > 0 && mark.state === "approved" ? [] : [STATE_NAMES[mark.state]];
  return `<p class="meta">${[`Marked by ${bdi(mark.author.name)}, ${escapeHtml(day(mark.createdAt))}`, ...state, ...reviews].join(" · ")}</p>`;
}
