/** Reading documents: the library, one document opened, passages for the link picker. Each query authorises first. */
import { can, type Action } from "../../app/core/access/can.ts";
import { documentLabel, type DocumentSummary } from "../../app/core/document/document.ts";
import { foldWords } from "../../app/core/anchor/fold.ts";
import { notFound } from "../../app/core/problem.ts";
import type { OpenDocument, Passage, WorkspaceSummary } from "../../app/context.ts";
import { documentById, documentsIn, originalOf } from "../../db/documents.ts";
import { accessTo, workspaceFor } from "../../db/people.ts";
import { isId, type CommandDeps } from "../commands/scope.ts";
import type { DocumentText } from "./document-texts.ts";

/** The workspace as this person sees it. Throws notFound for outsiders. */
export async function requireWorkspace(deps: CommandDeps, userId: string, workspaceId: string, action: Action = "workspace.read"): Promise<WorkspaceSummary> {
  const workspace = isId(workspaceId) ? await workspaceFor(deps.db, workspaceId, userId) : null;
  if (!workspace || !can({ userId, role: workspace.role }, action)) throw notFound();
  return workspace;
}

/** What this person may do with a document. Throws notFound for outsiders and deleted ones. */
export async function requireDocument(deps: CommandDeps, userId: string, documentId: string, action: Action = "document.read") {
  const access = isId(documentId) ? await accessTo(deps.db, documentId, userId) : null;
  if (!access || !can({ userId, role: access.role }, action)) throw notFound();
  return access;
}

export async function library(deps: CommandDeps, userId: string, workspaceId: string): Promise<DocumentSummary[]> {
  await requireWorkspace(deps, userId, workspaceId);
  return documentsIn(deps.db, workspaceId, userId);
}

async function found(deps: CommandDeps, userId: string, documentId: string) {
  // One after the other: what is read of a document that may not be seen would tell, by its time, that it is there.
  await requireDocument(deps, userId, documentId);
  const document = await documentById(deps.db, documentId, userId);
  if (!document) throw notFound();
  return document;
}

/** Facts and text of a document. */
export async function documentWithText(deps: CommandDeps, userId: string, documentId: string) {
  const { detail, head, clock } = await found(deps, userId, documentId);
  return { detail, head, clock, text: await deps.texts.at(deps.db, documentId, head) };
}

export async function openDocument(deps: CommandDeps, userId: string, documentId: string): Promise<OpenDocument> {
  const { detail, text } = await documentWithText(deps, userId, documentId);
  const workspace = await requireWorkspace(deps, userId, detail.workspaceId);
  return { document: detail, workspace, html: text.html, blocks: text.blocks };
}

/** The uploaded file, byte for byte. */
export async function original(deps: CommandDeps, userId: string, documentId: string) {
  await requireDocument(deps, userId, documentId);
  const row = await originalOf(deps.db, documentId);
  if (!row) throw notFound();
  return row;
}

const MOST_PASSAGES = 30;

/**
 * Passages of a workspace by what people remember: a symbol, a paragraph number ("214", "CAT/C/XYZ/3 214"), words.
 * Without a query, the beginning of the given document.
 */
export async function passages(
  deps: CommandDeps,
  userId: string,
  workspaceId: string,
  query: { q: string; documentId?: string },
): Promise<Passage[]> {
  const all = await library(deps, userId, workspaceId);
  const terms = query.q.trim().split(/\s+/).filter(Boolean);
  const symbols = terms.filter((term) => term.includes("/"));
  const number = terms.map((term) => /^(?:§|¶|para\.?)?(\d{1,4})$/i.exec(term)?.[1]).find((match) => match !== undefined);
  const words = foldWords(terms.filter((term) => !term.includes("/") && term !== number && !/^(?:§|¶|paras?\.?)/i.test(term)).join(" ")).toLowerCase();
  const chosen = all
    .filter((document) => query.documentId === undefined || document.id === query.documentId)
    .filter((document) => symbols.every((symbol) => document.symbol?.toLowerCase().includes(symbol.toLowerCase())));
  const found: Passage[] = [];
  for (const document of chosen) {
    if (found.length >= MOST_PASSAGES) break;
    const { text } = await documentWithText(deps, userId, document.id);
    found.push(...passagesIn(text, document, { number: number === undefined ? undefined : Number(number), words }));
  }
  return found.slice(0, MOST_PASSAGES);
}

function passagesIn(text: DocumentText, document: DocumentSummary, sought: { number?: number; words: string }): Passage[] {
  return text.blocks
    .filter((block) => block.kind !== "furniture" && block.text.trim() !== "")
    .filter((block) => sought.number === undefined || text.paragraphOf(block.id) === sought.number)
    .filter((block) => sought.words === "" || foldWords(block.text).toLowerCase().includes(sought.words))
    .slice(0, MOST_PASSAGES)
    .map((block) => ({
      documentId: document.id,
      documentLabel: documentLabel(document),
      block: block.id,
      paragraph: text.paragraphOf(block.id),
      text: block.text,
    }));
}
