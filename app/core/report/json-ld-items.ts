/**
 * One mark of a report as one W3C Web Annotation.
 *
 * Promises: tags are bodies for tagging and classifying, a note is a body for commenting, a link is motivated by
 * linking, a verdict by assessing; a target with a position has the very words that stand there; people have a
 * name, never an address. Called by: ./json-ld.ts.
 */
import { annotationIri, linkIri, linkTypeIri, personIri, tagIri, textIri, verdictIri, type Base } from "./iris.ts";
import type { Finding, Passage, Report, ReportLink, ReportPerson, ReportTag, Review } from "./report-tree.ts";
import { VERDICT_NAMES } from "./wording.ts";

/** A JSON object in terms of the context. */
export type Item = Record<string, unknown>;

export function annotationItem(finding: Finding, workspaceId: string, report: Report, base: Base): Item {
  const motivation = finding.tags.length > 0 ? "tagging" : finding.note !== null ? "commenting" : "highlighting";
  const body = [...finding.tags.flatMap((tag) => tagBodies(tag, workspaceId, base)), ...noteBodies(finding.note)];
  return {
    ...head(annotationIri(base, finding.id), finding, report, base),
    motivation,
    ...(body.length > 0 ? { body } : {}),
    target: passageResource(finding.passage, base),
  };
}

export function linkItem(link: ReportLink, report: Report, base: Base): Item {
  const other = { type: "SpecificResource", ...passageParts(link.to, base), purpose: "linking" };
  const type = { type: "SpecificResource", source: linkTypeIri(base, link.type), purpose: "classifying" };
  return {
    ...head(linkIri(base, link.id), link, report, base),
    motivation: "linking",
    body: [other, plainText(link.type, "tagging"), type, ...noteBodies(link.note)],
    target: passageResource(link.from, base),
  };
}

/** The verdicts on a mark, each an annotation of the mark. */
export function* verdictItems(mark: Finding | ReportLink, kind: "annotation" | "link", report: Report, base: Base): Generator<Item> {
  const target = kind === "annotation" ? annotationIri(base, mark.id) : linkIri(base, mark.id);
  for (const review of mark.reviews) {
    yield {
      id: verdictIri(target, review.id),
      type: "Annotation",
      created: review.at,
      generated: report.generatedAt,
      generator: softwareOf(report),
      creator: personOf(review.reviewer, base),
      motivation: "assessing",
      body: verdictBodies(review),
      target,
    };
  }
}

function verdictBodies(review: Review): Item[] {
  const verdict = plainText(VERDICT_NAMES[review.verdict].toLowerCase(), "assessing");
  return review.reason === null ? [verdict] : [verdict, plainText(review.reason, "commenting")];
}

/** The program as an agent. */
export function softwareOf(report: Report): Item {
  const { name, version, url } = report.generator;
  return { id: url, type: "Software", name: `${name} ${version}`, homepage: url };
}

function head(id: string, mark: Finding | ReportLink, report: Report, base: Base): Item {
  return {
    id,
    type: "Annotation",
    created: mark.createdAt,
    modified: mark.updatedAt,
    generated: report.generatedAt,
    generator: softwareOf(report),
    creator: personOf(mark.author, base),
  };
}

function personOf(person: ReportPerson, base: Base): Item {
  const { name, nickname } = person;
  return { id: personIri(base, person), type: "Person", name, ...(nickname ? { nickname } : {}) };
}

function tagBodies(tag: ReportTag, workspaceId: string, base: Base): Item[] {
  return [
    plainText(tag.name, "tagging"),
    { type: "SpecificResource", source: tagIri(base, workspaceId, tag.slug), purpose: "classifying" },
  ];
}

function noteBodies(note: string | null): Item[] {
  return note === null ? [] : [plainText(note, "commenting")];
}

function plainText(value: string, purpose: string): Item {
  return { type: "TextualBody", value, format: "text/plain", purpose };
}

/** A passage as a target; a document as a whole is its IRI. */
function passageResource(passage: Passage, base: Base): Item | string {
  const parts = passageParts(passage, base);
  return parts.selector ? { type: "SpecificResource", ...parts } : parts.source;
}

function passageParts(passage: Passage, base: Base): { source: string; selector?: Item[] } {
  const { exact, prefix, suffix, position } = passage.selector;
  const source = textIri(base, passage);
  if (exact === "") return { source };
  const quote = { type: "TextQuoteSelector", exact, ...(prefix ? { prefix } : {}), ...(suffix ? { suffix } : {}) };
  return { source, selector: position ? [quote, { type: "TextPositionSelector", ...position }] : [quote] };
}
