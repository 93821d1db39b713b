/** The API of documents: listing, adding, reading, the original file, tickets for the live channel. */
import { z } from "zod";
import { canonicalText } from "../../app/core/document/canonical-text.ts";
import { Problem } from "../../app/core/problem.ts";
import * as commands from "../commands/documents.ts";
import { createTicket } from "../commands/tokens.ts";
import { contentDisposition } from "../exporting/filename.ts";
import * as queries from "../queries/documents.ts";
import { endpoint, type ApiDeps, type Endpoint, type Reply } from "./endpoint.ts";
import { parse } from "./parse.ts";
import { documentAnswer, documentWithBlocks, newWorkingDocument, passageAnswer, uploadFields } from "./schemas.ts";
import { receiveUpload } from "./upload.ts";

const id = (call: { params: Record<string, string> }) => call.params.id ?? "";

async function documentReply(deps: ApiDeps, userId: string, documentId: string, status: number): Promise<Reply> {
  const { detail, text } = await queries.documentWithText(deps, userId, documentId);
  const headers: Record<string, string> = status === 201 ? { Location: `/api/v1/documents/${documentId}` } : {};
  return { status, body: { ...detail, blocks: text.blocks }, headers };
}

export const documentEndpoints: Endpoint[] = [
  endpoint({
    method: "get", path: "/workspaces/:id/documents", summary: "The documents of a workspace",
    answer: z.array(documentAnswer), status: 200,
    handle: async (call) => ({ status: 200, body: await queries.library(call.deps, call.viewer.id, id(call)) }),
  }),
  endpoint({
    method: "post", path: "/workspaces/:id/documents",
    summary: "Import a file (multipart: file, optional symbol and title) or begin a working document (JSON)",
    body: newWorkingDocument, answer: documentWithBlocks, status: 201, upload: uploadFields,
    handle: async (call) => {
      const multipart = call.req.is("multipart/form-data");
      const made = multipart ? await importUpload(call) : await commands.createWorkingDocument(call.deps, call.viewer.id, id(call), call.body);
      return documentReply(call.deps, call.viewer.id, made.id, 201);
    },
  }),
  endpoint({
    method: "get", path: "/documents/:id", summary: "A document with its blocks", answer: documentWithBlocks, status: 200,
    handle: async (call) => documentReply(call.deps, call.viewer.id, id(call), 200),
  }),
  endpoint({
    method: "delete", path: "/documents/:id", summary: "Take a document away from the workspace", status: 204,
    handle: async (call) => {
      await commands.deleteDocument(call.deps, call.viewer.id, id(call));
      return { status: 204 };
    },
  }),
  endpoint({
    method: "get", path: "/documents/:id/text", summary: "The canonical plain text; positions in exports count its code points",
    status: 200, file: "text/plain",
    handle: async (call) => {
      const { text } = await queries.documentWithText(call.deps, call.viewer.id, id(call));
      call.res.type("text/plain; charset=utf-8").send(canonicalText(text.blocks).text);
    },
  }),
  endpoint({
    method: "get", path: "/documents/:id/original", summary: "The uploaded file, byte for byte", status: 200, file: "application/octet-stream",
    handle: async (call) => {
      const file = await queries.original(call.deps, call.viewer.id, id(call));
      call.res.set({ "Content-Type": file.mediaType, "Content-Disposition": contentDisposition(file.filename), "Content-Length": String(file.size) });
      call.res.end(Buffer.from(file.bytes));
    },
  }),
  endpoint({
    method: "get", path: "/workspaces/:id/passages", summary: "Find passages by symbol, paragraph number or words",
    query: z.object({ q: z.string().max(300).default(""), document: z.uuid().optional() }), answer: z.array(passageAnswer), status: 200,
    handle: async (call) => {
      const { q, document } = call.query;
      return { status: 200, body: await queries.passages(call.deps, call.viewer.id, id(call), { q, documentId: document }) };
    },
  }),
  endpoint({
    method: "post", path: "/documents/:id/sync-ticket", summary: "A ticket that opens /sync/:id once within a minute (?token=)",
    answer: z.object({ ticket: z.string() }), status: 201,
    handle: async (call) => ({ status: 201, body: await createTicket(call.deps, call.viewer.id, id(call), call.credential) }),
  }),
];

async function importUpload(call: { deps: ApiDeps; viewer: { id: string }; req: Parameters<typeof receiveUpload>[0]; params: Record<string, string> }) {
  // Before anything is read: whoever may not add a document need not send one.
  await commands.requireCreator(call.deps, call.viewer.id, id(call));
  const { filename, bytes, fields } = await receiveUpload(call.req, call.deps.uploadLimit);
  const { symbol, title } = parse(uploadFields, fields);
  if (bytes.byteLength === 0) {
    const message = "The file is empty.";
    throw new Problem(422, "empty-file", "The file is empty", "Choose the document itself.", { errors: [{ path: "file", message }] });
  }
  return commands.importDocument(call.deps, call.viewer.id, id(call), { filename, bytes, symbol, title });
}
