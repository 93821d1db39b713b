/**
 * Closing a gap: asks the server what has changed in a document's marks since the clock that is known.
 *
 * Called by the mark store after a frame that does not fit, and after a connection is made again. Promises: one question
 * at a time; asked again when news came during the answer; while the server is not reached it goes on trying. A refusal
 * (signed out, not allowed) ends it: the socket's close code tells people about that.
 */
import type { ChangesFrame } from "~/core/live/protocol.ts";
import { ApiProblem, isTransient } from "./api.ts";
import type { Post } from "./mark-delivery.ts";

export class CatchUp {
  readonly #post: Omit<Post, "path">;
  readonly #documentId: string;
  readonly #clock: () => number;
  readonly #take: (frame: ChangesFrame) => void;
  #running: Promise<void> | null = null;
  /** The clock that is known to exist. */
  #goal = 0;

  constructor(post: Omit<Post, "path">, documentId: string, clock: () => number, take: (frame: ChangesFrame) => void) {
    this.#post = post;
    this.#documentId = documentId;
    this.#clock = clock;
    this.#take = take;
  }

  /** News of this clock exist and are missing here. */
  upTo(clock: number): void {
    this.#goal = Math.max(this.#goal, clock);
    void this.now();
  }

  /** Asks now, or joins the question that is on its way. */
  now(): Promise<void> {
    this.#running ??= this.#ask().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #ask(): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        const since = this.#clock();
        this.#take(await this.#post.api<ChangesFrame>("GET", `/documents/${this.#documentId}/changes?since=${since}`));
        if (this.#clock() >= this.#goal || this.#clock() === since) return;
      } catch (cause) {
        const problem = ApiProblem.from(cause);
        if (!isTransient(problem)) return;
        await this.#post.pause(attempt);
      }
    }
  }
}
