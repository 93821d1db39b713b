/** The worker thread that compresses one text after the other; see compaction.ts. */
import { parentPort } from "node:worker_threads";
import { compress, type Compressed } from "./compress.ts";

export type CompressAnswer = Compressed | { failure: string };

function answer(updates: readonly Uint8Array[]): CompressAnswer {
  try {
    return compress(updates);
  } catch (error) {
    // Our own errors and Yjs's, neither of which holds words of the text.
    return { failure: error instanceof Error ? error.message : "unknown" };
  }
}

parentPort?.on("message", (updates: readonly Uint8Array[]) => parentPort?.postMessage(answer(updates)));
