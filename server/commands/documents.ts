/** Documents come in: imported from a file, or begun as a working document; and go. All or nothing is written. */
import { createHash, randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { can } from "../../app/core/access/can.ts";
import type { DraftBlock } from "../../app/core/document/block.ts";
import { documentFromDrafts } from "../../app/core/document/blocks.ts";
import type { ImportedDocument } from "../../app/core/importing/imported-document.ts";
import { Problem, forbidden, invalid, notFound } from "../../app/core/problem.ts";
import type { Executor } from "../../db/client.ts";
import { sameFile } from "../../db/documents.ts";
import { ring } from "../../db/notify.ts";
import { accessTo, roleIn } from "../../db/people.ts";
import { documents, documentUpdates, originals } from "../../db/schema/index.ts";
import { readFile } from "../importing/read-file.ts";
import { seedDocument } from "../sync/apply-server-edit.ts";
import { isId, onDocuments, type CommandDeps } from "./scope.ts";
import { onWorkspace } from "./workspace-scope.ts";

export interface Upload {
  filename: string;
  bytes: Uint8Array;
  symbol?: string;
  title?: string;
}

const TITLE_LIMIT = 500;

/** Ten characters, about 50 bits: unique within a document. */
function blockId(): string {
  return randomBytes(8).toString("base64url").slice(0, 10);
}

/** Throws unless this person may add documents. */
export async function requireCreator(deps: CommandDeps, userId: string, workspaceId: string): Promise<void> {
  const role = isId(workspaceId) ? await roleIn(deps.db, workspaceId, userId) : null;
  if (role === null) throw notFound();
  if (!can({ userId, role }, "document.create")) throw forbidden("Readers cannot add documents.");
}

function seed(blocks: DraftBlock[]): Uint8Array {
  return seedDocument(documentFromDrafts(blocks, blockId));
}

/** Reads a file and adds it. The same file again → 409 `same-file` with the id of the one that is there. */
export async function importDocument(deps: CommandDeps, userId: string, workspaceId: string, upload: Upload): Promise<{ id: string }> {
  await requireCreator(deps, userId, workspaceId);
  const sha256 = createHash("sha256").update(upload.bytes).digest("hex");
  await refuseSameFile(deps.db, workspaceId, sha256);
  const { document: imported, mediaType } = await readFile(upload.bytes, upload.filename);
  const id = uuidv7();
  const facts = documentFacts(imported, upload);
  const update = seed(imported.blocks);
  await onWorkspace(deps, userId, workspaceId, async (scope) => {
    if (!can(scope.actor, "document.create")) throw forbidden("Readers cannot add documents.");
    await refuseSameFile(scope.tx, workspaceId, sha256);
    await scope.tx.insert(documents).values({ id, workspaceId, kind: "source", ...facts, sha256, head: 1, createdBy: userId });
    await scope.tx.insert(originals).values({
      documentId: id, filename: upload.filename, mediaType, size: upload.bytes.byteLength, bytes: upload.bytes, uploadedBy: userId,
    });
    await scope.tx.insert(documentUpdates).values({ documentId: id, seq: 1, data: update, userId });
    await scope.record({ subject: "document", subjectId: id, documentId: id, action: "imported", after: { title: facts.title, symbol: facts.symbol } });
  });
  return { id };
}

function documentFacts(imported: ImportedDocument, upload: Upload) {
  const given = upload.symbol?.trim() || null;
  const found = imported.symbol.status === "not-stated" ? null : imported.symbol.value;
  const status = imported.symbol.status === "stated" ? ("stated" as const) : ("inferred" as const);
  return {
    title: (upload.title?.trim() || imported.title).slice(0, TITLE_LIMIT),
    symbol: given ?? found,
    symbolStatus: given ? ("given" as const) : found ? status : null,
    symbolEvidence: given ? null : (imported.symbol.evidence ?? null),
    body: imported.body, type: imported.type, country: imported.country, language: imported.language, date: imported.date,
    importReport: imported.report,
  };
}

async function refuseSameFile(db: Executor, workspaceId: string, sha256: string): Promise<void> {
  const existing = await sameFile(db, workspaceId, sha256);
  if (!existing) return;
  throw new Problem(409, "same-file", "This file is here already", `It is ${existing.symbol ?? existing.title}. Open that one.`, {
    documentId: existing.id,
  });
}

/** Begins a working document, empty or with paragraphs from `text` (markdown). */
export async function createWorkingDocument(
  deps: CommandDeps,
  userId: string,
  workspaceId: string,
  input: { title: string; text?: string },
): Promise<{ id: string }> {
  await requireCreator(deps, userId, workspaceId);
  const title = input.title.trim();
  if (title === "" || title.length > TITLE_LIMIT) throw invalid([{ path: "title", message: `Give it a title of 1 to ${TITLE_LIMIT} characters.` }]);
  const blocks = input.text?.trim() ? (await readFile(new TextEncoder().encode(input.text), "working.md")).document.blocks : [];
  const id = uuidv7();
  const update = seed(blocks.length > 0 ? blocks : [{ kind: "paragraph", inline: [] }]);
  await onWorkspace(deps, userId, workspaceId, async (scope) => {
    if (!can(scope.actor, "document.create")) throw forbidden("Readers cannot add documents.");
    await scope.tx.insert(documents).values({ id, workspaceId, kind: "working", title, head: 1, createdBy: userId });
    await scope.tx.insert(documentUpdates).values({ documentId: id, seq: 1, data: update, userId });
    await scope.record({ subject: "document", subjectId: id, documentId: id, action: "created", after: { title } });
  });
  return { id };
}

/** Takes a document away from everybody, with its marks. Nothing is erased: the row stays, marked. */
export async function deleteDocument(deps: CommandDeps, userId: string, documentId: string): Promise<void> {
  if (!isId(documentId) || !(await accessTo(deps.db, documentId, userId))) throw notFound();
  await onDocuments(deps, userId, [documentId], async (scope) => {
    if (!can(scope.actor, "document.delete")) throw forbidden("Only a lead may delete documents.");
    await scope.tx.update(documents).set({ deletedAt: new Date() }).where(eq(documents.id, documentId));
    await scope.record({ subject: "document", subjectId: documentId, documentId, action: "deleted" });
    await ring(scope.tx, { document: documentId, deleted: true });
  });
}
