/**
 * Builds the annotated report from one snapshot of the documents and their marks.
 *
 * Promises: only what passes ./publishable.ts is in it, and nothing is counted or named that did not pass; each
 * finding knows its passage, links and reviewers; the same input gives the same report. Pure: the caller brings the
 * time. Callers: exports and the report page.
 */
import type { Annotation, Link, LinkEnd, Person, State, Verdict } from "../annotation/annotation.ts";
import type { Tag } from "../codebook/tags.ts";
import { compareImportance, type Rankable } from "./importance.ts";
import { markedBlocks, type PlacedMark } from "./marked-text.ts";
import { DocumentPassages, passageElsewhere } from "./passages.ts";
import { publishable } from "./publishable.ts";
import type {
  Finding, LinkedPassage, Passage, Report, ReportDocument, ReportInput, ReportLink, ReportPerson, ReportSource, ReportState, ReportTag, Review,
} from "./report-tree.ts";

export type { Report, ReportInput } from "./report-tree.ts";

/** Builds the report. Time grows with the text and the number of marks. */
export function buildReport(input: ReportInput): Report {
  const gate = publishable(input);
  const texts = new Map(input.documents.map((source) => [source.document.id, new DocumentPassages(source)]));
  const persons = new Persons(input.people);
  const tags = usedTags(input.tags, gate.annotations.flat());
  const findings = findingsOf(input, gate.annotations, texts, persons, tags);
  const numbers = new Map(findings.map((finding) => [finding.id, finding.number]));
  const links = gate.links.map((link) => reportLink(link, input.state, texts, numbers, persons)).sort(compareLinks);
  attachLinks(findings, links);
  return {
    scope: input.scope,
    state: input.state,
    generatedAt: input.generatedAt,
    generator: input.generator,
    documents: input.documents.map((source) => reportDocument(source, texts, findings)),
    annotators: distinct([...findings, ...links].map((mark) => mark.author)),
    reviewers: distinct([...findings, ...links].flatMap((mark) => mark.reviews.map((review) => review.reviewer))),
    tags: [...tags.values()],
    findings,
    links,
    statistics: numbersWith(findings, ["statistic"]),
    commitments: numbersWith(findings, ["commitment", "deadline"]),
    individualCasesLeftOut: gate.individualCasesLeftOut,
  };
}

/** The people of a report under the names it gives them. */
class Persons {
  readonly #known: ReadonlyMap<string, ReportPerson>;

  constructor(people: readonly ReportPerson[]) {
    this.#known = new Map(people.map((person) => [person.id, person]));
  }

  /** A name that is an e-mail address is cut before the "@": addresses never leave. */
  named(person: Person): ReportPerson {
    const { name, nickname } = this.#known.get(person.id) ?? { name: person.name };
    const shown = { id: person.id, name: withoutAddress(name) };
    return nickname ? { ...shown, nickname: withoutAddress(nickname) } : shown;
  }
}

function withoutAddress(name: string): string {
  return name.replace(/@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, "");
}

/** The tags that occur, in the order of the codebook; a slug that is no longer in it stands for itself. */
function usedTags(codebook: readonly Tag[], annotations: readonly Annotation[]): Map<string, ReportTag> {
  const used = new Set(annotations.flatMap((annotation) => annotation.tags));
  const tags = new Map<string, ReportTag>();
  for (const { slug, code, name, meaning, colour, kind } of [...codebook].sort((a, b) => a.position - b.position)) {
    if (used.delete(slug)) tags.set(slug, { slug, code, name, meaning, colour, kind });
  }
  for (const slug of used) {
    tags.set(slug, { slug, code: slug.slice(0, 2).toUpperCase(), name: slug, meaning: "", colour: "#666666", kind: "work" });
  }
  return tags;
}

function findingsOf(
  input: ReportInput,
  annotations: readonly Annotation[][],
  texts: ReadonlyMap<string, DocumentPassages>,
  persons: Persons,
  tags: ReadonlyMap<string, ReportTag>,
): Finding[] {
  const ranked = input.documents.flatMap(({ document }, nth) => {
    const text = texts.get(document.id);
    return (annotations[nth] ?? []).map((annotation) => {
      const passage = text ? text.passage(annotation.anchor, annotation.paragraph) : null;
      return { annotation, passage, order: rankable(annotation, passage, text, nth) };
    });
  });
  ranked.sort((a, b) => compareImportance(a.order, b.order));
  return ranked.flatMap(({ annotation, passage }, nth) =>
    passage === null
      ? []
      : [{ ...markFacts(annotation, input.state, persons), number: nth + 1, tags: tagsOf(annotation, tags), passage, links: [] }],
  );
}

