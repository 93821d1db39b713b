/**
 * Sends one file to the library. XMLHttpRequest, because fetch tells nothing about how much has been sent.
 * The answer is a value; nothing throws.
 */
import { isProblemDetails } from "~/components/ui/problem-details.ts";
import type { DocumentSummary } from "~/core/document/document.ts";
import type { ImportReport } from "~/core/importing/imported-document.ts";

export type UploadOutcome =
  | { kind: "done"; id: string; label: string; report: ImportReport | null }
  | { kind: "already-there"; documentId: string | null; detail: string }
  | { kind: "failed"; title: string; detail: string }
  | { kind: "cancelled" };

interface UploadOptions {
  workspaceId: string;
  file: File;
  /** Bytes sent so far; all of them means that the server is reading. */
  onSent: (bytes: number) => void;
  signal: AbortSignal;
}

type Created = Pick<DocumentSummary, "id" | "symbol" | "title"> & { importReport: ImportReport | null };

const LOST = { kind: "failed", title: "The connection was lost", detail: "The file was not added. Check the connection and choose it again." } as const;

export function uploadDocument({ workspaceId, file, onSent, signal }: UploadOptions): Promise<UploadOutcome> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append("file", file);
    request.open("POST", `/api/v1/workspaces/${workspaceId}/documents`);
    request.setRequestHeader("Accept", "application/json");
    request.upload.onprogress = (event) => onSent(event.loaded);
    request.upload.onload = () => onSent(file.size);
    request.onload = () => resolve(outcomeOf(request.status, parse(request.responseText)));
    request.onerror = () => resolve(LOST);
    request.ontimeout = () => resolve(LOST);
    request.onabort = () => resolve({ kind: "cancelled" });
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(body);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function outcomeOf(status: number, body: unknown): UploadOutcome {
  if (status === 201 && body) {
    const created = body as Created;
    return { kind: "done", id: created.id, label: created.symbol ?? created.title, report: created.importReport };
  }
  const problem = isProblemDetails(body) ? body : null;
  if (problem?.type === "same-file") {
    return { kind: "already-there", documentId: problem.documentId ?? null, detail: problem.detail ?? problem.title };
  }
  if (problem) return { kind: "failed", title: problem.title, detail: problem.detail ?? "" };
  return { kind: "failed", title: "The server could not take the file", detail: `It answered ${status}. Nothing was added; try again later.` };
}
