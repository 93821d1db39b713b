/** The worker thread that reads one file and answers once; see read-file.ts. */
import { parentPort, workerData } from "node:worker_threads";
import { decodeText } from "../../app/core/importing/decode-text.ts";
import { readText } from "../../app/core/importing/read-text.ts";
import type { WorkerAnswer } from "./read-file.ts";

function read(bytes: Uint8Array, filename: string): WorkerAnswer {
  const decoded = decodeText(bytes);
  if ("refused" in decoded) return decoded;
  const markdown = /\.(?:md|markdown)$/i.test(filename);
  const document = readText(decoded.text, { filename, markdown, encoding: decoded.encoding });
  return { document, mediaType: markdown ? "text/markdown" : "text/plain" };
}

const { bytes, filename } = workerData as { bytes: Uint8Array; filename: string };
parentPort?.postMessage(read(bytes, filename));
