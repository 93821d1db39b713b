/** Making and changing links between two passages of one workspace; both documents' clocks move. */
import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { can } from "../../app/core/access/can.ts";
import type { Link, LinkType } from "../../app/core/annotation/annotation.ts";
import { Problem, forbidden, notFound } from "../../app/core/problem.ts";
import { annotationRow } from "../../db/annotations.ts";
import { linkById, linkRow, lockLink, type LinkRow } from "../../db/links.ts";
import { links } from "../../db/schema/index.ts";
import type { AnchorInput } from "./annotations.ts";
import { changeMark, present, type MarkTable } from "./change-mark.ts";
import { difference } from "./mark-state.ts";
import { placeAnchor, placeParagraph, type Place } from "./place.ts";
import { isId, onDocuments, type CommandDeps, type Scope } from "./scope.ts";

export type EndInput =
  | { annotationId: string }
  | { documentId: string; anchor: AnchorInput }
  | { documentId: string; paragraph: number };

export interface NewLink {
  id?: string;
  from: EndInput;
  to: EndInput;
  type: LinkType;
  note?: string | null;
}

async function documentOfEnd(deps: CommandDeps, end: EndInput): Promise<string> {
  if ("documentId" in end) return end.documentId;
  const row = isId(end.annotationId) ? await annotationRow(deps.db, end.annotationId) : null;
  if (!row || row.deletedAt) throw notFound();
  return row.documentId;
}

/** The place of an end, with the annotation it is, when it is one. */
async function placeEnd(scope: Scope, end: EndInput, documentId: string, path: string): Promise<Place & { annotationId: string | null }> {
  if ("annotationId" in end) {
    const row = await annotationRow(scope.tx, end.annotationId);
    const mine = row?.authorId === scope.actor.userId;
    if (!row || row.deletedAt || row.documentId !== documentId || (row.visibility === "private" && !mine)) throw notFound();
    if (row.visibility === "private") {
      throw new Problem(409, "private", "It is private", "Show it to the team first: a link is seen by everybody.");
    }
    return { anchor: row.anchor, paragraph: row.paragraph, annotationId: row.id };
  }
  const text = await scope.text(documentId);
  const place = "anchor" in end ? placeAnchor(text, end.anchor, `${path}.anchor`, end.anchor.relative) : placeParagraph(text, end.paragraph, `${path}.paragraph`);
  return { ...place, annotationId: null };
}

/** Makes a link. The same id from the same author again answers what is there. */
export async function createLink(deps: CommandDeps, userId: string, input: NewLink): Promise<Link> {
  const [fromId, toId] = [await documentOfEnd(deps, input.from), await documentOfEnd(deps, input.to)];
  return onDocuments(deps, userId, [fromId, toId], async (scope) => {
    if (!can(scope.actor, "link.create")) throw forbidden("Readers cannot link passages.");
    const id = input.id ?? uuidv7();
    const existing = await linkRow(scope.tx, id);
    if (existing) return answerRetry(scope, existing, fromId);
    const from = await placeEnd(scope, input.from, fromId, "from");
    const to = await placeEnd(scope, input.to, toId, "to");
    await scope.tx.insert(links).values({
      id, workspaceId: scope.workspaceId, authorId: userId, contributorIds: [userId], type: input.type, note: input.note?.trim() || null,
      fromDocumentId: fromId, fromAnnotationId: from.annotationId, fromAnchor: from.anchor, fromParagraph: from.paragraph, fromClock: await scope.clock(fromId),
      toDocumentId: toId, toAnnotationId: to.annotationId, toAnchor: to.anchor, toParagraph: to.paragraph, toClock: await scope.clock(toId),
    });
    const after = { type: input.type, note: input.note ?? null, from: from.anchor.quote, to: to.anchor.quote };
    await scope.record({ subject: "link", subjectId: id, documentId: fromId, action: "created", after });
    return answer(scope, id);
  });
}

async function answerRetry(scope: Scope, existing: LinkRow, fromId: string): Promise<Link> {
  if (existing.authorId !== scope.actor.userId || existing.fromDocumentId !== fromId) {
    throw new Problem(409, "id-taken", "This id is taken", "Make a new id and send it again.");
  }
  return answer(scope, existing.id);
}

async function answer(scope: Scope, id: string): Promise<Link> {
  const found = await linkById(scope.tx, id);
  if (!found) throw notFound();
  return found;
}

/** Where links are kept; both their documents' clocks move. */
export const LINKS: MarkTable<LinkRow, Link> = {
  subject: "link",
  find: linkRow,
  lock: lockLink,
  documents: (row) => [row.fromDocumentId, row.toDocumentId],
  write: async (scope, row, common, own) => {
    const clocks = { fromClock: await scope.clock(row.fromDocumentId), toClock: await scope.clock(row.toDocumentId) };
    await scope.tx.update(links).set({ ...common, ...own, ...clocks }).where(eq(links.id, row.id));
  },
  read: linkById,
};

export async function editLink(deps: CommandDeps, userId: string, id: string, edit: { type?: LinkType; note?: string | null }, version: number | null) {
  return present(
    await changeMark(LINKS, deps, userId, id, { command: { type: "edit" }, version }, ({ row }) => {
      const columns = { type: edit.type ?? row.type, note: edit.note === undefined ? row.note : edit.note?.trim() || null };
      const { before, after } = difference({ type: row.type, note: row.note }, columns);
      return { columns, before, after };
    }),
  );
}

export async function deleteLink(deps: CommandDeps, userId: string, id: string, version: number | null): Promise<void> {
  await changeMark(LINKS, deps, userId, id, { command: { type: "delete" }, version }, () => ({ columns: { deletedAt: new Date() } }));
}

export async function restoreLink(deps: CommandDeps, userId: string, id: string) {
  return present(await changeMark(LINKS, deps, userId, id, { command: { type: "restore" }, deleted: true }, () => ({ columns: { deletedAt: null } })));
}

export async function submitLink(deps: CommandDeps, userId: string, id: string) {
  return present(await changeMark(LINKS, deps, userId, id, { command: { type: "submit" } }, () => ({})));
}

export async function withdrawLink(deps: CommandDeps, userId: string, id: string) {
  return present(await changeMark(LINKS, deps, userId, id, { command: { type: "withdraw" } }, () => ({})));
}
