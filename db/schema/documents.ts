/** Documents: what they are, their original files, and the log of their text (architecture decision 3). */
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import type { ImportReport } from "../../app/core/importing/imported-document.ts";
import { at, bytea, createdAt, key, updatedAt } from "./columns.ts";
import { users, workspaces } from "./people.ts";

export const documents = pgTable(
  "documents",
  {
    id: key(),
    workspaceId: uuid("workspace_id").notNull().references(() => workspaces.id, { onDelete: "cascade" }),
    kind: text("kind", { enum: ["source", "working"] }).notNull(),
    title: text("title").notNull(),
    symbol: text("symbol"),
    /** Whether the symbol was printed, worked out, or said by a person. */
    symbolStatus: text("symbol_status", { enum: ["stated", "inferred", "given"] }),
    symbolEvidence: text("symbol_evidence"),
    body: text("body"),
    type: text("type"),
    country: text("country"),
    language: text("language"),
    date: text("date"),
    importReport: jsonb("import_report").$type<ImportReport>(),
    /** SHA-256 of the original file, to notice the same file twice. */
    sha256: text("sha256"),
    /** Sequence number of the newest row of document_updates. */
    head: bigint("head", { mode: "number" }).notNull().default(0),
    /** Counts every change of the document's marks; browsers ask for what is newer than theirs. */
    clock: bigint("clock", { mode: "number" }).notNull().default(0),
    createdBy: uuid("created_by").references(() => users.id, { onDelete: "set null" }),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    deletedAt: at("deleted_at"),
  },
  (table) => [
    index("documents_workspace").on(table.workspaceId),
    uniqueIndex("documents_same_file").on(table.workspaceId, table.sha256).where(sql`deleted_at is null`),
  ],
);

export const originals = pgTable("originals", {
  documentId: uuid("document_id").primaryKey().references(() => documents.id, { onDelete: "cascade" }),
  filename: text("filename").notNull(),
  mediaType: text("media_type").notNull(),
  size: integer("size").notNull(),
  bytes: bytea("bytes").notNull(),
  uploadedBy: uuid("uploaded_by").references(() => users.id, { onDelete: "set null" }),
  createdAt: createdAt(),
});

/** The append-only log of Yjs updates (V1 encoding); the text of a document is their sum. */
export const documentUpdates = pgTable(
  "document_updates",
  {
    documentId: uuid("document_id").notNull().references(() => documents.id, { onDelete: "cascade" }),
    seq: bigint("seq", { mode: "number" }).notNull(),
    data: bytea("data").notNull(),
    userId: uuid("user_id").references(() => users.id, { onDelete: "set null" }),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.documentId, table.seq] })],
);

/**
 * A document's text as of a row of its log, as one update: what a load begins with, so that it need not replay the
 * whole log. Written only after it was read back and compared (server/sync/compaction.ts).
 */
export const documentSnapshots = pgTable(
  "document_snapshots",
  {
    documentId: uuid("document_id").notNull().references(() => documents.id, { onDelete: "cascade" }),
    /** The newest row of document_updates in it. */
    uptoSeq: bigint("upto_seq", { mode: "number" }).notNull(),
    data: bytea("data").notNull(),
    /** The state vector of it, so that nobody has to read it whole for that; null in older ones. */
    vector: bytea("vector"),
    /** SHA-256 of the text it was compared by. */
    hash: text("hash").notNull(),
    verifiedAt: at("verified_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.documentId, table.uptoSeq] })],
);

/** Who writes in a document under which Yjs client id: bound when the first words under it are stored, for good. */
export const documentAuthors = pgTable(
  "document_authors",
  {
    documentId: uuid("document_id").notNull().references(() => documents.id, { onDelete: "cascade" }),
    clientId: bigint("client_id", { mode: "number" }).notNull(),
    /** The newest row of the log when they were stored, so that other nodes find what is new to them. */
    seq: bigint("seq", { mode: "number" }).notNull(),
    userId: uuid("user_id").references(() => users.id, { onDelete: "set null" }),
  },
  (table) => [primaryKey({ columns: [table.documentId, table.clientId] })],
);
