/**
 * A server for the tests of the mark store that keeps the rules: versions, deletions, comments once, by the core's `decide`.
 *
 * Its line fails as the test says: before a call arrives, or after it was done and before the answer. What must stay true:
 * it answers as the API does (412, 404, 409), and what arrived is in `log`, in order.
 */
import type { Annotation } from "~/core/annotation/annotation.ts";
import { decide, type MarkCommand } from "~/core/annotation/decide.ts";
import { notFound, Problem } from "~/core/problem.ts";
import { annotation, json } from "../far-end.ts";

export type Line = "up" | "lost on the way there" | "lost on the way back";

export class PretendServer {
  readonly marks = new Map<string, Annotation & { deleted: boolean }>();
  readonly log: string[] = [];
  /** How the line is for the next calls; "up" afterwards. */
  line: Line[] = [];
  isDown = false;

  readonly fetch: typeof fetch = async (url, init = {}) => {
    init.signal?.throwIfAborted();
    const line = this.isDown ? "lost on the way there" : (this.line.shift() ?? "up");
    await Promise.resolve();
    if (line === "lost on the way there") throw new TypeError("fetch failed");
    const answer = this.#answer(init.method ?? "GET", (url as string).replace("/api/v1", ""), init);
    if (line === "lost on the way back") throw new TypeError("fetch failed");
    init.signal?.throwIfAborted();
    return answer;
  };

  /** Everything that is to be seen. */
  shown(): Annotation[] {
    return [...this.marks.values()].filter(({ deleted }) => !deleted).map(({ deleted: _, ...mark }) => mark);
  }

  #answer(method: string, path: string, init: RequestInit): Response {
    const body = JSON.parse((init.body as string | undefined) ?? "{}") as Record<string, unknown>;
    const [, , id = "", verb] = path.split("/");
    try {
      if (path.endsWith("/annotations") && method === "POST") return this.#make(body);
      const mark = this.marks.get(id);
      if (!mark || mark.deleted !== (verb === "restore")) throw notFound();
      if (method === "GET") return json(200, mark);
      return this.#change(mark, method === "DELETE" ? "delete" : (verb ?? "edit"), body, new Headers(init.headers).get("If-Match"));
    } catch (cause) {
      if (cause instanceof Problem) return json(cause.status, cause.toJSON());
      throw cause;
    }
  }

  #make(body: Record<string, unknown>): Response {
    const id = body.id as string;
    const known = this.marks.get(id);
    if (known?.deleted) throw notFound();
    if (!known) {
      this.log.push(`annotate ${id}`);
      const { anchor, tags, note, visibility } = body as unknown as Annotation;
      this.marks.set(id, { ...annotation(id, { anchor, tags, note, visibility }), deleted: false });
    }
    return json(201, this.marks.get(id));
  }

  #change(mark: Annotation & { deleted: boolean }, verb: string, body: Record<string, unknown>, ifMatch: string | null): Response {
    if (ifMatch && ifMatch !== `"${mark.version}"`) throw new Problem(412, "stale", "It has changed since you read it");
    const decision = decide({ ...mark, authorId: mark.author.id }, { type: verb === "comments" ? "comment" : verb, ...body } as MarkCommand, { userId: "me", role: "annotator" });
    if (verb === "comments") {
      if (mark.comments.some((one) => one.id === body.id)) return json(201, mark);
      this.log.push(`comment ${body.id as string}`);
      this.marks.set(mark.id, { ...mark, comments: [...mark.comments, { id: body.id as string, author: mark.author, text: body.text as string, at: "", mentions: [] }] });
      return json(201, this.marks.get(mark.id));
    }
    this.log.push(`${verb} ${mark.id}`);
    const deleted = verb === "delete" || (verb !== "restore" && mark.deleted);
    this.marks.set(mark.id, { ...mark, ...(verb === "edit" ? body : {}), state: decision.state, version: mark.version + 1, deleted });
    return verb === "delete" ? new Response(null, { status: 204 }) : json(200, this.marks.get(mark.id));
  }
}
