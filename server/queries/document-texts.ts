/**
 * The text of documents, read from the log and kept in memory by (document, log head): a cache, never the truth.
 *
 * Called by queries (pages, API, exports) and commands (does this quote stand there?). What must stay true: a text
 * is only ever found under the head it was read at, so that a newer log row is never missed.
 */
import { LRUCache } from "lru-cache";
import type { Node } from "prosemirror-model";
import { TextIndex } from "../../app/core/anchor/text-index.ts";
import type { Block } from "../../app/core/document/block.ts";
import { blocksOf, paragraphNumbers } from "../../app/core/document/blocks.ts";
import { documentHtml } from "../../app/core/document/html.ts";
import type { Executor } from "../../db/client.ts";
import { loadLog } from "../../db/document-log.ts";
import { documentFromUpdates } from "../sync/apply-server-edit.ts";

export class DocumentText {
  readonly blocks: Block[];
  readonly head: number;
  readonly #doc: Node;
  #index: TextIndex | undefined;
  #html: string | undefined;
  #paragraphs: Map<string, number | null> | undefined;

  constructor(doc: Node, head: number) {
    this.#doc = doc;
    this.head = head;
    this.blocks = blocksOf(doc);
  }

  get index(): TextIndex {
    return (this.#index ??= new TextIndex(this.blocks));
  }

  get html(): string {
    return (this.#html ??= documentHtml(this.#doc));
  }

  /** The numbered paragraph a block stands in; null outside of one. */
  paragraphOf(block: string): number | null {
    this.#paragraphs ??= paragraphNumbers(this.blocks);
    return this.#paragraphs.get(block) ?? null;
  }

  /** Code units of text held, to weigh it in the cache. */
  get size(): number {
    return this.blocks.reduce((sum, block) => sum + block.text.length + 40, 1);
  }
}

/** About 100 MB of texts at three forms each. */
const CACHE_UNITS = 20_000_000;

export class DocumentTexts {
  readonly #cache = new LRUCache<string, DocumentText>({ maxSize: CACHE_UNITS, sizeCalculation: (text) => text.size });

  /** The text as of the log head the caller has read (in the same transaction, where it matters). */
  async at(db: Executor, documentId: string, head: number): Promise<DocumentText> {
    const cached = this.#cache.get(`${documentId}@${head}`);
    if (cached) return cached;
    const log = await loadLog(db, documentId);
    const text = new DocumentText(documentFromUpdates(log.updates), log.head);
    this.#cache.set(`${documentId}@${log.head}`, text);
    return text;
  }
}
