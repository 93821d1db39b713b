/** Making and changing annotations. Each function is one command: it decides by the core's rules and writes once. */
import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { can } from "../../app/core/access/can.ts";
import type { Anchor, LooseAnchor, Span } from "../../app/core/anchor/anchor.ts";
import { resolveAnchor } from "../../app/core/anchor/resolve.ts";
import type { Annotation, Visibility } from "../../app/core/annotation/annotation.ts";
import type { MarkCommand } from "../../app/core/annotation/decide.ts";
import { namedIn } from "../../app/core/annotation/mentions.ts";
import { Problem, forbidden, notFound } from "../../app/core/problem.ts";
import { annotationById, annotationRow, lockAnnotation, type AnnotationRow } from "../../db/annotations.ts";
import { tagsOn } from "../../db/mark-parts.ts";
import { membersAmong } from "../../db/people.ts";
import { annotations, comments } from "../../db/schema/index.ts";
import { changeMark, present, type MarkTable } from "./change-mark.ts";
import { difference } from "./mark-state.ts";
import { givenUp, placeGivenUp } from "./given-up.ts";
import { placeAnchor, type Place } from "./place.ts";
import type { DocumentText } from "../queries/document-texts.ts";
import { onDocuments, type CommandDeps, type Scope } from "./scope.ts";
import { putTags, tagIds } from "./tagging.ts";

export type AnchorInput = LooseAnchor & Pick<Anchor, "relative">;

export interface NewAnnotation {
  id?: string;
  anchor: AnchorInput;
  tags: string[];
  note?: string | null;
  visibility?: Visibility;
}

export interface AnnotationEdit {
  tags?: string[];
  note?: string | null;
  anchor?: AnchorInput;
  visibility?: Visibility;
}

/** Makes an annotation. The same id from the same author again answers what is there (a retry is harmless). */
export async function createAnnotation(deps: CommandDeps, userId: string, documentId: string, input: NewAnnotation): Promise<Annotation> {
  return onDocuments(deps, userId, [documentId], async (scope) => {
    if (!can(scope.actor, "annotation.create")) throw forbidden("Readers cannot annotate.");
    const id = input.id ?? uuidv7();
    const existing = await annotationRow(scope.tx, id);
    if (existing) return answerRetry(scope, existing, documentId);
    const place = placeAnchor(await scope.text(documentId), input.anchor, "anchor", input.anchor.relative);
    const ids = await tagIds(scope, input.tags);
    const visibility = input.visibility ?? "team";
    await scope.tx.insert(annotations).values({
      id, documentId, workspaceId: scope.workspaceId, authorId: userId, contributorIds: [userId], note: input.note?.trim() || null,
      visibility, everShared: visibility === "team", ...place, clock: await scope.clock(documentId),
    });
    await putTags(scope, id, ids);
    const after = { quote: place.anchor.quote, tags: input.tags, note: input.note ?? null, visibility };
    await scope.record({ subject: "annotation", subjectId: id, documentId, action: "created", after });
    return answer(scope, id);
  });
}

async function answerRetry(scope: Scope, existing: AnnotationRow, documentId: string): Promise<Annotation> {
  if (existing.authorId !== scope.actor.userId || existing.documentId !== documentId) {
    throw idTaken();
  }
  return answer(scope, existing.id);
}

function idTaken(): Problem {
  return new Problem(409, "id-taken", "This id is taken", "Make a new id and send it again.");
}

async function answer(scope: Scope, id: string): Promise<Annotation> {
  const found = await annotationById(scope.tx, id, scope.actor.userId);
  if (!found) throw notFound();
  return found;
}

/** Where annotations are kept. */
export const ANNOTATIONS: MarkTable<AnnotationRow, Annotation> = {
  subject: "annotation",
  find: annotationRow,
  lock: lockAnnotation,
  documents: (row) => [row.documentId],
  write: async (scope, row, common, own) => {
    await scope.tx.update(annotations).set({ ...common, ...own, clock: await scope.clock(row.documentId) }).where(eq(annotations.id, row.id));
  },
  read: annotationById,
};

/** Changes tags, note, place or visibility. `version` is the one the editor has read; stale → 412. */
export async function editAnnotation(deps: CommandDeps, userId: string, id: string, edit: AnnotationEdit, version: number | null) {
  const command: MarkCommand = { type: "edit", visibility: edit.visibility };
  return present(
    await changeMark(ANNOTATIONS, deps, userId, id, { command, version }, async ({ scope, row }) => {
      const place: Partial<Place> = edit.anchor
        ? placeAnchor(await scope.text(row.documentId), edit.anchor, "anchor", edit.anchor.relative)
        : {};
      const tagsBefore = (await tagsOn(scope.tx, [id])).get(id) ?? [];
      if (edit.tags) await putTags(scope, id, await tagIds(scope, edit.tags));
      const note = edit.note === undefined ? row.note : edit.note?.trim() || null;
      const visibility = edit.visibility ?? row.visibility;
      const facts = difference(
        { tags: [...tagsBefore].sort(), note: row.note, quote: row.anchor.quote, visibility: row.visibility },
        { tags: [...(edit.tags ?? tagsBefore)].sort(), note, quote: place.anchor?.quote ?? row.anchor.quote, visibility },
      );
      const columns = { ...place, note, visibility, everShared: row.everShared || visibility === "team" };
      return { columns, before: facts.before, after: facts.after };
    }),
  );
}

