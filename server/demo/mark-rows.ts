/**
 * The demo's marks and links as rows: what the commands would have written over some days of work, in a few inserts.
 * The anchors are placed by the same code as everybody's; the rules of review are checked by the tests of the data.
 */
import { eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { VerdictKind } from "../../app/core/annotation/annotation.ts";
import { documents, annotations, annotationTags, comments, events, links, verdicts } from "../../db/schema/index.ts";
import { tagsOf } from "../../db/tags.ts";
import { placeAnchor, type Place } from "../commands/place.ts";
import type { CommandDeps } from "../commands/scope.ts";
import { demoLinks, demoMarks } from "./demo-marks.ts";
import type { DemoLink, DemoMark } from "./demo-types.ts";
import { idOf, type Ids } from "./ids.ts";

export interface DemoIds {
  workspaceId: string;
  people: Ids;
  documents: Ids;
}

const VERDICT: Partial<Record<DemoMark["state"], { verdict: VerdictKind; action: string }>> = {
  approved: { verdict: "approve", action: "approved" },
  changes_requested: { verdict: "request-changes", action: "changes-requested" },
  rejected: { verdict: "reject", action: "rejected" },
};

const MINUTE = 60_000;
/** The team began this many days before the demo is first opened. */
const WORKED_FOR = 6 * 24 * 60 * MINUTE;

type Subject = "annotation" | "link";
type EventRow = typeof events.$inferInsert;

/** What has been collected to be written, and the clocks of the documents so far. */
class Rows {
  readonly annotations: (typeof annotations.$inferInsert)[] = [];
  readonly tags: (typeof annotationTags.$inferInsert)[] = [];
  readonly comments: (typeof comments.$inferInsert)[] = [];
  readonly verdicts: (typeof verdicts.$inferInsert)[] = [];
  readonly links: (typeof links.$inferInsert)[] = [];
  readonly events: EventRow[] = [];
  readonly places = new Map<string, Place & { id: string; documentId: string }>();
  readonly clocks = new Map<string, number>();
  readonly #start = Date.now() - WORKED_FOR;
  readonly #count = demoMarks.length + demoLinks.length;
  #made = 0;

  tick(documentId: string): number {
    const clock = (this.clocks.get(documentId) ?? 0) + 1;
    this.clocks.set(documentId, clock);
    return clock;
  }

  /** When the next mark was made: evenly over the days of work, none in the last three hours. */
  nextTime(): Date {
    this.#made += 1;
    return new Date(this.#start + (this.#made / this.#count) * (WORKED_FOR - 180 * MINUTE));
  }
}

const later = (time: Date, minutes: number): Date => new Date(time.getTime() + minutes * MINUTE);

/** Submission and verdict of a mark; answers its version and the time of the last step. */
function addReview(rows: Rows, ids: DemoIds, mark: DemoMark | DemoLink, subject: Subject, base: Omit<EventRow, "action" | "actorId">, made: Date) {
  const id = base.subjectId;
  if (mark.state === "draft") return { version: 1, updatedAt: made };
  const submitted = later(made, 20);
  rows.events.push({ ...base, actorId: idOf(ids.people, mark.author), action: "submitted", before: { state: "draft" }, after: { state: "submitted" }, createdAt: submitted });
  const given = VERDICT[mark.state];
  if (!given) return { version: 2, updatedAt: submitted };
  const reviewerId = idOf(ids.people, mark.reviewer ?? "");
  const judged = later(made, 150);
  const on = subject === "annotation" ? { annotationId: id } : { linkId: id };
  rows.verdicts.push({ id: uuidv7(), ...on, reviewerId, verdict: given.verdict, reason: mark.reason ?? null, createdAt: judged });
  const after = { state: mark.state, reason: mark.reason ?? null };
  rows.events.push({ ...base, actorId: reviewerId, action: given.action, before: { state: "submitted" }, after, createdAt: judged });
  return { version: 3, updatedAt: judged };
}

function addMark(rows: Rows, ids: DemoIds, mark: DemoMark, place: Place, tagIds: Ids): void {
  const [id, made, authorId] = [uuidv7(), rows.nextTime(), idOf(ids.people, mark.author)];
  const documentId = idOf(ids.documents, mark.document);
  const visibility = mark.visibility ?? "team";
  const base = { workspaceId: ids.workspaceId, documentId, subject: "annotation" as const, subjectId: id };
  const after = { quote: place.anchor.quote, tags: mark.tags, note: mark.note ?? null, visibility };
  rows.events.push({ ...base, actorId: authorId, action: "created", after, createdAt: made });
  const review = addReview(rows, ids, mark, "annotation", base, made);
  rows.annotations.push({
    id, documentId, workspaceId: ids.workspaceId, authorId, contributorIds: [authorId], state: mark.state, note: mark.note ?? null,
    visibility, everShared: visibility === "team", ...place, clock: rows.tick(documentId), createdAt: made, ...review,
  });
  rows.tags.push(...mark.tags.map((slug) => ({ annotationId: id, tagId: idOf(tagIds, slug) })));
  for (const [index, comment] of (mark.comments ?? []).entries()) {
    const at = later(made, 40 + 25 * index);
    const writer = idOf(ids.people, comment.author);
    rows.comments.push({ id: uuidv7(), annotationId: id, authorId: writer, text: comment.text, createdAt: at });
    rows.events.push({ ...base, actorId: writer, action: "commented", after: { comment: comment.text }, createdAt: at });
  }
  rows.places.set(mark.key, { ...place, id, documentId });
}

function placeOf(rows: Rows, key: string) {
  const place = rows.places.get(key);
  if (!place) throw new Error(`The demo has no mark "${key}"`);
  return place;
}

function addLink(rows: Rows, ids: DemoIds, link: DemoLink): void {
  const [id, made, authorId] = [uuidv7(), rows.nextTime(), idOf(ids.people, link.author)];
  const [from, to] = [placeOf(rows, link.from), placeOf(rows, link.to)];
  const base = { workspaceId: ids.workspaceId, documentId: from.documentId, subject: "link" as const, subjectId: id };
  const after = { type: link.type, note: link.note ?? null, from: from.anchor.quote, to: to.anchor.quote };
  rows.events.push({ ...base, actorId: authorId, action: "created", after, createdAt: made });
  const review = addReview(rows, ids, link, "link", base, made);
  rows.links.push({
    id, workspaceId: ids.workspaceId, authorId, contributorIds: [authorId], state: link.state, type: link.type, note: link.note ?? null,
    fromDocumentId: from.documentId, fromAnnotationId: from.id, fromAnchor: from.anchor, fromParagraph: from.paragraph, fromClock: rows.tick(from.documentId),
    toDocumentId: to.documentId, toAnnotationId: to.id, toAnchor: to.anchor, toParagraph: to.paragraph, toClock: rows.tick(to.documentId),
    createdAt: made, ...review,
  });
}

/** Writes all marks and links of the demo. */
export async function addMarksAndLinks(deps: CommandDeps, ids: DemoIds): Promise<void> {
  const rows = new Rows();
  const tagIds: Ids = new Map((await tagsOf(deps.db, ids.workspaceId)).map((tag) => [tag.slug, tag.id]));
  const heads = await deps.db.select({ id: documents.id, head: documents.head }).from(documents).where(eq(documents.workspaceId, ids.workspaceId));
  const headOf = new Map(heads.map(({ id, head }) => [id, head]));
  for (const mark of demoMarks) {
    const documentId = idOf(ids.documents, mark.document);
    const text = await deps.texts.at(deps.db, documentId, headOf.get(documentId) ?? 0);
    addMark(rows, ids, mark, placeAnchor(text, { quote: mark.quote }), tagIds);
  }
  for (const link of demoLinks) addLink(rows, ids, link);
  await deps.db.insert(annotations).values(rows.annotations);
  await deps.db.insert(annotationTags).values(rows.tags);
  await deps.db.insert(comments).values(rows.comments);
  await deps.db.insert(links).values(rows.links);
  await deps.db.insert(verdicts).values(rows.verdicts);
  await deps.db.insert(events).values(rows.events);
  for (const [id, clock] of rows.clocks) {
    await deps.db.update(documents).set({ clock: sql`${clock}` }).where(eq(documents.id, id));
  }
}