function rankable(annotation: Annotation, passage: Passage | null, text: DocumentPassages | undefined, document: number): Rankable {
  const range = passage?.span && text ? text.index.rangeOf(passage.span) : null;
  const rejected = annotation.state === "rejected";
  return { id: annotation.id, tags: annotation.tags, rejected, document, start: range?.start ?? null, end: range?.end ?? null };
}

function tagsOf(annotation: Annotation, tags: ReadonlyMap<string, ReportTag>): ReportTag[] {
  return annotation.tags.flatMap((slug) => tags.get(slug) ?? []);
}

interface MarkSource {
  id: string;
  author: Person;
  state: State;
  note: string | null;
  verdicts: Verdict[];
  createdAt: string;
  updatedAt: string;
}

/** What annotations and links have in common, as far as the report may tell it. */
function markFacts(mark: MarkSource, state: ReportState, persons: Persons): Omit<ReportLink, "type" | "from" | "to"> {
  const { id, note, createdAt, updatedAt } = mark;
  const reviews = reviewsOf(mark.verdicts, state, persons);
  const approvals = reviews.filter((review) => review.verdict === "approve").map((review) => review.at).sort();
  const approvedAt = mark.state === "approved" ? (approvals.at(-1) ?? null) : null;
  return { id, note: note?.trim() ? note : null, author: persons.named(mark.author), reviews, state: mark.state, approvedAt, createdAt, updatedAt };
}

/** Verdicts that count. A report of approved marks names who approved, and keeps the rest of the review inside. */
function reviewsOf(verdicts: readonly Verdict[], state: ReportState, persons: Persons): Review[] {
  return verdicts
    .filter((verdict) => !verdict.withdrawn && (state === "all" || verdict.verdict === "approve"))
    .map(({ id, reviewer, verdict, reason, at }) => ({
      id, reviewer: persons.named(reviewer), verdict, reason: state === "all" && reason?.trim() ? reason : null, at,
    }));
}

function reportLink(
  link: Link,
  state: ReportState,
  texts: ReadonlyMap<string, DocumentPassages>,
  numbers: ReadonlyMap<string, number>,
  persons: Persons,
): ReportLink {
  const end = (at: LinkEnd): LinkedPassage => ({
    ...(texts.get(at.documentId)?.passage(at.anchor, at.paragraph) ?? passageElsewhere(at)),
    finding: at.annotationId === null ? null : (numbers.get(at.annotationId) ?? null),
  });
  return { ...markFacts(link, state, persons), type: link.type, from: end(link.from), to: end(link.to) };
}

function compareLinks(a: ReportLink, b: ReportLink): number {
  const first = (link: ReportLink): number => Math.min(link.from.finding ?? Infinity, link.to.finding ?? Infinity);
  const [left, right] = [first(a), first(b)];
  if (left !== right) return left < right ? -1 : 1;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

function attachLinks(findings: readonly Finding[], links: readonly ReportLink[]): void {
  const attach = (number: number | null, link: ReportLink, outgoing: boolean): void => {
    if (number === null) return;
    findings[number - 1]?.links.push({ link, outgoing, other: outgoing ? link.to : link.from });
  };
  for (const link of links) {
    attach(link.from.finding, link, true);
    if (link.to.finding !== link.from.finding) attach(link.to.finding, link, false);
  }
}

function reportDocument(source: ReportSource, texts: ReadonlyMap<string, DocumentPassages>, findings: readonly Finding[]): ReportDocument {
  const { id, workspaceId, kind, symbol, title, body, type, country, language, date } = source.document;
  const own = findings.filter((finding) => finding.passage.documentId === id);
  const placed: PlacedMark[] = own.flatMap(({ number, passage }) => (passage.span ? [{ finding: number, span: passage.span }] : []));
  const text = texts.get(id);
  return {
    id, workspaceId, kind, symbol, title, body, type, country, language, date,
    label: text?.label ?? title,
    clock: source.clock,
    head: source.head,
    blocks: text ? markedBlocks(text.blocks, text.order, placed) : [],
    detached: own.filter((finding) => finding.passage.status === "detached").map((finding) => finding.number),
  };
}

function distinct(people: readonly ReportPerson[]): ReportPerson[] {
  const byId = new Map(people.map((person) => [person.id, person]));
  return [...byId.values()].sort((a, b) => a.name.localeCompare(b.name, "en") || (a.id < b.id ? -1 : 1));
}

function numbersWith(findings: readonly Finding[], slugs: readonly string[]): number[] {
  return findings.filter((finding) => finding.tags.some((tag) => slugs.includes(tag.slug))).map((finding) => finding.number);
}
