/**
 * The names things have outside of this server: IRIs in exports, addresses in tables.
 *
 * Promises: the same thing has the same IRI in every export of a server; the IRI of a text names its version, so
 * that positions in it stay true; people cite `pageUrl` and land on the words. Callers: json-ld and csv.
 */
import type { Passage, Report, ReportPerson } from "./report-tree.ts";

/** Where the server is reached. */
export interface Base {
  /** Such as https://rapporteur.example, without a slash at the end. */
  origin: string;
}

const part = encodeURIComponent;

function api({ origin }: Base): string {
  return `${origin.replace(/\/+$/, "")}/api/v1`;
}

export function annotationIri(base: Base, id: string): string {
  return `${api(base)}/annotations/${part(id)}`;
}

export function linkIri(base: Base, id: string): string {
  return `${api(base)}/links/${part(id)}`;
}

export function verdictIri(markIri: string, id: string): string {
  return `${markIri}/verdicts/${part(id)}`;
}

/** The canonical text that positions count in; without a version when it is not known here. */
export function textIri(base: Base, passage: Pick<Passage, "documentId" | "head">): string {
  const text = `${api(base)}/documents/${part(passage.documentId)}/text`;
  return passage.head === null ? text : `${text}?version=${passage.head}`;
}

export function personIri(base: Base, person: ReportPerson): string {
  return `${api(base)}/people/${part(person.id)}`;
}

export function tagIri(base: Base, workspaceId: string, slug: string): string {
  return `${api(base)}/workspaces/${part(workspaceId)}/tags/${part(slug)}`;
}

export function linkTypeIri(base: Base, type: string): string {
  return `${api(base)}/link-types/${part(type)}`;
}

/** The export itself. */
export function exportIri(base: Base, report: Report): string {
  const first = report.documents[0];
  const scope = report.scope.kind === "document" ? `documents/${part(first?.id ?? "none")}` : `workspaces/${part(first?.workspaceId ?? "none")}`;
  return `${api(base)}/${scope}/export.jsonld?state=${report.state}`;
}

/** The page of a mark, for people. */
export function pageUrl(base: Base, documentId: string, annotationId: string): string {
  return `${base.origin.replace(/\/+$/, "")}/documents/${part(documentId)}?annotation=${part(annotationId)}`;
}
