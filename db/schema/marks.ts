/** Marks: tags, annotations, links, verdicts, comments, and the append-only record of what happened to them. */
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { Anchor } from "../../app/core/anchor/anchor.ts";
import { LINK_TYPES, STATES, VERDICTS } from "../../app/core/annotation/annotation.ts";
import { at, createdAt, key, updatedAt } from "./columns.ts";
import { documents } from "./documents.ts";
import { users, workspaces } from "./people.ts";

export const tags = pgTable(
  "tags",
  {
    id: key(),
    workspaceId: uuid("workspace_id").notNull().references(() => workspaces.id, { onDelete: "cascade" }),
    slug: text("slug").notNull(),
    code: text("code").notNull(),
    name: text("name").notNull(),
    meaning: text("meaning").notNull(),
    colour: text("colour").notNull(),
    kind: text("kind", { enum: ["structure", "assessment", "claim", "work", "content"] }).notNull(),
    position: integer("position").notNull(),
  },
  (table) => [uniqueIndex("tags_slug").on(table.workspaceId, table.slug)],
);

const markColumns = () => ({
  id: key(),
  workspaceId: uuid("workspace_id").notNull().references(() => workspaces.id, { onDelete: "cascade" }),
  authorId: uuid("author_id").notNull().references(() => users.id),
  contributorIds: uuid("contributor_ids").array().notNull(),
  state: text("state", { enum: STATES }).notNull().default("draft"),
  note: text("note"),
  version: integer("version").notNull().default(1),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
  deletedAt: at("deleted_at"),
});

export const annotations = pgTable(
  "annotations",
  {
    ...markColumns(),
    documentId: uuid("document_id").notNull().references(() => documents.id, { onDelete: "cascade" }),
    visibility: text("visibility", { enum: ["team", "private"] }).notNull().default("team"),
    /** Once true, others have had it: they are told when it goes. Never-shared private marks are never mentioned to them. */
    everShared: boolean("ever_shared").notNull(),
    anchor: jsonb("anchor").$type<Anchor>().notNull(),
    paragraph: integer("paragraph"),
    /** The document clock of the last change. */
    clock: bigint("clock", { mode: "number" }).notNull(),
  },
  (table) => [index("annotations_changes").on(table.documentId, table.clock), index("annotations_workspace").on(table.workspaceId, table.state)],
);

export const annotationTags = pgTable(
  "annotation_tags",
  {
    annotationId: uuid("annotation_id").notNull().references(() => annotations.id, { onDelete: "cascade" }),
    tagId: uuid("tag_id").notNull().references(() => tags.id),
  },
  (table) => [primaryKey({ columns: [table.annotationId, table.tagId] }), index("annotation_tags_tag").on(table.tagId)],
);

export const links = pgTable(
  "links",
  {
    ...markColumns(),
    type: text("type", { enum: LINK_TYPES }).notNull(),
    fromDocumentId: uuid("from_document_id").notNull().references(() => documents.id, { onDelete: "cascade" }),
    fromAnnotationId: uuid("from_annotation_id").references(() => annotations.id),
    fromAnchor: jsonb("from_anchor").$type<Anchor>().notNull(),
    fromParagraph: integer("from_paragraph"),
    /** Clock of the last change in the document of this end. */
    fromClock: bigint("from_clock", { mode: "number" }).notNull(),
    toDocumentId: uuid("to_document_id").notNull().references(() => documents.id, { onDelete: "cascade" }),
    toAnnotationId: uuid("to_annotation_id").references(() => annotations.id),
    toAnchor: jsonb("to_anchor").$type<Anchor>().notNull(),
    toParagraph: integer("to_paragraph"),
    toClock: bigint("to_clock", { mode: "number" }).notNull(),
  },
  (table) => [
    index("links_from").on(table.fromDocumentId, table.fromClock),
    index("links_to").on(table.toDocumentId, table.toClock),
    index("links_workspace").on(table.workspaceId, table.state),
  ],
);

/** Verdicts on annotations and links: exactly one of the two ids is set. */
export const verdicts = pgTable(
  "verdicts",
  {
    id: key(),
    annotationId: uuid("annotation_id").references(() => annotations.id, { onDelete: "cascade" }),
    linkId: uuid("link_id").references(() => links.id, { onDelete: "cascade" }),
    reviewerId: uuid("reviewer_id").notNull().references(() => users.id),
    verdict: text("verdict", { enum: VERDICTS }).notNull(),
    reason: text("reason"),
    createdAt: createdAt(),
    withdrawnAt: at("withdrawn_at"),
  },
  (table) => [index("verdicts_annotation").on(table.annotationId), index("verdicts_link").on(table.linkId)],
);

export const comments = pgTable(
  "comments",
  {
    id: key(),
    annotationId: uuid("annotation_id").notNull().references(() => annotations.id, { onDelete: "cascade" }),
    authorId: uuid("author_id").notNull().references(() => users.id),
    text: text("text").notNull(),
    /** Whom it mentions, as decided when it was written. */
    mentionedIds: uuid("mentioned_ids").array().notNull().default([]),
    createdAt: createdAt(),
    deletedAt: at("deleted_at"),
  },
  (table) => [index("comments_annotation").on(table.annotationId)],
);

/** What happened, by whom, append-only (a trigger refuses update and delete). Never holds document text beyond the quote. */
export const events = pgTable(
  "events",
  {
    id: key(),
    workspaceId: uuid("workspace_id").notNull(),
    documentId: uuid("document_id"),
    subject: text("subject", { enum: ["annotation", "link", "document", "member", "invitation", "workspace"] }).notNull(),
    subjectId: uuid("subject_id").notNull(),
    actorId: uuid("actor_id").notNull(),
    action: text("action").notNull(),
    before: jsonb("before").$type<Record<string, unknown>>(),
    after: jsonb("after").$type<Record<string, unknown>>(),
    createdAt: createdAt(),
  },
  (table) => [index("events_subject").on(table.subjectId, table.createdAt), index("events_workspace").on(table.workspaceId, table.createdAt)],
);
