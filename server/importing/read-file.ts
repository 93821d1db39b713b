/**
 * From the bytes of an uploaded file to the structure of a document, in a worker thread with limits.
 *
 * Imported text is hostile input: the worker is ended when it takes too long or too much memory, and the event loop
 * is never blocked by it. The type is decided by content; the name only tells markdown from plain text.
 */
import type { ImportedDocument } from "../../app/core/importing/imported-document.ts";
import { Problem } from "../../app/core/problem.ts";
import { startWorker } from "../start-worker.ts";

export interface ReadResult {
  document: ImportedDocument;
  mediaType: string;
}

/** What the worker answers. */
export type WorkerAnswer = { document: ImportedDocument; mediaType: string } | { refused: string };

const TIME_LIMIT_MS = 30_000;
const MEMORY_LIMIT_MB = 768;

function unreadable(detail: string): Problem {
  return new Problem(422, "unreadable-file", "The file can't be read", detail, { errors: [{ path: "file", message: detail }] });
}

/** Reads a file. Throws a Problem 422 that says what is wrong with it and what to do. */
export function readFile(bytes: Uint8Array, filename: string): Promise<ReadResult> {
  return new Promise((resolve, reject) => {
    const worker = startWorker("read.worker", import.meta.url, {
      workerData: { bytes, filename },
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_LIMIT_MB },
    });
    const timer = setTimeout(() => settle(unreadable("Reading it took longer than 30 seconds. Split it, or send it as plain text.")), TIME_LIMIT_MS);
    const settle = (outcome: ReadResult | Error): void => {
      clearTimeout(timer);
      void worker.terminate();
      if (outcome instanceof Error) reject(outcome);
      else resolve(outcome);
    };
    worker.once("message", (answer: WorkerAnswer) => settle("refused" in answer ? unreadable(answer.refused) : answer));
    worker.once("error", (error: NodeJS.ErrnoException) => {
      settle(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? unreadable("Reading it needs too much memory. Split it.") : error);
    });
    worker.once("exit", () => settle(unreadable("The reader stopped without an answer.")));
  });
}