/**
 * Re-describes where a mark is after an edit of the text around it. Anything else is an edit of the mark: other words,
 * or the same words at a place its anchor does not lead to; and where nobody types there is nothing to re-describe.
 */
export async function reanchorAnnotation(deps: CommandDeps, userId: string, id: string, anchor: AnchorInput, version: number) {
  let place: Place | undefined;
  const command = async (scope: Scope, row: AnnotationRow): Promise<MarkCommand> => {
    const text = await scope.text(row.documentId);
    place = await placeOrBack(scope, row, text, anchor);
    const isOther = !sameWords(place.anchor.quote, row.anchor.quote) || !leadsTo(text, row.anchor, place.anchor);
    if (isOther && scope.document(row.documentId).kind === "source") return { type: "edit" };
    return { type: "reanchor", wordsChanged: isOther };
  };
  return present(
    await changeMark(ANNOTATIONS, deps, userId, id, { command, version }, async ({ row }) => ({
      columns: place,
      before: givenUp(row.anchor),
      after: { quote: place?.anchor.quote },
    })),
  );
}

/** The place in the text; or the one the mark was just moved from, whose words the text may not hold any more. */
async function placeOrBack(scope: Scope, row: AnnotationRow, text: DocumentText, anchor: AnchorInput): Promise<Place> {
  try {
    return placeAnchor(text, anchor, "anchor", anchor.relative);
  } catch (cause) {
    const back = cause instanceof Problem ? await placeGivenUp(scope, row, anchor) : null;
    if (!back) throw cause;
    return back;
  }
}

function sameWords(a: string, b: string): boolean {
  return a.replace(/\s+/g, " ").trim() === b.replace(/\s+/g, " ").trim();
}

/** Does the stored anchor, by itself, still lead to this place or into it? */
function leadsTo({ index }: DocumentText, stored: Anchor, place: Anchor): boolean {
  const resolved = resolveAnchor(index, stored);
  const [was, is] = [resolved.status === "detached" ? null : index.rangeOf(resolved.span), index.rangeOf(spanOf(place))];
  return was !== null && is !== null && was.start < is.end && is.start < was.end;
}

function spanOf({ block, start, end, endBlock = block }: Anchor): Span {
  return { block, start, endBlock, end };
}

export async function deleteAnnotation(deps: CommandDeps, userId: string, id: string, version: number | null): Promise<void> {
  await changeMark(ANNOTATIONS, deps, userId, id, { command: { type: "delete" }, version }, async () => ({ columns: { deletedAt: new Date() } }));
}

/** Undoes a deletion. */
export async function restoreAnnotation(deps: CommandDeps, userId: string, id: string) {
  return present(await changeMark(ANNOTATIONS, deps, userId, id, { command: { type: "restore" }, deleted: true }, async () => ({ columns: { deletedAt: null } })));
}

export async function submitAnnotation(deps: CommandDeps, userId: string, id: string) {
  return present(await changeMark(ANNOTATIONS, deps, userId, id, { command: { type: "submit" } }, async () => ({})));
}

/** Takes a submitted annotation back to draft. */
export async function withdrawAnnotation(deps: CommandDeps, userId: string, id: string) {
  return present(await changeMark(ANNOTATIONS, deps, userId, id, { command: { type: "withdraw" } }, async () => ({})));
}

export interface NewComment {
  id?: string;
  text: string;
  /** Ids of people. */
  mentions?: string[];
}

/** Adds a comment; the same id again is harmless. The version stays: a comment makes nobody's edit stale. */
export async function commentOnAnnotation(deps: CommandDeps, userId: string, id: string, comment: NewComment) {
  return present(
    await changeMark(ANNOTATIONS, deps, userId, id, { command: { type: "comment" } }, async ({ scope, row }) => {
      const text = comment.text.trim();
      const mentionedIds = await mentionedOn(scope, row, text, comment.mentions ?? []);
      const values = { id: comment.id ?? uuidv7(), annotationId: id, authorId: userId, text, mentionedIds };
      const added = await scope.tx.insert(comments).values(values).onConflictDoNothing().returning({ id: comments.id });
      if (added.length === 0) return commentRetry(scope, values);
      return { columns: { version: row.version, updatedAt: row.updatedAt }, after: { comment: text } };
    }),
  );
}

/** Whom a comment mentions: members whom its words name, and on a private mark nobody, for nobody else sees it. */
async function mentionedOn(scope: Scope, { visibility }: AnnotationRow, text: string, wished: string[]): Promise<string[]> {
  if (visibility === "private" || wished.length === 0) return [];
  const members = await membersAmong(scope.tx, scope.workspaceId, wished);
  return namedIn(text, members).map(({ id }) => id);
}

async function commentRetry(scope: Scope, { id, annotationId, authorId }: { id: string; annotationId: string; authorId: string }): Promise<null> {
  const [existing] = await scope.tx.select().from(comments).where(eq(comments.id, id));
  if (existing?.annotationId === annotationId && existing.authorId === authorId) return null;
  throw idTaken();
}
