/**
 * Compressing off the event loop: a long text takes half a second to encode, load again and compare.
 *
 * Made by the live channel, called by compaction, one text at a time. What must stay true: the thread ends when it is
 * not needed, when it takes too long, and with the channel; whoever waits for it then gets an error.
 */
import type { Worker } from "node:worker_threads";
import { startWorker } from "../start-worker.ts";
import type { Compressed } from "./compress.ts";
import type { CompressAnswer } from "./compress.worker.ts";

const TIME_LIMIT_MS = 120_000;
const MEMORY_LIMIT_MB = 1_024;
const IDLE_MS = 10_000;

export class CompressThread {
  private worker: Worker | null = null;
  private idle: NodeJS.Timeout | undefined;

  /** Throws when the updates can't be compressed, for what reason ever. */
  async compress(updates: readonly Uint8Array[]): Promise<Compressed> {
    clearTimeout(this.idle);
    this.worker ??= startWorker("compress.worker", import.meta.url, { resourceLimits: { maxOldGenerationSizeMb: MEMORY_LIMIT_MB } });
    const { worker } = this;
    try {
      const answer = await ask(worker, updates);
      if ("failure" in answer) throw new Error(answer.failure);
      return answer;
    } catch (error) {
      await this.end();
      throw error;
    } finally {
      this.idle = setTimeout(() => void this.end(), IDLE_MS).unref();
    }
  }

  async end(): Promise<void> {
    clearTimeout(this.idle);
    const { worker } = this;
    this.worker = null;
    await worker?.terminate();
  }
}

function ask(worker: Worker, updates: readonly Uint8Array[]): Promise<CompressAnswer> {
  return new Promise((resolve, reject) => {
    const settle = (outcome: CompressAnswer | Error): void => {
      clearTimeout(timer);
      worker.off("message", settle).off("error", settle).off("exit", ended);
      if (outcome instanceof Error) reject(outcome);
      else resolve(outcome);
    };
    const ended = (): void => settle(new Error("the thread ended without an answer"));
    const timer = setTimeout(() => settle(new Error("compressing took too long")), TIME_LIMIT_MS);
    worker.once("message", settle).once("error", settle).once("exit", ended);
    worker.postMessage(updates);
  });
}
