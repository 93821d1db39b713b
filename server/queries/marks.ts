/** Reading marks: all of a document, what changed since a clock, one with its history, the review queue. */
import { can } from "../../app/core/access/can.ts";
import type { Annotation, HistoryEntry, Link, State } from "../../app/core/annotation/annotation.ts";
import { historyFor } from "../../app/core/annotation/history.ts";
import { documentLabel } from "../../app/core/document/document.ts";
import type { ChangesFrame } from "../../app/core/live/protocol.ts";
import { forbidden, invalid, notFound } from "../../app/core/problem.ts";
import type { MarkSet, ReviewItem, ReviewQueue } from "../../app/context.ts";
import {
  annotationById, annotationChanges, annotationCount, annotationsInStates, annotationsOn, wasListed, type AnnotationFilter, type ListRange,
} from "../../db/annotations.ts";
import type { Executor } from "../../db/client.ts";
import { documentsIn } from "../../db/documents.ts";
import { historyOf } from "../../db/events.ts";
import { linkById, linkChanges, linksInStates, linksOn } from "../../db/links.ts";
import { accessTo } from "../../db/people.ts";
import { waitingFor } from "../../db/review.ts";
import { isId, type CommandDeps } from "../commands/scope.ts";
import { requireDocument, requireWorkspace } from "./documents.ts";

/** Reads by several statements, all of the same moment. */
function inOneMoment<Result>(db: CommandDeps["db"], read: (tx: Executor) => Promise<Result>): Promise<Result> {
  return db.transaction(read, { isolationLevel: "repeatable read", accessMode: "read only" });
}

/** More annotations than this do not stand in a page: on most lines the text would be read before the last of them has come. */
const MOST_IN_PAGE = 500;

/** The marks a page opens with, at one clock: all, or, where there are very many, those that begin in the blocks of `first`. */
export function openingMarks(deps: CommandDeps, userId: string, documentId: string, first: () => Promise<readonly string[]>): Promise<MarkSet> {
  return inOneMoment(deps.db, async (tx) => {
    const { clock } = await requireDocument({ ...deps, db: tx }, userId, documentId);
    const whole = (await annotationCount(tx, documentId, userId, MOST_IN_PAGE + 1)) <= MOST_IN_PAGE;
    const blocks = whole ? undefined : await first();
    const [annotations, links] = await Promise.all([annotationsOn(tx, documentId, userId, { block: blocks }), linksOn(tx, documentId)]);
    return { clock, whole, annotations, links };
  });
}

/** The links that begin or end in a document. */
export async function linksOf(deps: CommandDeps, userId: string, documentId: string): Promise<Link[]> {
  await requireDocument(deps, userId, documentId);
  return linksOn(deps.db, documentId);
}

/**
 * A part of what this person may see of a document's annotations, in the order in which they were made. `last` is the id
 * after which the next part begins, null when nothing follows. Throws invalid when `after` is none of them.
 */
export function annotationsOf(
  deps: CommandDeps, userId: string, documentId: string, filter: AnnotationFilter, { limit, after }: ListRange,
): Promise<{ annotations: Annotation[]; last: string | null }> {
  return inOneMoment(deps.db, async (tx) => {
    await requireDocument({ ...deps, db: tx }, userId, documentId);
    if (after !== undefined && !(await wasListed(tx, documentId, userId, after))) {
      throw invalid([{ path: "query.after", message: "There is no such annotation in this document. Begin without `after`." }]);
    }
    // One more than asked for shows whether anything follows.
    const found = await annotationsOn(tx, documentId, userId, filter, { after, limit: limit && limit + 1 });
    const annotations = found.slice(0, limit);
    return { annotations, last: annotations.length < found.length ? (annotations.at(-1)?.id ?? null) : null };
  });
}

