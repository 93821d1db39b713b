/** What a report is made from: text and marks of one or all documents, read in one snapshot (repeatable read). */
import { buildReport } from "../../app/core/report/report.ts";
import type { Report, ReportScope, ReportSource, ReportState } from "../../app/core/report/report-tree.ts";
import { documentLabel } from "../../app/core/document/document.ts";
import { notFound } from "../../app/core/problem.ts";
import { annotationsByIds, annotationsOn } from "../../db/annotations.ts";
import type { Transaction } from "../../db/client.ts";
import { documentById, documentsIn } from "../../db/documents.ts";
import { linksOn } from "../../db/links.ts";
import { membersOf } from "../../db/people.ts";
import { tagsOf } from "../../db/tags.ts";
import type { CommandDeps } from "../commands/scope.ts";
import { requireDocument, requireWorkspace } from "./documents.ts";

export interface ReportRequest {
  userId: string;
  state: ReportState;
  includeIndividualCases: boolean;
  generator: { name: string; version: string; url: string };
}

/** The report of one document. */
export async function documentReport(deps: CommandDeps, request: ReportRequest, documentId: string): Promise<Report> {
  const { workspaceId } = await requireDocument(deps, request.userId, documentId, "export.read");
  return inSnapshot(deps, async (tx) => {
    const source = await readSource(deps, tx, documentId, request.userId);
    const scope: ReportScope = { kind: "document", title: documentLabel(source.document) };
    return build(tx, request, workspaceId, scope, [source]);
  });
}

/** The report of all documents of a workspace. */
export async function workspaceReport(deps: CommandDeps, request: ReportRequest, workspaceId: string): Promise<Report> {
  const workspace = await requireWorkspace(deps, request.userId, workspaceId, "export.read");
  return inSnapshot(deps, async (tx) => {
    const sources: ReportSource[] = [];
    for (const document of await documentsIn(tx, workspaceId, request.userId)) {
      sources.push(await readSource(deps, tx, document.id, request.userId));
    }
    return build(tx, request, workspaceId, { kind: "workspace", title: workspace.name }, sources);
  });
}

function inSnapshot<T>(deps: CommandDeps, read: (tx: Transaction) => Promise<T>): Promise<T> {
  return deps.db.transaction(read, { isolationLevel: "repeatable read", accessMode: "read only" });
}

async function readSource(deps: CommandDeps, tx: Transaction, documentId: string, userId: string): Promise<ReportSource> {
  const found = await documentById(tx, documentId, userId);
  if (!found) throw notFound();
  const { importReport: _, original: __, ...document } = found.detail;
  const text = await deps.texts.at(tx, documentId, found.head);
  const [annotations, links] = [await annotationsOn(tx, documentId, userId), await linksOn(tx, documentId)];
  return { document, blocks: text.blocks, annotations, links, clock: found.clock, head: found.head };
}

async function build(tx: Transaction, request: ReportRequest, workspaceId: string, scope: ReportScope, sources: ReportSource[]): Promise<Report> {
  const here = new Set(sources.flatMap((source) => source.annotations.map((annotation) => annotation.id)));
  const ends = sources.flatMap((source) => source.links.flatMap((link) => [link.from.annotationId, link.to.annotationId]));
  const missing = [...new Set(ends)].filter((id): id is string => id !== null && !here.has(id));
  return buildReport({
    scope,
    documents: sources,
    elsewhere: await annotationsByIds(tx, missing, request.userId),
    tags: await tagsOf(tx, workspaceId),
    state: request.state,
    generatedAt: new Date().toISOString(),
    generator: request.generator,
    people: (await membersOf(tx, workspaceId)).map(({ id, name }) => ({ id, name })),
    includeIndividualCases: request.includeIndividualCases,
  });
}
