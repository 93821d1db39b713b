/**
 * Keeps the way from the log to the text short: snapshots, and rows that are not needed any more.
 *
 * Told by the stores of rooms how long the tail of each log is. What must stay true: a snapshot is stored only after
 * it was loaded again and read the same; rows go only by what db/document-snapshots.ts allows; one text at a time; a
 * failure costs nothing but a longer tail, and is told in the log.
 */
import type { Snapshot } from "../../db/document-snapshots.ts";
import type { LogRead } from "../../db/document-log.ts";
import type { Compressed } from "./compress.ts";
import { failureOf, type SyncLog } from "./surroundings.ts";

/** How much of a log lies behind the newest snapshot. */
export interface Tail {
  rows: number;
  bytes: number;
}

/** A text in use is compacted when its tail is longer than this; one that everybody has left already when it is this long. */
export const LIMITS = {
  inUse: { rows: 2_000, bytes: 1_024 * 1_024 },
  left: { rows: 100, bytes: 64 * 1_024 },
} as const;

export function isLong(tail: Tail, limit: Tail): boolean {
  return tail.rows > limit.rows || tail.bytes > limit.bytes;
}

export interface CompactionParts {
  load(documentId: string): Promise<LogRead>;
  compress(updates: readonly Uint8Array[]): Promise<Compressed>;
  store(documentId: string, snapshot: Snapshot): Promise<void>;
  truncate(documentId: string): Promise<{ rows: number }>;
  log: SyncLog;
}

export class Compaction {
  readonly counts = { compactions: 0, compactionsFailed: 0 };
  private readonly wanted = new Map<string, (() => void)[]>();
  private running: Promise<void> | null = null;
  private ended = false;

  constructor(private readonly parts: CompactionParts) {}

  /** Compacts a text when its turn comes; `onDone` hears when it was, or could not be. Asking again before that is one asking. */
  want(documentId: string, onDone: () => void = () => undefined): void {
    if (this.ended) return;
    this.wanted.set(documentId, [...(this.wanted.get(documentId) ?? []), onDone]);
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
  }

  /** Resolves when nothing is waiting. */
  idle(): Promise<void> {
    return this.running ?? Promise.resolve();
  }

  /** Begins nothing more. */
  end(): void {
    this.ended = true;
    this.wanted.clear();
  }

  private async run(): Promise<void> {
    for (let [next] = this.wanted; next; [next] = this.wanted) {
      const [documentId, listeners] = next;
      this.wanted.delete(documentId);
      try {
        await this.compact(documentId);
      } catch (error) {
        if (this.ended) return;
        this.counts.compactionsFailed += 1;
        this.parts.log.error({ documentId, failure: failureOf(error) }, "a text could not be compacted; its log is kept");
      }
      listeners.forEach((listener) => listener());
    }
  }

  private async compact(documentId: string): Promise<void> {
    const { updates, head, uptoSeq } = await this.parts.load(documentId);
    if (head === uptoSeq) return;
    const { data, vector, hash } = await this.parts.compress(updates);
    await this.parts.store(documentId, { uptoSeq: head, data, vector, hash });
    this.counts.compactions += 1;
    const { rows } = await this.parts.truncate(documentId);
    this.parts.log.info({ documentId, uptoSeq: head, bytes: data.length, removedRows: rows }, "a text was compacted");
  }
}