/** What changed after `since`, as this person may see it. Throws notFound for outsiders. */
export function changesSince(db: CommandDeps["db"], documentId: string, since: number, userId: string): Promise<ChangesFrame> {
  return inOneMoment(db, async (tx) => {
    const access = isId(documentId) ? await accessTo(tx, documentId, userId) : null;
    if (!access) throw notFound();
    const annotations = await annotationChanges(tx, documentId, since, userId);
    const links = await linkChanges(tx, documentId, since);
    return {
      t: "changes" as const, from: since, clock: access.clock,
      puts: { annotations: annotations.puts, links: links.puts },
      removes: { annotations: annotations.removes, links: links.removes },
    };
  });
}

export async function annotation(deps: CommandDeps, userId: string, id: string): Promise<Annotation> {
  const found = isId(id) ? await annotationById(deps.db, id, userId) : null;
  if (!found) throw notFound();
  await requireDocument(deps, userId, found.documentId);
  return found;
}

export async function link(deps: CommandDeps, userId: string, id: string): Promise<Link> {
  const found = isId(id) ? await linkById(deps.db, id) : null;
  if (!found) throw notFound();
  await requireWorkspace(deps, userId, found.workspaceId);
  return found;
}

/** The history of an annotation or a link this person may see; what happened while it was private is its author's alone. */
export async function history(deps: CommandDeps, userId: string, id: string): Promise<HistoryEntry[]> {
  if (!isId(id)) throw notFound();
  const isAnnotation = (await annotationById(deps.db, id, userId)) !== null;
  const mark = await (isAnnotation ? annotation(deps, userId, id) : link(deps, userId, id));
  return historyFor(await historyOf(deps.db, id), { isAuthor: mark.author.id === userId });
}

const DECIDED: State[] = ["approved", "changes_requested", "rejected"];

/** How many marks wait for this person's verdict; 0 for those who give none. */
export async function waitingCount(deps: CommandDeps, userId: string, workspaceId: string): Promise<number> {
  const { role } = await requireWorkspace(deps, userId, workspaceId);
  return can({ userId, role }, "review.read") ? waitingFor(deps.db, workspaceId, userId) : 0;
}

/** What waits for a verdict in a workspace, oldest submission first; own work is listed and marked as such. */
export async function reviewQueue(deps: CommandDeps, userId: string, workspaceId: string): Promise<ReviewQueue> {
  const workspace = await requireWorkspace(deps, userId, workspaceId);
  if (!can({ userId, role: workspace.role }, "review.read")) {
    throw forbidden("Reviewing is for reviewers and leads of a workspace; your role here is another one.");
  }
  const [labels, waiting, decided] = await Promise.all([
    documentLabels(deps.db, workspaceId, userId),
    inStates(deps.db, workspaceId, ["submitted"], userId),
    inStates(deps.db, workspaceId, DECIDED, userId),
  ]);
  const items = waiting
    .map((item) => ({ ...item, documentLabel: labels.get(item.documentId) ?? "" }))
    .filter((item) => item.documentLabel !== "")
    .sort((a, b) => submittedAt(a).localeCompare(submittedAt(b)));
  const done = decided.filter((item) => labels.has(item.documentId)).length;
  return { items, decided: done, total: done + items.length };
}

function submittedAt(item: ReviewItem): string {
  return item.annotation?.updatedAt ?? item.link?.updatedAt ?? "";
}

async function documentLabels(db: Executor, workspaceId: string, userId: string): Promise<Map<string, string>> {
  const documents = await documentsIn(db, workspaceId, userId);
  return new Map(documents.map((document) => [document.id, documentLabel(document)]));
}

async function inStates(db: Executor, workspaceId: string, states: State[], userId: string): Promise<Omit<ReviewItem, "documentLabel">[]> {
  const [annotations, links] = await Promise.all([
    annotationsInStates(db, workspaceId, states, userId),
    linksInStates(db, workspaceId, states),
  ]);
  const own = (mark: { contributorIds: string[] }) => mark.contributorIds.includes(userId);
  return [
    ...annotations.map((mark) => ({ kind: "annotation" as const, annotation: mark, documentId: mark.documentId, own: own(mark) })),
    ...links.map((mark) => ({ kind: "link" as const, link: mark, documentId: mark.from.documentId, own: own(mark) })),
  ];
}
