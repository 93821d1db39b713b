/**
 * A far end for the tests of the mark store: answers what the test says, in order, and remembers what it was asked.
 *
 * Called by tests only. What must stay true: nothing here knows the rules; a call nobody expected is an error.
 */
import type { Anchor } from "~/core/anchor/anchor.ts";
import type { Annotation } from "~/core/annotation/annotation.ts";
import { DEFAULT_TAGS, type Tag } from "~/core/codebook/tags.ts";
import type { ChangesFrame } from "~/core/live/protocol.ts";
import type { StoreViewer } from "./mark-plans.ts";
import { MarkStore } from "./mark-store.ts";

const TAGS: Tag[] = DEFAULT_TAGS.map((tag, position) => ({ ...tag, id: tag.slug, position }));
export const ME: StoreViewer = { id: "me", name: "Marta", role: "annotator" };
export const ANCHOR: Anchor = { block: "b1", start: 0, end: 5, quote: "words", prefix: "", suffix: "" };

export function annotation(id: string, more: Partial<Annotation> = {}): Annotation {
  return {
    id, documentId: "d", author: { id: "me", name: "Marta" }, contributorIds: ["me"], state: "draft", note: null, verdicts: [],
    version: 1, createdAt: "2026-01-01T00:00:00Z", updatedAt: "2026-01-01T00:00:00Z", visibility: "team", tags: ["unaddressed"],
    anchor: ANCHOR, paragraph: null, comments: [], ...more,
  };
}

export function frame(from: number, clock: number, put: Annotation[], remove: string[] = []): ChangesFrame {
  return { t: "changes", from, clock, puts: { annotations: put, links: [] }, removes: { annotations: remove, links: [] } };
}

interface Call {
  method: string;
  path: string;
  body: Record<string, unknown>;
  ifMatch: string | null;
}

type Answer = Response | "network is down";

export class FarEnd {
  readonly calls: Call[] = [];
  /** How the store waited between attempts. */
  readonly pauses: number[] = [];
  readonly answers: ((call: Call) => Answer | Promise<Answer>)[] = [];

  readonly fetch: typeof fetch = async (url, init = {}) => {
    const headers = new Headers(init.headers);
    const call = {
      method: init.method ?? "GET",
      path: (url as string).replace("/api/v1", ""),
      body: JSON.parse((init.body as string | undefined) ?? "{}") as Record<string, unknown>,
      ifMatch: headers.get("If-Match"),
    };
    init.signal?.throwIfAborted();
    this.calls.push(call);
    const answer = await this.answers.shift()?.(call);
    if (!answer) throw new Error(`Nothing to answer to ${call.method} ${call.path}`);
    init.signal?.throwIfAborted();
    if (answer === "network is down") throw new TypeError("fetch failed");
    return answer;
  };
}

export const json = (status: number, body: unknown): Response => new Response(JSON.stringify(body), { status });
export const problem = (status: number, type: string): Response => json(status, { type, title: `It is ${type}`, status });

export function storeOf(far: FarEnd, annotations: Annotation[] = [], viewer: StoreViewer = ME): MarkStore {
  let made = 0;
  return new MarkStore("d", { clock: 10, whole: true, annotations, links: [] }, viewer, TAGS, {
    fetch: far.fetch,
    pause: (attempt) => {
      far.pauses.push(attempt);
      return Promise.resolve();
    },
    now: () => "2026-02-02T00:00:00Z",
    newId: () => `new-${(made += 1)}`,
    documentLabel: "CAT/C/VLD/3",
    workspaceId: "w",
  });
}

export const shown = (store: MarkStore, id: string): Annotation | undefined =>
  store.snapshot().annotations.find((mark) => mark.id === id);
