/**
 * The gate: which marks may be in a report. Everything else in report/ sees only what passes here.
 *
 * Promises: private marks never pass; with state `approved` nothing passes that is not approved itself, and no
 * reason of a reviewer; individual cases pass only when asked for; a link passes only if nothing of what it touches
 * is private, a withheld individual case, or unknown. Called by: `buildReport` alone.
 */
import type { Annotation, Link, LinkEnd } from "../annotation/annotation.ts";
import type { ReportInput, ReportSource } from "./report-tree.ts";

/** The tag of marks that name or describe a victim. */
const INDIVIDUAL_CASE = "individual-case";

/** What passes. `annotations` are by document, in the order of the input. */
export interface Publishable {
  annotations: Annotation[][];
  links: Link[];
  individualCasesLeftOut: number;
}

/** Judges all marks of the input. */
export function publishable(input: ReportInput): Publishable {
  const offered = input.documents.map((source) => source.annotations.filter((annotation) => hasState(annotation, input)));
  const shown = offered.map((annotations) => annotations.filter((annotation) => !isWithheldCase(annotation, input)));
  return {
    annotations: shown,
    links: publishableLinks(input),
    individualCasesLeftOut: count(offered) - count(shown),
  };
}

function count(lists: readonly unknown[][]): number {
  return lists.reduce((sum, list) => sum + list.length, 0);
}

function hasState(annotation: Annotation, input: ReportInput): boolean {
  return annotation.visibility === "team" && (input.state === "all" || annotation.state === "approved");
}

function isWithheldCase(annotation: Annotation, input: ReportInput): boolean {
  return input.includeIndividualCases !== true && annotation.tags.includes(INDIVIDUAL_CASE);
}

function publishableLinks(input: ReportInput): Link[] {
  const known = new Map<string, Annotation>();
  for (const annotation of allAnnotations(input)) known.set(annotation.id, annotation);
  const links = new Map<string, Link>();
  for (const link of input.documents.flatMap((source: ReportSource) => source.links)) {
    const inState = input.state === "all" || link.state === "approved";
    if (inState && mayShowEnd(link.from, known, input) && mayShowEnd(link.to, known, input)) links.set(link.id, link);
  }
  return [...links.values()];
}

function* allAnnotations(input: ReportInput): Generator<Annotation> {
  for (const source of input.documents) yield* source.annotations;
  yield* input.elsewhere;
}

/** An end may be shown, as words with their citation, whatever the state of the annotation there. */
function mayShowEnd(end: LinkEnd, known: ReadonlyMap<string, Annotation>, input: ReportInput): boolean {
  if (end.annotationId === null) return true;
  const annotation = known.get(end.annotationId);
  return annotation !== undefined && annotation.visibility === "team" && !isWithheldCase(annotation, input);
}
